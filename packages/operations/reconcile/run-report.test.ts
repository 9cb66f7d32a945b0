import path from 'node:path';
import type { Outcome } from '@konduct/core/apply/result';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { emptySummary, type Plan, type Summary } from '@konduct/core/plan/plan';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import { describe, expect, test } from 'vitest';
import { configure } from '../configuration.ts';
import { folder, smallPlatform } from '../folder.fixture.ts';
import { optionsFor } from '../options.fixture.ts';
import { failureOf, makeReport, reasonOf } from './run-report.ts';

const error: Diagnostic = { severity: 'error', code: 'konnect-rejected', message: 'no' };
const warning: Diagnostic = { ...error, severity: 'warning' };

function planOf(summary: Partial<Summary> = {}, diagnostics: readonly Diagnostic[] = []): Plan {
  return {
    organization: 'acme',
    owner: 'acme',
    changes: [],
    orphans: [],
    extent: { type: 'everything' },
    diagnostics,
    summary: { ...emptySummary, ...summary },
  };
}

function resultsOf(...outcomes: Outcome[]) {
  return outcomes.map(
    (outcome, index) => ({ address: `a/${index}`, kind: 'Portal', action: 'create', outcome }) as const,
  );
}

const verified = { ok: true, summary: emptySummary, extent: { type: 'everything' }, diagnostics: [] } as const;
const fine = configure(
  optionsFor(path.resolve(import.meta.dirname, '../../../action-examples/kong-air')),
  false,
  () => {},
);

describe('why a part of an apply did not end well', () => {
  test.each([
    ['all applied', { plan: planOf(), results: resultsOf('applied', 'waiting'), verification: verified }, undefined],
    ['only planned', { plan: planOf({ create: 3 }, [warning]) }, undefined],
    ['one failed', { plan: planOf(), results: resultsOf('applied', 'failed') }, 'partly-applied'],
    ['one skipped', { plan: planOf(), results: resultsOf('applied', 'skipped') }, 'partly-applied'],
    [
      'not verified',
      { plan: planOf(), results: resultsOf('applied'), verification: { ...verified, ok: false } },
      'verification-failed',
    ],
    [
      'failed and not verified',
      { plan: planOf(), results: resultsOf('failed'), verification: { ...verified, ok: false } },
      'partly-applied',
    ],
    [
      'something left alone',
      { plan: planOf({}, [error]), results: resultsOf('applied'), verification: verified },
      'refused',
    ],
    ['only blocked', { plan: planOf({ blocked: 2 }), results: resultsOf('blocked', 'blocked') }, 'refused'],
    [
      'blocked, and the rest applied',
      { plan: planOf({ blocked: 1 }), results: resultsOf('applied', 'blocked') },
      'refused',
    ],
    [
      'blocked, and something failed',
      { plan: planOf({ blocked: 1 }), results: resultsOf('failed', 'blocked') },
      'partly-applied',
    ],
    ['a plan with something blocked', { plan: planOf({ blocked: 1 }) }, 'refused'],
    ['a plan with something left alone', { plan: planOf({}, [error]) }, 'refused'],
  ])('%s', (_, report, reason) => {
    expect(failureOf(report)).toBe(reason);
  });

  test('a missing secret is told from what Konnect says', () => {
    expect(reasonOf([{ ...error, code: 'secret-missing' }])).toBe('missing-secret');
    expect(reasonOf([error])).toBe('konnect-error');
  });
});

describe('the exit code', () => {
  const of = (...organizations: Omit<OrganizationReport, 'organization' | 'diagnostics'>[]) =>
    organizations.map((each, index) => ({ organization: `o${index}`, diagnostics: [], ...each }));

  test.each([
    ['nothing to do', 'plan', of({ plan: planOf({ none: 3 }) }), true, 0, undefined],
    ['changes', 'plan', of({ plan: planOf({ create: 1 }) }), false, 0, undefined],
    ['changes, and they are asked for', 'plan', of({ plan: planOf({ adopt: 1 }) }), true, 2, undefined],
    ['only waiting', 'plan', of({ plan: planOf({ waiting: 3, orphaned: 1 }) }), true, 0, undefined],
    [
      'changes of an apply',
      'apply',
      of({ plan: planOf({ create: 1 }), results: resultsOf('applied') }),
      true,
      0,
      undefined,
    ],
    [
      'partly applied',
      'apply',
      of({ plan: planOf(), results: resultsOf('failed'), failureReason: 'partly-applied' }),
      false,
      5,
      'partly-applied',
    ],
    [
      'not verified',
      'apply',
      of({ plan: planOf(), failureReason: 'verification-failed' }),
      false,
      1,
      'verification-failed',
    ],
    ['refused', 'apply', of({ plan: planOf(), failureReason: 'refused' }), false, 4, 'refused'],
    ['stale', 'apply', of({ plan: planOf(), failureReason: 'plan-stale' }), false, 3, 'plan-stale'],
    ['no token', 'plan', of({ failureReason: 'missing-secret' }), true, 1, 'missing-secret'],
    ['Konnect refuses', 'plan', of({ failureReason: 'konnect-error' }), true, 1, 'konnect-error'],
    [
      'one organization fails, the other has nothing to do',
      'apply',
      of({ failureReason: 'konnect-error' }, { plan: planOf(), results: [] }),
      false,
      1,
      'konnect-error',
    ],
    [
      'one organization fails, the other is changed',
      'apply',
      of({ failureReason: 'missing-secret' }, { plan: planOf(), results: resultsOf('applied') }),
      false,
      5,
      'partly-applied',
    ],
    [
      'the worst of several',
      'apply',
      of({ plan: planOf(), failureReason: 'refused' }, { plan: planOf(), failureReason: 'verification-failed' }),
      false,
      1,
      'verification-failed',
    ],
  ] as const)('%s', (_, mode, organizations, detailed, exitCode, failureReason) => {
    const report = makeReport(mode, fine, organizations, detailed);
    expect(report).toMatchObject({ exitCode, mode });
    expect(report.failureReason).toBe(failureReason);
  });

  test('a configuration with an error is worse than all that', () => {
    const configuration = { ...fine, diagnostics: [error] };
    expect(makeReport('plan', configuration, [])).toMatchObject({
      exitCode: 1,
      failureReason: 'invalid-configuration',
    });
  });
});

test('summaries add up, and the graph has every resource with its name', () => {
  const configuration = configure(optionsFor(folder(smallPlatform)), false, () => {});
  const report = makeReport(
    'plan',
    configuration,
    [planOf({ create: 1, waiting: 2 }), planOf({ create: 3, orphaned: 1 })].map((plan, index) => ({
      organization: String(index),
      diagnostics: [],
      plan,
    })),
  );
  expect(report.summary).toEqual({ ...emptySummary, create: 4, waiting: 2, orphaned: 1 });
  expect(
    report.graph.map(({ address, name, external, environment }) => [address, name, external, environment]),
  ).toEqual([
    ['acme/flights/teams', 'flights', false, undefined],
    ['acme/dev/portal', 'dev', false, 'dev'],
    ['acme/dev/flights/controlPlanes', 'flights-dev', false, 'dev'],
    ['acme/dev/flights/roles', 'Admin: flights on flights-dev', false, 'dev'],
    [
      'acme/dev/flights/acme%2Fbookings/document',
      'acme/envs/dev/teams/flights/services/acme/bookings/openapi.yaml',
      true,
      'dev',
    ],
    ['acme/dev/flights/acme%2Fbookings/api', 'bookings-dev', false, 'dev'],
    ['acme/dev/flights/acme%2Fbookings/publication', 'bookings-dev on dev', false, 'dev'],
    ['acme/dev/flights/acme%2Fbookings/gateway', 'acme/bookings', true, 'dev'],
    ['acme/dev/flights/acme%2Fbookings/implementation', 'bookings-dev on flights-dev', false, 'dev'],
  ]);
});
