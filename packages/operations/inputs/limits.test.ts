import { UserError } from '@konduct/core/diagnostic/user-error';
import { specificationLimits } from '@konduct/repository/specification/limits';
import { expect, test } from 'vitest';
import { readInputs } from './input.ts';
import { stageInputs } from './stage.ts';
import { stageReading } from './stage-settings.ts';

const reading = (given: Readonly<Record<string, string>>) =>
  stageReading(readInputs(stageInputs, (name) => given[name]));

test('left out, the limits are the usual ones', () => {
  expect(reading({})).toMatchObject({
    timeLimit: 60_000,
    compareTimeLimit: 60_000,
    deckTimeLimits: { file: 60_000, gateway: 600_000 },
    specificationLimits,
  });
});

test('each limit can be raised by its name', () => {
  const given = {
    'max-file-size': '32',
    'max-files': '5000',
    'max-total-size': '100',
    'max-operations': '50000',
    'compare-time-limit': '300',
    'deck-time-limit': '120',
  };
  expect(reading(given)).toMatchObject({
    compareTimeLimit: 300_000,
    deckTimeLimits: { file: 120_000 },
    specificationLimits: { file: 32 * 1024 * 1024, files: 5000, total: 100 * 1024 * 1024, operations: 50_000 },
  });
});

test('a limit beyond what can be read is refused with its range', () => {
  let said: readonly string[] = [];
  try {
    reading({ 'max-file-size': '33', 'max-files': '0', 'compare-time-limit': '1m' });
  } catch (error) {
    if (error instanceof UserError) said = error.diagnostics.map(({ message, fix }) => `${message}: ${fix}`);
  }
  expect(said).toEqual([
    'max-file-size "33" is not a number in its range: Use a whole number from 1 to 32.',
    'max-files "0" is not a number in its range: Use a whole number from 1 to 20000.',
    'compare-time-limit "1m" is not a number in its range: Use a whole number from 1 to 3600.',
  ]);
});
