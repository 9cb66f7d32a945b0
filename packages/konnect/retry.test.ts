import { describe, expect, test } from 'vitest';
import { AmbiguousWrite, defaultRetry, type RetryPolicy, retryAfter, sendPatiently } from './retry.ts';
import { type KonnectAnswer, type KonnectRequest, TransportError, type TransportFault } from './transport.ts';

const request: KonnectRequest = { method: 'POST', scope: 'eu', path: '/v3/apis' };
const ok: KonnectAnswer = { status: 201, headers: {} };
const status = (code: number, headers = {}): KonnectAnswer => ({ status: code, headers });
const fault = (kind: TransportFault) => new TransportError(kind, kind);

/** A far side with the given results in turn, the last one for ever, and a clock that only `sleep` moves. */
function scene(...outcomes: (KonnectAnswer | TransportError)[]) {
  const slept: number[] = [];
  let sent = 0;
  const policy: RetryPolicy = {
    ...defaultRetry,
    jitter: () => 1,
    now: () => Date.UTC(2026, 0, 1),
    sleep: async (time) => void slept.push(time),
  };
  const transport = {
    async send() {
      const outcome = outcomes[Math.min(sent++, outcomes.length - 1)];
      if (outcome instanceof Error) throw outcome;
      return outcome ?? ok;
    },
  };
  const send = (repeatable: boolean, signal?: AbortSignal) =>
    sendPatiently(transport, request, repeatable, policy, signal);
  return { send, slept, sent: () => sent };
}

describe('a repeatable request', () => {
  test.each([500, 502, 503, 504])('is sent again after %i, with doubled pauses', async (code) => {
    const { send, slept } = scene(status(code), status(code), ok);
    expect(await send(true)).toBe(ok);
    expect(slept).toEqual([250, 500]);
  });

  test.each(['reset', 'timeout', 'unreachable'] as const)('is sent again after %s', async (kind) => {
    const { send, slept } = scene(fault(kind), ok);
    expect(await send(true)).toBe(ok);
    expect(slept).toEqual([250]);
  });

  test('gives up after four attempts with the last outcome', async () => {
    const answered = scene(status(503));
    expect(await answered.send(true)).toEqual(status(503));
    expect(answered.sent()).toBe(4);
    const broken = scene(fault('reset'));
    await expect(broken.send(true)).rejects.toThrow('reset');
    expect(broken.sent()).toBe(4);
  });

  test.each([400, 401, 403, 404, 409, 200])('is not sent again after %i', async (code) => {
    const { send, sent } = scene(status(code));
    expect((await send(true)).status).toBe(code);
    expect(sent()).toBe(1);
  });

  test.each(['untrusted', 'proxy', 'too-large'] as const)('is not sent again after %s', async (kind) => {
    const { send, sent } = scene(fault(kind));
    await expect(send(true)).rejects.toThrow(kind);
    expect(sent()).toBe(1);
  });
});

test('no answer in time is waited for twice, among other failures too', async () => {
  const late = scene(fault('timeout'));
  await expect(late.send(true)).rejects.toThrow('timeout');
  expect(late.sent()).toBe(2);
  const mixed = scene(fault('timeout'), status(503), fault('timeout'), ok);
  await expect(mixed.send(true)).rejects.toThrow('timeout');
  expect(mixed.sent()).toBe(3);
});

test('a failed request that is given up is not sent again', async () => {
  let sent = 0;
  const transport = { send: async () => (++sent > 0 ? status(503) : ok) };
  const policy = { ...defaultRetry, sleep: async () => undefined };
  const answer = await sendPatiently(transport, request, true, policy, undefined, AbortSignal.abort());
  expect([answer.status, sent]).toEqual([503, 1]);
});

test('an ambiguous write says what came of it', async () => {
  const error = await scene(status(502))
    .send(false)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ outcome: { status: 502 } });
});

test('the usual patience is four attempts, two minutes of pauses, two late answers and ten minutes for a list', () => {
  expect(defaultRetry).toMatchObject({
    attempts: 4,
    baseDelay: 250,
    patience: 2 * 60_000,
    timeouts: 2,
    list: 10 * 60_000,
    settle: 10_000,
  });
});

describe('a request that is not repeatable', () => {
  test.each([500, 502, 503, 504])('may have happened after %i', async (code) => {
    const { send, sent } = scene(status(code), ok);
    await expect(send(false)).rejects.toBeInstanceOf(AmbiguousWrite);
    expect(sent()).toBe(1);
  });

  test.each(['reset', 'timeout'] as const)('may have happened after %s', async (kind) => {
    await expect(scene(fault(kind), ok).send(false)).rejects.toBeInstanceOf(AmbiguousWrite);
  });

  test('did not happen when no connection was made or Konnect was too busy', async () => {
    expect(await scene(fault('unreachable'), status(429), ok).send(false)).toBe(ok);
  });
});

describe('429', () => {
  test('is waited out as long as Konnect says, more often than failures are', async () => {
    const busy = status(429, { 'retry-after': '2' });
    const { send, slept } = scene(busy, busy, busy, busy, busy, ok);
    expect(await send(true)).toBe(ok);
    expect(slept).toEqual([2000, 2000, 2000, 2000, 4000]);
  });

  test.each(['0', 'Wed, 31 Dec 2025 00:00:00 GMT'])(
    'with Retry-After %o pauses longer each time, and ends',
    async (value) => {
      const { send, slept } = scene(status(429, { 'retry-after': value }));
      expect((await send(true)).status).toBe(429);
      expect(slept).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000]);
    },
  );

  test('is given back when it asks for more patience than there is', async () => {
    const { send, slept } = scene(status(429, { 'retry-after': '60' }));
    expect((await send(true)).status).toBe(429);
    expect(slept).toEqual([60_000, 60_000]);
    expect((await scene(status(429, { 'retry-after': '3600' })).send(true)).status).toBe(429);
  });

  test.each([
    ['3', 3000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('Retry-After %o means %o ms', (value, expected) => {
    const headers: Record<string, string> = value === undefined ? {} : { 'retry-after': value };
    expect(retryAfter(status(429, headers), Date.UTC(2026, 0, 1))).toBe(expected);
  });
});

test('when the run is asked to stop, what failed is not tried again', async () => {
  const { send, sent } = scene(status(503), ok);
  expect((await send(true, AbortSignal.abort())).status).toBe(503);
  expect(sent()).toBe(1);
});

test('a pause ends when the run is asked to stop', async () => {
  const stop = new AbortController();
  const pause = defaultRetry.sleep(2 ** 31 - 1, stop.signal);
  stop.abort();
  await expect(pause).resolves.toBeUndefined();
});

test('defects are not taken for faults', async () => {
  const transport = { send: () => Promise.reject(new TypeError('ours')) };
  await expect(sendPatiently(transport, request, true, defaultRetry)).rejects.toBeInstanceOf(TypeError);
});
