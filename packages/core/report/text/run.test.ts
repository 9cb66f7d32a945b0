import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../apply/result.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Change } from '../../plan/change.ts';
import { emptySummary, isSettled } from '../../plan/plan.ts';
import {
  at,
  everything,
  hostileText,
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
import { verdictOf } from '../verdict.ts';
import { renderText } from './run.ts';

const plain = { color: false };

const rejected: Diagnostic = {
  ...sampleDiagnostic,
  code: 'konnect-rejected',
  message: 'Konnect refused to update API "bookings-dev": the version is too long',
};

/** One change of every action; together they have everything that a line can show. */
const everyAction: Change[] = [
  sampleChange({ action: 'create', fields: [{ path: 'api_id', knownAfterApply: 'api.id' }] }),
  sampleChange({
    action: 'update',
    kind: 'API',
    name: 'bookings-dev',
    place: at('konnect/teams.yaml', 9),
    fields: [
      {
        path: 'description',
        before: 'Books seats',
        after: `Books seats ${'and more '.repeat(20)}`,
        place: at('konnect/teams.yaml', 11),
      },
      { path: 'labels.team', after: 'passenger-services' },
      { path: 'attributes', before: { tier: ['gold'] } },
      { path: 'portal_id', before: '4f9c', knownAfterApply: 'portal.id' },
    ],
  }),
  sampleChange({
    action: 'replace',
    kind: 'ControlPlane',
    name: 'passenger-services-dev',
    reason: 'cluster_type cannot change',
    fields: [{ path: 'cluster_type', before: 'CLUSTER_TYPE_SERVERLESS', after: 'CLUSTER_TYPE_CONTROL_PLANE' }],
  }),
  sampleChange({
    action: 'delete',
    kind: 'Portal',
    name: 'old',
    place: at('konnect/organizations.yaml', 3),
    takesAlong: ['1 application: tickets'],
    cannotBeUndone: ["the portal's address", 'its developers, and applications with their credentials'],
    commit: { id: '9f1c2d3e4b5a69788796a5b4c3d2e1f009182736', subject: 'Close the old portal' },
  }),
  sampleChange({ action: 'adopt', kind: 'Team', name: 'network-planning', reason: 'has its name and no owner' }),
  sampleChange({
    action: 'adopt',
    kind: 'Portal',
    name: 'developers',
    reason: 'has its name and no owner',
    effect: 'widens',
    fields: [
      { path: 'authentication_enabled', before: true, after: false, effect: 'widens', meaning: 'is open to everybody' },
      { path: 'labels.konduct-owner', after: 'kong-air' },
    ],
  }),
  sampleChange({ action: 'waiting', kind: 'TeamUser', name: '', reason: 'ines@kong-air.example to accept' }),
  sampleChange({ action: 'none', kind: 'API', name: 'flights' }),
];

test('a first plan', async () => {
  const text = renderText(runOf([organizationOf(samplePlan())]), plain);
  await expect(text).toMatchFileSnapshot('first-plan.golden.txt');
});

test('every action, with before and after', async () => {
  const plan = planOf(everyAction, sampleOrphans);
  await expect(renderText(runOf([organizationOf(plan)]), plain)).toMatchFileSnapshot('every-action.golden.txt');
});

test('colours go around words and change nothing else', () => {
  const report = runOf([organizationOf(planOf(everyAction))]);
  const coloured = renderText(report, { color: true });
  expect(coloured).toContain('\u001b[32m  +\u001b[0m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(coloured.replace(/\u001b\[\d+m/g, '').replace(/ +$/gm, '')).toBe(
    renderText(report, plain).replace(/ +$/gm, ''),
  );
});

test('an apply, verified', async () => {
  const plan = samplePlan();
  const summary = { ...plan.summary, create: 0, none: plan.summary.create };
  const organization = organizationOf(plan, {
    results: resultsOf(plan),
    verification: { ok: true, summary, extent: everything, diagnostics: [] },
  });
  const text = renderText(runOf([organization], { mode: 'apply' }), plain);
  await expect(text).toMatchFileSnapshot('apply.golden.txt');
});

test('an apply with a failure and what it holds up', async () => {
  const plan = samplePlan(['bookings']);
  const failed = 'kong-air/dev/passenger-services/kong-air%2Fbookings/api';
  const results = resultsOf(plan).map((result) => {
    if (result.address === failed) {
      const message = 'Konnect refused to create API "bookings-dev": the version is too long';
      return {
        ...result,
        outcome: 'failed' as const,
        diagnostic: { ...sampleDiagnostic, code: 'konnect-rejected' as const, message },
      };
    }
    if (!result.address.startsWith(failed.replace('/api', ''))) return result;
    return { ...result, outcome: 'skipped' as const, reason: `${failed} failed` };
  });
  const verification = { ok: false, summary: { ...plan.summary, create: 2 }, extent: everything, diagnostics: [] };
  const report = runOf([organizationOf(plan, { results, verification })], { mode: 'apply', exitCode: 5 });
  await expect(renderText(report, plain)).toMatchFileSnapshot('partly-applied.golden.txt');
});

test('nothing to do is one line', () => {
  const plan = planOf([sampleChange({ action: 'none' }), sampleChange({ action: 'none' })]);
  expect(renderText(runOf([organizationOf(plan)]), plain)).toBe(
    'kong-air\n\nPlan: 0 to create, 0 to update, 0 to delete, 2 unchanged. Konnect is as the manifests say.\n',
  );
});

test('organizations that could not be planned say so, the others go on, and a total ends it', () => {
  const text = renderText(
    runOf([
      { organization: 'broken', diagnostics: [sampleDiagnostic] },
      { organization: 'fork', diagnostics: [], note: 'no access token here: planned nothing' },
      organizationOf(planOf([sampleChange()])),
    ]),
    plain,
  );
  expect(text).toContain('broken\n  not planned; see the errors\n');
  expect(text).toContain('fork\n  no access token here: planned nothing\n');
  expect(text).toContain('Total: 1 to create, 0 to update, 0 to delete.');
});

test('two hundred services stay readable: a line each, counted by environment, and no fields', () => {
  const services = Array.from({ length: 200 }, (_, index) => `service-${index}`);
  const lines = renderText(runOf([organizationOf(samplePlan(services))]), plain).split('\n');
  expect(lines.some((line) => line.includes('visibility='))).toBe(false);
  expect(lines.filter((line) => line.trimStart().startsWith('+'))).toHaveLength(803);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
});

test('two hundred that wait for the same kind of thing are told in one sentence', () => {
  const services = Array.from({ length: 200 }, (_, index) => `service-${index}`);
  const { changes } = samplePlan(services);
  const plan = planOf(changes.map((change) => (change.action === 'waiting' ? change : { ...change, action: 'none' })));
  const text = renderText(runOf([organizationOf(plan)]), plain);
  expect(text).toContain(`
    · 200 APIImplementations wait for a gateway service tagged ko-api-name=… in dev
        service-0-dev on passenger-services-dev, service-1-dev on passenger-services-dev,
        service-2-dev on passenger-services-dev and 197 more
`);
  expect(text.split('\n').length).toBeLessThan(15);
});

test('a blocked replacement is told once, with what it blocks in one line', async () => {
  const plan = planOf([
    ...sampleBlocked,
    sampleChange({ kind: 'Team', action: 'waiting', name: 'flights', reason: 'somebody' }),
  ]);
  const text = renderText(runOf([organizationOf(plan, { failureReason: 'refused' })], { exitCode: 4 }), plain);
  await expect(text).toMatchFileSnapshot('blocked.golden.txt');
});

test('what is removed with prune: all', async () => {
  const plan = planOf([sampleChange({ action: 'none' }), ...sampleDeletions]);
  await expect(renderText(runOf([organizationOf(plan)]), plain)).toMatchFileSnapshot('deletions.golden.txt');
});

test('what stays with prune: off is named, access first, and nothing is called as it should be', async () => {
  const plan = planOf([sampleChange({ action: 'none' })], sampleOrphans);
  await expect(renderText(runOf([organizationOf(plan)]), plain)).toMatchFileSnapshot('orphans.golden.txt');
});

test('deletions that a failure keeps from being tried', async () => {
  const changed = sampleChange({
    address: 'kong-air/dev/passenger-services/kong-air%2Fbookings/api',
    action: 'update',
    kind: 'API',
    name: 'bookings-dev',
    fields: [{ path: 'version', before: '1.4.0', after: '1.5.0' }],
  });
  const plan = planOf([changed, ...sampleDeletions]);
  const results = resultsOf(plan).map((result): Result => {
    if (result.address === changed.address) return { ...result, outcome: 'failed', diagnostic: rejected };
    if (result.kind === 'TeamRole' || result.kind === 'TeamUser') return result;
    return { ...result, outcome: 'skipped', reason: `${changed.address} failed` };
  });
  const summary = { ...emptySummary, update: 1, delete: 2 };
  const organization = organizationOf(plan, {
    results,
    verification: { ok: true, summary, extent: everything, diagnostics: [] },
    failureReason: 'partly-applied',
  });
  const text = renderText(runOf([organization], { mode: 'apply', exitCode: 5 }), plain);
  await expect(text).toMatchFileSnapshot('skipped-deletions.golden.txt');
  expect(text).not.toContain('nothing is left');
});

test('an apply in which every change failed applied nothing', () => {
  const plan = planOf([sampleChange({ action: 'update' })]);
  const results = resultsOf(plan).map((result): Result => ({ ...result, outcome: 'failed', diagnostic: rejected }));
  const failed = { organization: 'kong-air', diagnostics: [], plan, results, failureReason: 'partly-applied' } as const;
  const verification = { ok: true, summary: { ...emptySummary, update: 1 }, extent: everything, diagnostics: [] };
  expect(verdictOf({ ...failed, verification }, 'apply')?.text).toBe(
    'Nothing was applied. Planned again, this is left: 1 to update.',
  );
  expect(verdictOf(failed, 'apply')?.text).toBe('Not verified: the run ended before it could plan again.');
});

test('whatever a mode calls good is confined to what was searched', () => {
  const plan = { ...planOf([]), extent: { type: 'regions', regions: ['us', 'eu'] } as const };
  for (const mode of ['plan', 'destroy', 'release', 'adopt'] as const)
    expect(verdictOf({ organization: 'kong-air', diagnostics: [], plan, results: [] }, mode)?.text).toMatch(
      / in us and eu; no other region was searched\.$/,
    );
});

describe('nothing is called verified or as the manifests say beside what is left', () => {
  const left = fc.record({
    create: fc.nat(2),
    delete: fc.nat(2),
    waiting: fc.nat(2),
    blocked: fc.nat(2),
    orphaned: fc.nat(2),
  });
  const reason = fc.constantFrom(undefined, 'refused' as const, 'partly-applied' as const);

  test('whatever a verification finds', () => {
    fc.assert(
      fc.property(left, reason, fc.boolean(), (found, failureReason, ok) => {
        const summary = { ...emptySummary, ...found };
        const verification = { ok, summary, extent: everything, diagnostics: [] };
        const { text, state } = verdictOf({
          organization: 'kong-air',
          diagnostics: [],
          plan: planOf([]),
          results: [],
          verification,
          ...(failureReason ? { failureReason } : {}),
        }) ?? { text: '', state: 'open' };
        const isClean = ok && failureReason === undefined && isSettled({ ...summary, waiting: 0 });
        expect(text.startsWith('Verified')).toBe(isClean);
        expect(state === 'good').toBe(isClean);
        for (const word of ['waiting', 'blocked', 'orphaned'] as const)
          expect(text.includes(word)).toBe(found[word] > 0);
      }),
    );
  });

  test('whatever a plan finds', () => {
    fc.assert(
      fc.property(left, (found) => {
        const plan = { ...planOf([]), summary: { ...emptySummary, ...found } };
        const verdict = verdictOf({ organization: 'kong-air', diagnostics: [], plan });
        expect(verdict?.text === 'Konnect is as the manifests say.').toBe(isSettled(plan.summary));
        if (found.blocked > 0) expect(verdict?.text).toContain('blocked');
      }),
    );
  });
});

test('a creation that has to wait after all has the sign of waiting', () => {
  const plan = planOf([sampleChange({ kind: 'User', name: 'ann@acme.example' })]);
  const reason = 'the person to accept the invitation';
  const results = resultsOf(plan).map((result) => ({ ...result, outcome: 'waiting' as const, reason }));
  expect(renderText(runOf([organizationOf(plan, { results })], { mode: 'apply' }), plain)).toContain(`
    · User  ann@acme.example  waiting
        waits for the person to accept the invitation
`);
});

test('a validation tells what the rehearsed apply came to', async () => {
  const text = renderText(runOf([organizationOf(samplePlan())], { mode: 'validate' }), plain);
  await expect(text).toMatchFileSnapshot('valid.golden.txt');
});

const hostileGrant = sampleChange({
  name: hostileText,
  effect: 'widens',
  meaning: hostileText,
  takesAlong: [hostileText],
  cannotBeUndone: [hostileText],
  commit: { id: 'a'.repeat(40), subject: hostileText },
});

test('untrusted text can neither colour a terminal nor command the runner', () => {
  const plan = planOf([
    sampleChange({ name: hostileText, environment: hostileText, fields: [{ path: hostileText, after: hostileText }] }),
    ...[hostileGrant, { ...hostileGrant, action: 'delete' as const }],
    sampleChange({
      action: 'blocked',
      reason: hostileText,
      name: hostileText,
      block: { by: hostileText, action: 'create', code: 'foreign-owner' },
    }),
    sampleChange({ name: '::set-output name=a::b', action: 'waiting', reason: `${hostileText}\n::error::x` }),
  ]);
  const orphans = [{ ...hostileGrant, address: hostileText, reason: hostileText }];
  const organization = organizationOf({ ...plan, orphans }, { organization: '::warning::x' });
  const text = renderText(runOf([organization]), plain);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text.split('\n').filter((line) => /^\s*::/.test(line) || line.includes('##['))).toEqual([]);
});
