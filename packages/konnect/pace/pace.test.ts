import { describe, expect, test } from 'vitest';
import { defaultPace, Pace } from './pace.ts';

/** A pace after so many successes in so many milliseconds. */
function after(successes: number, milliseconds: number): Pace {
  const pace = new Pace();
  pace.take(0);
  for (let count = 0; count < successes; count += 1) pace.accepted((milliseconds * count) / successes);
  return pace;
}

test('nothing waits before the first refusal', () => {
  const pace = new Pace();
  for (let count = 0; count < 10_000; count += 1) expect(pace.take(0)).toBe(0);
});

describe('a refusal', () => {
  test('pauses every request for as long as `Retry-After` says', () => {
    const pace = after(10, 1_000);
    pace.refused(1_000, pace.epoch, 7_000);
    expect(pace.take(1_000)).toBe(7_000);
    expect(pace.take(7_999)).toBe(1);
    expect(pace.take(8_000)).toBe(0);
  });

  test('lowers the rate to what Konnect accepted, the pause included', () => {
    const pace = after(100, 1_000);
    pace.refused(1_000, pace.epoch, 1_000);
    expect(pace.rate).toBe(50);
    expect(pace.take(2_000)).toBe(0);
    expect(pace.take(2_000)).toBeCloseTo(20);
  });

  test('always lowers the rate, and never to nothing', () => {
    const pace = after(100, 1_000);
    pace.refused(1_000, pace.epoch, undefined);
    for (let count = 1, time = 10_000; count < 40; count += 1, time += 200_000) {
      const before = pace.rate;
      pace.take(time);
      pace.refused(time, pace.epoch, undefined);
      expect(pace.rate).toBeLessThanOrEqual(before);
      expect(pace.rate).toBeGreaterThanOrEqual(defaultPace.slowest);
    }
  });

  test('of requests that were under way together counts once, and the longest pause holds', () => {
    const pace = after(100, 1_000);
    const { epoch } = pace;
    pace.refused(1_000, epoch, 1_000);
    const { rate } = pace;
    pace.refused(1_010, epoch, 3_000);
    pace.refused(1_020, epoch, 1_000);
    expect(pace.rate).toBe(rate);
    expect(pace.epoch).toBe(epoch + 1);
    expect(pace.take(1_020)).toBe(2_990);
  });

  test('without `Retry-After` pauses twice as long each time, until a success', () => {
    const pace = after(10, 1_000);
    const pauses: number[] = [];
    for (let time = 1_000; pauses.length < 7; time += pauses.at(-1) ?? 0) {
      pace.take(time);
      pace.refused(time, pace.epoch, undefined);
      pauses.push(pace.take(time));
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    pace.accepted(2_000_000);
    pace.refused(2_000_000, pace.epoch, undefined);
    expect(pace.take(2_000_000)).toBe(1_000);
  });

  test('for longer than anybody waits, without a success, holds nobody back any more', () => {
    const pace = after(10, 1_000);
    pace.refused(1_000, pace.epoch, 60_000);
    expect(pace.take(1_000)).toBe(60_000);
    pace.refused(61_000, pace.epoch, 100_000);
    expect(pace.take(121_001)).toBe(0);
    pace.accepted(170_000);
    pace.refused(170_000, pace.epoch, 10_000);
    expect(pace.take(170_000)).toBe(10_000);
  });

  test('with a longer pause than anybody waits pauses nobody', () => {
    const pace = after(10, 1_000);
    pace.refused(1_000, pace.epoch, 3_600_000);
    expect(pace.take(1_000)).toBe(0);
  });
});

test('successes raise the rate by a constant step', () => {
  const pace = after(100, 1_000);
  pace.refused(1_000, pace.epoch, 1_000);
  pace.accepted(2_000);
  const rates = [3_000, 4_000, 5_000].map((time) => {
    pace.accepted(time);
    return pace.rate;
  });
  const [first = 0, second = 0, third = 0] = rates;
  expect(second - first).toBeCloseTo(2);
  expect(third - second).toBeCloseTo(2);
  const before = pace.rate;
  pace.accepted(1_000_000);
  expect(pace.rate - before).toBeCloseTo(2);
});

test('after a silence, no more than a tenth of a second is sent at once', () => {
  const pace = after(200, 1_000);
  pace.refused(1_000, pace.epoch, 1_000);
  let sent = 0;
  while (pace.take(60_000) === 0) sent += 1;
  expect(sent).toBe(10);
});
