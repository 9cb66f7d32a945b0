import { expect, test } from 'vitest';
import { healthOf, type LoopState } from './health.ts';

const minute = 60_000;
const state: LoopState = { lastSign: 0, pause: 10 * minute, interval: 5 * minute, rounds: 0, troubled: 0 };

test('a loop is alive until three pauses have passed without a sign of it', () => {
  expect(healthOf(state, 30 * minute).isAlive).toBe(true);
  expect(healthOf(state, 30 * minute + 1).isAlive).toBe(false);
  expect(JSON.parse(healthOf(state, 30 * minute + 1).body)).toEqual({
    status: 'stalled',
    rounds: 0,
    troubled: 0,
    lastSign: '1970-01-01T00:00:00.000Z',
    lastSuccess: null,
    lastRound: null,
  });
});

test('a short interval leaves a quarter of an hour for one step', () => {
  const quick = { ...state, pause: 1_000, interval: 1_000 };
  expect(healthOf(quick, 15 * minute).isAlive).toBe(true);
  expect(healthOf(quick, 15 * minute + 1).isAlive).toBe(false);
});

test('failures do not make it stalled: a restart would mend none of them', () => {
  const last = { ended: minute, outcome: 'konnect-error', commit: 'a'.repeat(40) };
  const { isAlive, body } = healthOf({ ...state, lastSign: minute, rounds: 7, troubled: 7, last }, 2 * minute);
  expect(isAlive).toBe(true);
  expect(JSON.parse(body)).toMatchObject({ status: 'alive', troubled: 7, lastRound: { outcome: 'konnect-error' } });
});
