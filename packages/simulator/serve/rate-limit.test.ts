import { afterEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../simulator.ts';
import { RateLimit } from './rate-limit.ts';

let running: Simulator | undefined;
afterEach(() => running?.close());

test('lets a burst through, then so many a second', () => {
  const limit = new RateLimit({ perSecond: 2, burst: 3 });
  const tries = [0, 0, 0, 0, 499, 500, 501, 1_000, 60_000, 60_000, 60_000, 60_000];
  const refused = tries.map((now) => limit.refuses('a', now));
  expect(refused).toEqual([
    undefined,
    undefined,
    undefined,
    1,
    1,
    undefined,
    1,
    undefined,
    undefined,
    undefined,
    undefined,
    1,
  ]);
});

test('says in whole seconds when there is room again', () => {
  const limit = new RateLimit({ perSecond: 0.2, burst: 1 });
  expect([limit.refuses('a', 0), limit.refuses('a', 0), limit.refuses('a', 1_000)]).toEqual([undefined, 5, 4]);
});

test('counts each token and host for itself, and answers as Konnect does', async () => {
  running = await startSimulator({ rateLimit: { perSecond: 0.001, burst: 1 } });
  const { url } = running;
  const get = async (path: string, token: string) => {
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, after: response.headers.get('retry-after'), body: await response.json() };
  };
  expect(await get('/eu/v3/apis', 'kpat_a')).toMatchObject({ status: 200 });
  expect(await get('/eu/v3/apis', 'kpat_a')).toMatchObject({
    status: 429,
    after: '1000',
    body: { status: 429, detail: 'API rate limit exceeded' },
  });
  expect(await get('/us/v3/apis', 'kpat_a')).toMatchObject({ status: 200 });
  expect(await get('/eu/v3/apis', 'kpat_b')).toMatchObject({ status: 200 });
  expect(await get('/eu/v2/control-planes/x/core-entities/services', 'kpat_b')).toMatchObject({
    status: 429,
    body: { message: 'API rate limit exceeded' },
  });
});
