import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterRound, atFirst, type Ending, type Standing } from './schedule.ts';

const rhythm = { interval: 300_000, longestPause: 3_600_000 };
const well: Ending = { type: 'well', message: '', changed: false };
const failed: Ending = { type: 'failed', message: 'konnect-error', changed: false };
const held: Ending = { type: 'held', message: 'invalid-configuration', changed: false };

/** The steps of rounds that end so, one after the other, without jitter. */
function stepsOf(...endings: readonly Ending[]) {
  let standing: Standing = atFirst;
  return endings.map((ending) => {
    const step = afterRound(standing, ending, rhythm, 0);
    standing = step.standing;
    return step;
  });
}

test('the pause doubles from the interval up to an hour, and a success ends that', () => {
  const minutes = stepsOf(failed, failed, failed, failed, failed, failed, well, failed).map(
    ({ pause }) => pause / 60_000,
  );
  expect(minutes).toEqual([5, 10, 20, 40, 60, 60, 5, 5]);
});

test('a pause that grows says up to what', () => {
  expect(stepsOf(failed, failed, held, well).map(({ upTo }) => upTo)).toEqual([
    3_600_000,
    3_600_000,
    undefined,
    undefined,
  ]);
  const slow = { interval: 3_600_000, longestPause: 3_600_000 };
  expect(afterRound(atFirst, failed, slow, 1)).not.toHaveProperty('upTo');
});

test('a failure that costs others nothing is tried again in every interval', () => {
  expect(stepsOf(held, held, held).map(({ pause }) => pause)).toEqual([300_000, 300_000, 300_000]);
});

test('an interval above an hour is kept', () => {
  const slow = { interval: 7_200_000, longestPause: 3_600_000 };
  expect(afterRound({ ...atFirst, failed: 9 }, failed, slow, 0).pause).toBe(7_200_000);
});

describe('news', () => {
  test('a failure is told once, and again when it is another one', () => {
    const other = { ...failed, message: 'repository-unavailable' };
    expect(stepsOf(failed, failed, other, other, failed).map(({ isNews }) => isNews)).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  test('nothing to do is no news, but the end of trouble is, with the number of rounds that it took', () => {
    const steps = stepsOf(well, failed, held, well, well);
    expect(steps.map(({ isNews }) => isNews)).toEqual([false, true, true, true, false]);
    expect(steps.map(({ recoveredFrom }) => recoveredFrom)).toEqual([0, 0, 0, 2, 0]);
  });

  test('a change is news, every time', () => {
    const changed = { ...well, changed: true };
    expect(stepsOf(changed, changed).map(({ isNews }) => isNews)).toEqual([true, true]);
  });
});

test('whatever happens, a pause is at least the interval and at most a tenth above an hour', () => {
  const ending = fc.record({
    type: fc.constantFrom('well', 'held', 'failed'),
    message: fc.string(),
    changed: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(ending, { maxLength: 2_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (endings, jitter) => {
        let standing: Standing = atFirst;
        for (const each of endings) {
          const step = afterRound(standing, each, rhythm, jitter);
          standing = step.standing;
          expect(step.pause).toBeGreaterThanOrEqual(rhythm.interval);
          expect(step.pause).toBeLessThanOrEqual(rhythm.longestPause * 1.1);
        }
      },
    ),
    { numRuns: 50 },
  );
});
