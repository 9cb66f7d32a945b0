import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import {
  everything,
  organizationOf,
  planOf,
  resultsOf,
  runOf,
  sampleBlocked,
  sampleChange,
  sampleDeletions,
  sampleDiagnostic,
  sampleOrphans,
  samplePlan,
} from '../sample-report.ts';
import { renderJson } from './document.ts';
import { reportSchema } from './schema.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(reportSchema);

const plan = samplePlan();
const reports = {
  plan: runOf([organizationOf(plan), { organization: 'fork', diagnostics: [], note: 'no token' }]),
  apply: runOf(
    [
      organizationOf(plan, {
        results: [
          ...resultsOf(plan),
          { address: 'a', kind: 'API', action: 'create', outcome: 'failed', diagnostic: sampleDiagnostic },
        ],
        verification: { ok: false, summary: plan.summary, extent: everything, diagnostics: [sampleDiagnostic] },
        failureReason: 'partly-applied',
      }),
    ],
    { mode: 'apply', exitCode: 5, failureReason: 'partly-applied', diagnostics: [sampleDiagnostic] },
  ),
  drift: runOf(
    [
      organizationOf(plan, {
        drift: {
          since: [{ id: 'a'.repeat(40), subject: 'Begin' }],
          untold: 'nothing says what was applied last',
          deep: true,
          extraReads: 1,
          heal: 'safe',
          healed: ['a'],
          differences: [
            {
              address: 'a',
              kind: 'API',
              name: 'a',
              region: 'eu',
              id: 'id',
              environment: 'dev',
              type: 'changed',
              origin: 'drift',
              fields: [{ path: 'x', before: 1, after: 2 }],
              updatedAt: '2026-11-30T00:00:00Z',
              remedy: { prunes: false, replaces: false, deep: true },
              mixed: false,
            },
          ],
        },
      }),
    ],
    { mode: 'drift', exitCode: 2 },
  ),
  updates: runOf([
    organizationOf(planOf([sampleChange({ action: 'update', fields: [{ path: 'a', before: null, after: [1] }] })])),
  ]),
  blocked: runOf(
    [organizationOf(planOf(sampleBlocked), { failureReason: 'refused', results: resultsOf(planOf(sampleBlocked)) })],
    {
      exitCode: 4,
      failureReason: 'refused',
    },
  ),
  deletions: runOf([organizationOf(planOf(sampleDeletions, sampleOrphans))]),
  exposure: runOf([
    organizationOf(
      planOf([
        sampleChange({
          action: 'update',
          id: '4f9c',
          effect: 'widens',
          fields: [
            {
              path: 'authentication_enabled',
              before: true,
              after: false,
              effect: 'widens',
              meaning: 'is open to everybody',
            },
            { path: 'secret', secret: true },
          ],
        }),
      ]),
    ),
  ]),
  nothing: runOf([], { mode: 'validate' }),
};

test.each(Object.entries(reports))('%s follows the published schema', (_, report) => {
  validate(JSON.parse(renderJson(report)));
  expect(validate.errors).toBeNull();
});

test('the order of keys does not depend on how a report was made', () => {
  const reversed = Object.fromEntries(Object.entries(reports.apply).reverse()) as unknown as typeof reports.apply;
  expect(renderJson(reversed)).toBe(renderJson(reports.apply));
});

test('scripts find the counts where the documentation says', () => {
  const document = JSON.parse(renderJson(reports.plan));
  expect(document.summary).toEqual({
    create: 11,
    update: 0,
    replace: 0,
    delete: 0,
    adopt: 0,
    none: 0,
    waiting: 4,
    blocked: 0,
    orphaned: 0,
  });
  expect(document.organizations[0].plan.changes[0].action).toBe('create');
});

test('what a plan means comes before its changes, and orphans are changes with a reason', () => {
  const [{ plan: blocked }] = JSON.parse(renderJson(reports.blocked)).organizations;
  expect(blocked.changes[0].block).toEqual({
    by: blocked.changes[0].address,
    action: 'replace',
    code: 'replace-refused',
  });
  const [{ plan: deletions }] = JSON.parse(renderJson(reports.deletions)).organizations;
  expect(Object.keys(deletions)).toEqual([
    'organization',
    'owner',
    'summary',
    'meanings',
    'changes',
    'orphans',
    'extent',
    'diagnostics',
  ]);
  expect(deletions.meanings.map(({ effect }: { effect: string }) => effect)).toEqual([
    'narrows',
    'narrows',
    'deletes',
    'deletes',
  ]);
  expect(deletions.orphans[0]).toMatchObject({ kind: 'TeamRole', reason: 'prune is off', effect: 'narrows' });
});
