import type { Difference } from '@konduct/core/drift/difference';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { beforeEach, describe, expect, test } from 'vitest';
import { CheckoutHistory } from './checkout-history.ts';
import { createRemovalPlatform, seatsService } from './removal-platform.ts';
import { type RunSettings, runMode } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const environment = smallEnvironment;
const scene = useScene(createRemovalPlatform);
let applied: string;
let history: CheckoutHistory;

beforeEach(async () => {
  history = new CheckoutHistory(scene.platform.workspace);
  history.begin();
  applied = history.commit('Applied');
  await scene.apply({ environment });
  scene.konnect.resetLog();
});

const since = () => [{ commit: applied }];

function drift(settings: RunSettings = {}): Promise<RunReport> {
  return runMode('drift', scene.platform, scene.konnect, {
    environment,
    lastApplied: since(),
    detailedExitCode: true,
    ...settings,
  });
}

function differences(report: RunReport): readonly Difference[] {
  expect(report.diagnostics).toEqual([]);
  return report.organizations[0]?.drift?.differences ?? [];
}

/** `drift changed API flights-dev: description` */
function told(report: RunReport): string[] {
  return differences(report).map(({ origin, type, kind, name, fields }) => {
    const paths = type === 'changed' ? fields.map(({ path }) => path).join(', ') : '';
    return `${origin} ${type} ${kind} ${name}${paths === '' ? '' : `: ${paths}`}`;
  });
}

function idOf(table: Parameters<ReturnType<typeof scene.saved>['rows']>[0], name: string): string {
  const row = scene
    .saved()
    .rows(table)
    .find((each) => each.name === name);
  if (!row) throw new Error(`there is no ${name}`);
  return row.id;
}

const change = (method: 'PATCH' | 'DELETE' | 'POST', path: string, body?: object) =>
  somebody(scene.konnect, smallToken, method, path, body);
const describePortal = (text: string) =>
  change('PATCH', `/us/v3/portals/${idOf('portals', 'dev')}`, { display_name: text });

const environmentBlueprint = 'konnect/blueprints/environment.yaml';

/** Applies with blueprints that a commit can change. */
async function ownBlueprints(): Promise<void> {
  scene.platform.copyBuiltinBlueprints();
  applied = history.commit('Our own blueprints');
  await scene.apply({ environment });
}

function wantDescription(): void {
  scene.platform.edit(
    environmentBlueprint,
    '      authentication_enabled:',
    '      description: A portal\n      authentication_enabled:',
  );
  history.commit('A description');
}

test('nothing differs after an apply, and nothing is written', async () => {
  const report = await drift();
  expect(told(report)).toEqual([]);
  expect(report.exitCode).toBe(0);
  expect(scene.konnect.log().filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('a field that somebody changed is drift, with both values, since when, and what mends it', async () => {
  await describePortal('By hand');
  const report = await drift();
  expect(report.exitCode).toBe(2);
  expect(told(report)).toEqual(['drift changed Portal dev: display_name']);
  expect(differences(report)[0]).toMatchObject({
    fields: [{ path: 'display_name', before: 'By hand' }],
    updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    environment: 'dev',
    remedy: { prunes: false, replaces: false, deep: false },
  });
});

test('what git changed since is pending, and alone it is no news', async () => {
  scene.platform.edit(small.teams, 'Where we fly', 'Where we fly to');
  history.commit('Words');
  const report = await drift();
  expect(told(report)).toEqual(['pending changed Team flights: description']);
  expect(report.exitCode).toBe(0);
});

test('of one object, one field may be drift and another one pending', async () => {
  await ownBlueprints();
  await describePortal('By hand');
  wantDescription();
  const report = await drift();
  expect(told(report)).toEqual([
    'drift changed Portal dev: display_name',
    'pending changed Portal dev: description',
    'pending changed Portal stg: description',
  ]);
  expect(differences(report).map(({ mixed }) => mixed)).toEqual([true, true, false]);
});

test('what somebody deleted is drift, and what git added is pending', async () => {
  await change('DELETE', `/us/v3/apis/${idOf('apis', 'seats-dev')}`);
  scene.platform.edit(small.teams, seatsService, `${seatsService}${seatsService.replaceAll('seats', 'meals')}`);
  history.commit('Meals');
  const report = await drift();
  expect(told(report)).toContain('drift missing API seats-dev');
  expect(told(report).filter((line) => line.startsWith('drift'))).toEqual(
    told(report).filter((line) => line.includes('seats')),
  );
});

test('an object that somebody made with our labels is drift, and one that git removed is pending', async () => {
  const labels = { 'konduct-owner': 'acme', 'konduct-address': 'made-by-hand-0123456789abcdef' };
  await change('POST', '/us/v3/apis', { name: 'by-hand', labels });
  scene.platform.edit(small.teams, seatsService, '');
  history.commit('Seats are gone');
  const report = await drift();
  expect(told(report)).toEqual([
    'drift undeclared API by-hand',
    'pending undeclared APIPublication seats-dev on dev',
    'pending undeclared API seats-dev',
  ]);
  const removed = differences(report).slice(1);
  expect(removed.map(({ environment }) => environment)).toEqual(['dev', 'dev']);
  for (const { reason } of removed) expect(reason).toMatch(/no longer declare it: [0-9a-f]{7} Seats are gone$/);
});

test('what somebody and git changed, each in its own way, is drift that only an apply mends', async () => {
  const team = scene
    .saved()
    .rows('teams')
    .find(({ name }) => name === 'flights');
  await somebody(scene.konnect, smallToken, 'PATCH', `/global/v3/teams/${team?.id}`, { description: 'By hand' });
  scene.platform.edit(small.teams, 'Where we fly', 'Where we fly to');
  history.commit('Words');
  const report = await drift({ heal: 'safe' });
  expect(report.exitCode).toBe(2);
  expect(differences(report)).toMatchObject([{ origin: 'drift', contested: ['description'], mixed: true }]);
  expect(report.organizations[0]?.drift?.healed).toEqual([]);
});

test('what an earlier apply left in spite of git stays pending, and is no drift', async () => {
  scene.platform.edit(small.teams, seatsService, '');
  applied = history.commit('Seats are gone');
  await scene.apply({ environment });
  const report = await drift();
  expect(told(report).map((line) => line.split(' ')[0])).toEqual(['pending', 'pending']);
  expect(report.exitCode).toBe(0);
});

test('fields that templates do not name are no drift', async () => {
  await change('PATCH', `/us/v3/portals/${idOf('portals', 'dev')}`, { description: 'By hand' });
  expect(told(await drift())).toEqual([]);
});

describe('without a known apply', () => {
  test('everything differs, and that is said', async () => {
    await describePortal('By hand');
    const report = await drift({ lastApplied: [] });
    expect(told(report)).toEqual(['unknown changed Portal dev: display_name']);
    expect(report.exitCode).toBe(2);
    expect(report.organizations[0]?.diagnostics).toMatchObject([{ code: 'last-apply-unknown', severity: 'warning' }]);
  });

  test.each([0, 1])('a commit that is not there is refused when a person named it, with %i differences', async (n) => {
    if (n > 0) await describePortal('By hand');
    await expect(drift({ lastApplied: [{ commit: 'deadbeef' }] })).rejects.toThrow('deadbeef');
  });

  test('a commit that a record names and a shallow clone lacks is a warning', async () => {
    await describePortal('By hand');
    const report = await drift({ lastApplied: [{ commit: 'a'.repeat(40), organization: 'acme' }] });
    expect(report.exitCode).toBe(2);
    expect(report.organizations[0]?.diagnostics).toMatchObject([{ code: 'last-apply-unknown' }]);
    expect(told(report)).toEqual(['unknown changed Portal dev: display_name']);
  });

  test('parts that were applied at different commits are judged by their own', async () => {
    scene.platform.edit(small.teams, 'Where we fly', 'Where we fly to');
    const later = history.commit('Words');
    await describePortal('By hand');
    const report = await drift({
      lastApplied: [
        { commit: later, organization: 'acme', level: 'organization' },
        { commit: applied, organization: 'acme' },
      ],
    });
    // At the later commit the words were wanted already.
    expect(told(report)).toEqual(['drift changed Team flights: description', 'drift changed Portal dev: display_name']);
    expect(report.organizations[0]?.drift?.since.map(({ subject }) => subject)).toEqual(['Words', 'Applied']);
  });
});

describe('specifications', () => {
  test('one that git changed is pending, by its text at the commit that was applied', async () => {
    scene.platform.edit(small.specification, 'version: 1.0.0', 'version: 1.0.0\n  description: More');
    history.commit('More words');
    const report = await drift();
    expect(told(report)).toEqual(['pending changed API flights-dev: spec_content']);
  });
});

describe('healing', () => {
  const none = { type: 'number', most: 0 } as const;
  const objects = () => scene.saved().content();
  const names = () =>
    scene
      .saved()
      .rows('apis')
      .map(({ name }) => name)
      .sort();

  test('safe: mends what somebody changed and deleted, leaves what git changed, and verifies', async () => {
    const before = objects();
    await describePortal('By hand');
    await change('DELETE', `/us/v3/apis/${idOf('apis', 'seats-dev')}`);
    scene.platform.edit(small.teams, 'Where we fly', 'Where we fly to');
    history.commit('Words');
    const report = await drift({ heal: 'safe' });
    expect(report.organizations[0]).toMatchObject({ verification: { ok: true } });
    expect(report.exitCode).toBe(0);
    expect(report.organizations[0]?.drift?.healed).toHaveLength(3);
    expect(objects()).toEqual(before);
    expect(told(await drift())).toEqual(['pending changed Team flights: description']);
    expect(scene.saved().rows('system-accounts')).toEqual([]);
  });

  test('safe leaves what somebody made, all deletes it, and neither deletes what git removed', async () => {
    const labels = { 'konduct-owner': 'acme', 'konduct-address': 'made-by-hand-0123456789abcdef' };
    await change('POST', '/us/v3/apis', { name: 'by-hand', labels });
    scene.platform.edit(small.teams, seatsService, '');
    history.commit('Seats are gone');
    expect((await drift({ heal: 'safe' })).exitCode).toBe(2);
    expect(names()).toEqual(['by-hand', 'flights-dev', 'seats-dev']);
    expect((await drift({ heal: 'all', allowDeletes: true })).exitCode).toBe(0);
    expect(names()).toEqual(['flights-dev', 'seats-dev']);
  });

  test('all: deletions that are only pending do not count for the limit', async () => {
    scene.platform.edit(small.teams, seatsService, '');
    history.commit('Seats are gone');
    const settings = { heal: 'all', maxDeletes: none } as const;
    const report = await drift(settings);
    expect(report).toMatchObject({ exitCode: 0 });
    await describePortal('By hand');
    const mended = await drift(settings);
    expect(mended).toMatchObject({ exitCode: 0 });
    expect(mended.organizations[0]?.plan?.summary).toMatchObject({ update: 1, delete: 0, blocked: 0 });
    expect(names()).toEqual(['flights-dev', 'seats-dev']);
  });

  test('all: the limit holds for what somebody made', async () => {
    const labels = { 'konduct-owner': 'acme', 'konduct-address': 'made-by-hand-0123456789abcdef' };
    await change('POST', '/us/v3/apis', { name: 'by-hand', labels });
    const report = await drift({ heal: 'all', maxDeletes: none });
    expect(report.failureReason).toBe('refused');
    expect(names()).toEqual(['by-hand', 'flights-dev', 'seats-dev']);
  });

  test('leaves an object of which git changed another field: one write would change both', async () => {
    await ownBlueprints();
    await describePortal('By hand');
    wantDescription();
    scene.konnect.resetLog();
    expect((await drift({ heal: 'all' })).exitCode).toBe(2);
    expect(scene.konnect.log().filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('mends nothing where it is not known what was applied last', async () => {
    await describePortal('By hand');
    scene.konnect.resetLog();
    expect((await drift({ heal: 'all', lastApplied: [] })).exitCode).toBe(2);
    expect(scene.konnect.log().filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
