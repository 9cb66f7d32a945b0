import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { bodyOf, Exchange, isSuccess } from './exchange.ts';
import { api } from './kinds/api.ts';
import { ListTime } from './list-time.ts';
import { organizationId } from './organization-id.ts';
import type { Purpose } from './refusal.ts';
import { AmbiguousWrite, defaultRetry, type RetryPolicy } from './retry.ts';
import { type KonnectAnswer, type KonnectRequest, NotSent, type Transport, TransportError } from './transport.ts';

const purpose: Purpose = { kind: api, verb: 'list' };
const get: KonnectRequest = { method: 'GET', scope: 'eu', path: '/v3/apis' };
const policy: RetryPolicy = { ...defaultRetry, jitter: () => 1, sleep: async () => undefined };
const answering = (answer: KonnectAnswer): Transport => ({ send: async () => answer });

/** A far side that answers when its signal fires, as a transport does that is given up. */
function waiting(signals: (AbortSignal | undefined)[] = []): Transport {
  return {
    send: (_, signal) =>
      new Promise((_resolve, reject) => {
        signals.push(signal);
        const end = () => reject(new TransportError('timeout', 'given up'));
        if (!signal) reject(new TransportError('reset', 'nobody gives up'));
        else if (signal.aborted) end();
        else signal.addEventListener('abort', end);
      }),
  };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return `${error.diagnostics[0]?.code}: ${error.diagnostics[0]?.message}`;
    throw error;
  }
  return 'nothing';
}

test.each([
  [199, false],
  [200, true],
  [204, true],
  [299, true],
  [300, false],
  [404, false],
])('%i is a success: %s', (status, is) => {
  expect(isSuccess({ status, headers: {} })).toBe(is);
});

test('the body of a success is JSON or nothing', async () => {
  expect(bodyOf(purpose, get, { status: 200, headers: {}, body: [1] })).toEqual([1]);
  expect(bodyOf(purpose, get, { status: 204, headers: {} })).toBeUndefined();
  expect(() => bodyOf(purpose, get, { status: 200, headers: {}, body: '<html>' })).toThrow('konnect-answer');
  expect(() => bodyOf(purpose, get, { status: 403, headers: {} })).toThrow('konnect-forbidden');
  const exchange = new Exchange(answering({ status: 200, headers: {}, body: { id: '1' } }), policy);
  expect(await exchange.get(purpose, get)).toEqual({ id: '1' });
});

describe('a run that is asked to stop', () => {
  const stopped = new Exchange(answering({ status: 200, headers: {} }), policy, AbortSignal.abort());

  test('begins nothing', () => {
    expect(() => stopped.begin(purpose)).toThrow('listing API was not begun');
    expect(stopped.stopped).toBe(true);
    const free = new Exchange(answering({ status: 200, headers: {} }), policy);
    free.begin(purpose);
    expect(free.stopped).toBe(false);
    expect(new Exchange(waiting(), policy, new AbortController().signal).stopped).toBe(false);
  });

  test('ends a read in flight, and says so', async () => {
    const stop = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const reading = new Exchange(waiting(signals), policy, stop.signal).forReading();
    const answer = codeOf(reading.answer(purpose, get, true));
    stop.abort();
    expect(await answer).toBe('run-interrupted: listing API was ended, because the run was asked to stop');
    expect(signals[0]?.aborted).toBe(true);
  });

  test('lets a write in flight end', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const writing = new Exchange(waiting(signals), { ...policy, attempts: 1 }, AbortSignal.abort());
    expect(await codeOf(writing.answer(purpose, get, true))).toContain('konnect-unavailable');
    expect(signals).toEqual([undefined]);
  });

  test('ends a write that is held back, and says so', async () => {
    const transport: Transport = { send: () => Promise.reject(new NotSent()) };
    const writing = new Exchange(transport, policy, AbortSignal.abort());
    expect(await codeOf(writing.answer(purpose, get, false))).toBe(
      'run-interrupted: listing API was ended, because the run was asked to stop',
    );
  });

  test('pauses no longer', async () => {
    const slept: unknown[] = [];
    const stop = new AbortController();
    const exchange = new Exchange(
      waiting(),
      { ...policy, sleep: async (...given) => void slept.push(given) },
      stop.signal,
    );
    await exchange.pause(7);
    expect(slept).toEqual([[7, stop.signal]]);
  });
});

test('what gives up waiting ends a read, which is then told as unanswered', async () => {
  const give = new AbortController();
  const reading = new Exchange(waiting(), policy, new AbortController().signal).forReading();
  const answer = codeOf(reading.answer(purpose, get, true, give.signal));
  give.abort();
  expect(await answer).toContain('konnect-unavailable');
});

test('a write that may have happened is for the caller to clear up', async () => {
  const exchange = new Exchange(answering({ status: 503, headers: {} }), policy);
  const post = { ...get, method: 'POST' } as const;
  await expect(exchange.answer(purpose, post, false)).rejects.toBeInstanceOf(AmbiguousWrite);
  const lost = exchange.finalError(purpose, post, new AmbiguousWrite(new TransportError('reset', 'x')));
  expect(String(lost)).toContain('got no answer');
  const failed = exchange.finalError(purpose, post, new AmbiguousWrite({ status: 503, headers: {} }));
  expect(String(failed)).toContain('was answered 503');
});

describe('the time of a list', () => {
  test('is that of its requests, and the limit itself is in time', () => {
    const time = new ListTime(2000);
    for (const took of [1000, undefined, 1000]) time.spend({ status: 200, headers: {}, ...(took && { took }) });
    expect(time.signal.aborted).toBe(false);
    expect(() => time.spend({ status: 200, headers: {}, took: 1 })).toThrow('more than 2 seconds');
    expect(time.signal.aborted).toBe(true);
  });

  test('without any time is used up by the first request that takes some', () => {
    const time = new ListTime(0);
    time.spend({ status: 200, headers: {} });
    expect(() => time.spend({ status: 200, headers: {}, took: 1 })).toThrow('more than 0 seconds');
  });
});

describe('the id of the organization', () => {
  test.each<[string, KonnectAnswer, string | undefined]>([
    ['is what Konnect says', { status: 200, headers: {}, body: { id: 'o' } }, 'o'],
    ['is not known from a refusal', { status: 403, headers: {}, body: { id: 'o' } }, undefined],
    ['is not known from an answer without it', { status: 200, headers: {}, body: { id: 7 } }, undefined],
  ])('%s', async (_, answer, id) => {
    expect(await organizationId(answering(answer), policy)).toBe(id);
  });

  test('is asked for again after a passing failure', async () => {
    let sent = 0;
    const transport: Transport = {
      send: async () => (++sent === 1 ? { status: 503, headers: {} } : { status: 200, headers: {}, body: { id: 'o' } }),
    };
    expect(await organizationId(transport, policy)).toBe('o');
  });
});
