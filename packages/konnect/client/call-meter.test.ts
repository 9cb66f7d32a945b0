import { expect, test } from 'vitest';
import { CallMeter } from './call-meter.ts';

const event = (method: string, status: number | undefined, milliseconds = 10) => ({
  method,
  scope: 'global',
  path: '/v3/teams',
  status,
  milliseconds,
});

test('calls are counted once, and those for a lease in none of the other counts', () => {
  const meter = new CallMeter();
  expect(meter.latency).toBeUndefined();
  for (const status of [200, 404, 429, undefined]) meter.note(event('GET', status));
  for (const status of [201, 409, 409, 503]) meter.note(event('POST', status, 40));
  expect(meter.tally).toEqual({ reads: 2, writes: 3, vain: 3, lease: 0 });
  expect(meter.latency).toBe(28);
  meter.countForLease({ reads: 1, writes: 2 });
  expect(meter.tally).toEqual({ reads: 1, writes: 1, vain: 3, lease: 3 });
  // They took their time all the same.
  expect(meter.latency).toBe(28);
});

test.each([
  [undefined, 1],
  [429, 1],
  [500, 1],
  [502, 1],
  [503, 1],
  [504, 1],
  [501, 0],
  [400, 0],
  [404, 0],
])('an answer of %s is in vain %i times', (status, vain) => {
  const meter = new CallMeter();
  meter.note(event('GET', status));
  expect(meter.tally).toEqual({ reads: 1 - vain, writes: 0, vain, lease: 0 });
});
