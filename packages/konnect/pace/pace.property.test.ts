import { RateLimit } from '@konduct/simulator/serve/rate-limit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultRetry, type RetryPolicy, sendPatiently } from '../retry.ts';
import type { KonnectAnswer, KonnectRequest, Transport } from '../transport.ts';
import { Turns } from './turns.ts';
import { VirtualClock } from './virtual-clock.fixture.ts';

const request: KonnectRequest = { method: 'POST', scope: 'eu', path: '/v3/apis' };

interface World {
  readonly perSecond: number;
  readonly burst: number;
  readonly latency: number;
  readonly concurrency: number;
  /** How Konnect says when to try again. */
  readonly says: 'seconds' | 'date' | 'nothing' | 'zero';
}

/** Sends as many writes as fast as it can, and tells what came of them. */
async function send(count: number, { perSecond, burst, latency, concurrency, says }: World) {
  const clock = new VirtualClock();
  const limit = new RateLimit({ perSecond, burst });
  const turns = new Turns(concurrency, clock);
  let refused = 0;
  const answer = async (): Promise<KonnectAnswer> => {
    await clock.sleep(latency / 2);
    const seconds = limit.refuses('', clock.now());
    await clock.sleep(latency / 2);
    if (seconds === undefined) return { status: 201, headers: {} };
    refused += 1;
    const date = new Date(clock.now() + seconds * 1000).toUTCString();
    const header = { seconds: String(seconds), date, zero: '0', nothing: undefined }[says];
    return { status: 429, headers: header === undefined ? {} : { 'retry-after': header } };
  };
  const transport: Transport = { send: (_, signal, stop) => turns.take('eu', answer, { signal, stop }) };
  const policy: RetryPolicy = { ...defaultRetry, now: () => clock.now(), sleep: (time) => clock.sleep(time) };
  const all = Array.from({ length: count }, () => sendPatiently(transport, request, false, policy));
  const answers = await clock.run(Promise.all(all));
  return {
    exhausted: answers.filter(({ status }) => status === 429).length,
    refused,
    seconds: clock.now() / 1000,
  };
}

const world = fc.record({
  perSecond: fc.integer({ min: 2, max: 200 }),
  burst: fc.integer({ min: 1, max: 200 }),
  latency: fc.integer({ min: 2, max: 400 }),
  concurrency: fc.integer({ min: 1, max: 16 }),
  says: fc.constantFrom('seconds' as const, 'date' as const, 'nothing' as const, 'zero' as const),
});

test('1,000 writes exhaust no retries under any limit, and few of them are refused', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const { perSecond, burst, latency, concurrency } = given;
      const { exhausted, refused, seconds } = await send(1_000, given);
      expect(exhausted).toBe(0);
      expect(refused).toBeLessThanOrEqual(50);
      const least = Math.max((1_000 - burst) / perSecond, latency / concurrency);
      expect(seconds).toBeGreaterThanOrEqual(least - 1);
      if (burst >= perSecond) expect(seconds).toBeLessThanOrEqual(4 * least + 10);
    }),
    { numRuns: 15 },
  );
});
