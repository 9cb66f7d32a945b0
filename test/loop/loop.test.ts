import { describe, expect, test } from 'vitest';
import { runCourse, slopeOf } from './course.ts';

// `npm run bench:loop` does the same over 200 rounds, and watches the memory.

describe('a loop in a process of its own', () => {
  const title = 'comes to what an undisturbed apply makes, whatever goes wrong, and leaves nothing behind';

  test(title, { timeout: 600_000 }, async () => {
    const outcome = await runCourse({ rounds: 12, seed: 1 });
    expect(outcome.problems).toEqual([]);
    expect(outcome.comparisons).toBe(3);
    expect(outcome.commits).toBeGreaterThan(4);
    expect(outcome.changesByHand).toBe(3);
    expect(outcome.told).toBeLessThan(outcome.rounds);
    // Each pause finds the process as it was: no timer, socket or listener is left by a round.
    const [early, late] = [outcome.pauses.slice(5, 10), outcome.pauses.slice(-5)];
    const most = (pauses: typeof early, name: 'handles' | 'listeners') => Math.max(...pauses.map((each) => each[name]));
    expect(most(late, 'listeners')).toBeLessThanOrEqual(most(early, 'listeners'));
    expect(most(late, 'handles')).toBeLessThanOrEqual(most(early, 'handles') + 4);
  });
});

test('the slope of a line', () => {
  expect(slopeOf([1, 3, 5, 7])).toBe(2);
  expect(slopeOf([5, 5, 5])).toBe(0);
  expect(slopeOf([4, 2, 0])).toBe(-2);
});
