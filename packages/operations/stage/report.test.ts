import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { sampleService } from '@konduct/core/report/sample-staging';
import type { EnvironmentStaging } from '@konduct/core/run/staging';
import { expect, test } from 'vitest';
import { makeStageReport } from './report.ts';

const none = { processes: 0, contacts: 0, repositories: 0 };

function staging(more: Partial<EnvironmentStaging>): EnvironmentStaging {
  return {
    environment: 'dev',
    outcome: 'written',
    written: [],
    removed: [],
    deckChanges: [],
    diagnostics: [],
    ...more,
  };
}

function error(code: Diagnostic['code']): Diagnostic {
  return { severity: 'error', code, message: 'A finding' };
}

const shut: Partial<EnvironmentStaging> = {
  environment: 'prd',
  gate: { failOn: 'breaking', changes: 1, uncompared: 0, services: ['air/flights'] },
  diagnostics: [error('api-breaking')],
};
const failed: Partial<EnvironmentStaging> = { outcome: 'failed', diagnostics: [error('machine-refused')] };

test('services that were not asked for are no success', () => {
  const services = [sampleService({ outcome: 'failed' }), sampleService({ outcome: 'not-asked' })];
  expect(makeStageReport([], services, [staging({})], none)).toMatchObject({
    failureReason: 'staging-failed',
    exitCode: 1,
  });
  const some = [...services, sampleService({ outcome: 'unchanged' })];
  expect(makeStageReport([], some, [staging({})], none).failureReason).toBe('partly-staged');
});

test.each([
  ['a shut gate alone', [staging({}), staging(shut)], 'refused', 4],
  ['a branch of others alone', [staging({ outcome: 'refused', diagnostics: [error('branch-foreign')] })], 'refused', 4],
  ['nothing written, and a shut gate', [staging(failed), staging({ ...shut, ...failed })], 'staging-failed', 1],
  ['some written, and a shut gate', [staging(failed), staging(shut)], 'partly-staged', 5],
  ['a gate that was opened', [staging({ gate: { ...shut.gate, allowedBy: 'ines' } as never })], undefined, 0],
])('%s', (_, environments, failureReason, exitCode) => {
  const report = makeStageReport([], [sampleService({})], environments, none);
  expect([report.failureReason, report.exitCode]).toEqual([failureReason, exitCode]);
});
