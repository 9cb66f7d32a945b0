import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exitCodeOf, exitCodesOf, failureReasons, type PartOutcome, reasonsOf, worstOf } from './outcome.ts';
import { ending, findingsOf } from './run.ts';

const sorts = ['validation', 'reconciliation', 'gateways', 'staging'] as const;

test('the exit codes are what the documentation says', () => {
  const codes = Object.fromEntries(failureReasons.map((reason) => [reason, exitCodeOf(reason)]));
  expect(codes).toMatchObject({
    'plan-stale': 3,
    'plan-unreviewed': 3,
    'deck-stale': 3,
    refused: 4,
    'partly-applied': 5,
    'partly-staged': 5,
    defect: 1,
  });
  expect(exitCodeOf(undefined)).toBe(0);
  expect(exitCodeOf(undefined, true)).toBe(2);
  expect(exitCodeOf('refused', true)).toBe(4);
});

test('every run knows its reasons and the codes that they come to', () => {
  for (const sort of sorts) {
    const codes = exitCodesOf(sort);
    expect(codes).toEqual([...codes].sort((a, b) => a - b));
    for (const reason of reasonsOf(sort)) expect(codes).toContain(exitCodeOf(reason));
  }
  expect(reasonsOf('staging')).not.toContain('partly-applied');
  expect(reasonsOf('validation')).toEqual(['invalid-configuration']);
  expect(exitCodesOf('validation')).toEqual([0, 1]);
  expect(exitCodesOf('staging')).toEqual([0, 1, 4, 5]);
  expect(exitCodesOf('reconciliation')).toEqual([0, 1, 2, 3, 4, 5]);
});

describe('the worst of several parts', () => {
  const reasons = reasonsOf('reconciliation');
  const part = fc.record<PartOutcome>({
    reason: fc.option(fc.constantFrom(...reasons), { nil: undefined }),
    applied: fc.boolean(),
    stopped: fc.boolean(),
  });

  test('is the first of the table that any part has, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const worst = worstOf(parts);
        expect(worstOf(parts.toReversed())).toBe(worst);
        const partly = parts.some(({ applied }) => applied) && parts.some(({ stopped }) => stopped);
        const expected = failureReasons.find((reason) => parts.some((each) => each.reason === reason));
        expect(worst).toBe(partly ? 'partly-applied' : expected);
      }),
    );
  });

  test('is nothing where every part ended well', () => {
    expect(worstOf([])).toBeUndefined();
    expect(worstOf([{ applied: true }, { reason: undefined }])).toBeUndefined();
  });

  test('a part that was refused beside one that was changed is a refusal, unless nothing of it was done', () => {
    expect(worstOf([{ reason: 'refused', applied: true }, { applied: true }])).toBe('refused');
    expect(worstOf([{ reason: 'refused', stopped: true }, { applied: true }])).toBe('partly-applied');
  });
});

test('a run that ended well has no reason, not an empty one', () => {
  expect(ending(undefined)).toEqual({ exitCode: 0 });
  expect(ending('refused')).toEqual({ failureReason: 'refused', exitCode: 4 });
});

test('findings of all parts are told once', () => {
  const diagnostic = { severity: 'error', code: 'konnect-rejected', message: 'no' } as const;
  expect(findingsOf({ diagnostics: [diagnostic] }, { diagnostics: [diagnostic] })).toEqual([diagnostic]);
});
