import { expect, test } from 'vitest';
import { healthOf, type LoopState } from './health.ts';

const minute = 60_000;
const state: LoopState = { lastSign: 0, interval: 5 * minute };
const last = { number: 7, ended: minute, outcome: 'konnect-error', troubled: 7, pause: 10 * minute } as const;

test('a loop is alive until three intervals have passed without a sign of it', () => {
  const slow = { ...state, interval: 10 * minute };
  expect(healthOf(slow, 30 * minute).isAlive).toBe(true);
  expect(healthOf(slow, 30 * minute + 1).isAlive).toBe(false);
  expect(JSON.parse(healthOf(slow, 30 * minute + 1).body)).toEqual({
    status: 'stalled',
    rounds: 0,
    troubled: 0,
    lastSign: '1970-01-01T00:00:00.000Z',
    lastSuccess: null,
    nextRound: null,
    lastRound: null,
  });
});

test('a longer pause after failures is no silence', () => {
  expect(healthOf({ ...state, last }, 30 * minute).isAlive).toBe(true);
  expect(healthOf({ ...state, last }, 30 * minute + 1).isAlive).toBe(false);
});

test('a short interval leaves a quarter of an hour for one step', () => {
  const quick = { ...state, interval: 1_000 };
  expect(healthOf(quick, 15 * minute).isAlive).toBe(true);
  expect(healthOf(quick, 15 * minute + 1).isAlive).toBe(false);
});

test('failures do not make it stalled: a restart would mend none of them', () => {
  const { isAlive, body } = healthOf({ ...state, lastSign: minute, last }, 2 * minute);
  expect(isAlive).toBe(true);
  const lastRound = { outcome: 'konnect-error', ended: '1970-01-01T00:01:00.000Z', commit: null };
  expect(JSON.parse(body)).toMatchObject({ status: 'alive', rounds: 7, troubled: 7, lastRound });
});

test('it says when the next round is', () => {
  const { body } = healthOf({ ...state, last, nextRound: 11 * minute }, 2 * minute);
  expect(JSON.parse(body)).toMatchObject({ nextRound: '1970-01-01T00:11:00.000Z' });
});
