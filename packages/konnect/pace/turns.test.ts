import { expect, test } from 'vitest';
import type { KonnectAnswer } from '../transport.ts';
import { Turns } from './turns.ts';
import { VirtualClock } from './virtual-clock.fixture.ts';

const ok: KonnectAnswer = { status: 200, headers: {} };

function refusal(retryAfter: string): KonnectAnswer {
  return { status: 429, headers: { 'retry-after': retryAfter } };
}

test.each([
  ['seconds', '9'],
  ['a date', new Date(9_000).toUTCString()],
])('all requests to the host wait as long as %s say, those to other hosts do not', async (_, header) => {
  const clock = new VirtualClock();
  const turns = new Turns(2, clock);
  const times: Record<string, number[]> = { eu: [], us: [] };
  const noted = (scope: string) => async () => {
    times[scope]?.push(clock.now());
    return ok;
  };
  await clock.run(turns.take('eu', async () => refusal(header)));
  const all = ['eu', 'eu', 'eu', 'us'].map((scope) => turns.take(scope, noted(scope)));
  await clock.run(Promise.all(all));
  expect(times.us).toEqual([0]);
  expect(times.eu?.[0]).toBe(9_000);
  expect(times.eu).toHaveLength(3);
});

test('requests keep their order', async () => {
  const clock = new VirtualClock();
  const turns = new Turns(8, clock);
  await clock.run(turns.take('eu', async () => refusal('1')));
  const order: number[] = [];
  const send = (number: number) => async () => {
    order.push(number);
    return ok;
  };
  const stop = new AbortController();
  const all = [0, 1, 2, 3, 4].map((number) =>
    turns.take('eu', send(number), number === 2 ? { stop: stop.signal } : {}).catch((error: Error) => error.name),
  );
  stop.abort();
  expect((await clock.run(Promise.all(all)))[2]).toBe('NotSent');
  expect(order).toEqual([0, 1, 3, 4]);
});

test('a request that was let through before a refusal waits for its turn again', async () => {
  const clock = new VirtualClock();
  const turns = new Turns(1, clock);
  const times: number[] = [];
  const refused = turns.take('eu', async () => refusal('5'));
  const behind = turns.take('eu', async () => {
    times.push(clock.now());
    return ok;
  });
  await clock.run(Promise.all([refused, behind]));
  expect(times).toEqual([5_000]);
});

test('a request that is held back ends at once when the run is stopped or nobody waits for it', async () => {
  const clock = new VirtualClock();
  const held: string[] = [];
  const turns = new Turns(8, clock, (scope) => {
    held.push(`${scope} held`);
    return () => held.push(`${scope} goes on`);
  });
  await clock.run(turns.take('eu', async () => refusal('60')));
  const sent = () => Promise.reject(new Error('it was sent'));
  const stop = new AbortController();
  const first = turns.take('eu', sent, { stop: stop.signal });
  const second = turns.take('eu', sent, { signal: stop.signal });
  stop.abort();
  await expect(first).rejects.toMatchObject({ name: 'NotSent' });
  await expect(second).rejects.toMatchObject({ name: 'TransportError', fault: 'timeout' });
  expect(clock.now()).toBe(0);
  expect(held).toEqual(['eu held', 'eu held', 'eu goes on', 'eu goes on']);
});

test('a run that was asked to stop still sends what nothing holds back', async () => {
  const turns = new Turns(8, new VirtualClock());
  expect(await turns.take('eu', async () => ok, { stop: AbortSignal.abort() })).toBe(ok);
});
