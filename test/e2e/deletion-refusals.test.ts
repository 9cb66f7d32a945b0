import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import { showRange } from '@konduct/core/source/range';
import { beforeEach, describe, expect, test } from 'vitest';
import { deletedTables, planOf } from './pruning.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment, prune: 'all', allowDeletes: true };

const scene = useScene();

/** The id of the only object of ours in a table. */
function idOf(table: string): string {
  const [row, ...more] = scene
    .saved()
    .rows(table)
    .filter(({ system_team }) => system_team !== true);
  if (!row || more.length > 0) throw new Error(`${table} has ${more.length + (row ? 1 : 0)} objects`);
  return row.id;
}

const service = `    services:
      acme/flights:
        name: flights
        git:
          remote: https://github.com/acme/flights.git
`;
const team = `  flights:
    description: Where we fly
${service}`;
const other = `  planes:
    description: What we fly
`;

/** Removes the service and nothing else. */
function removeService(): void {
  scene.platform.edit(small.teams, service, '');
}

/** Removes the team with its service; another team stays. */
function removeTeam(): void {
  scene.platform.edit(small.teams, team, '');
}

function withOtherTeam(): void {
  scene.platform.edit(small.teams, 'teams:\n', `teams:\n${other}`);
}

/** Expects a plan and an apply to refuse the same changes with the same words, and no write. */
async function expectRefusal(
  code: DiagnosticCode,
  message: string | RegExp,
  more: RunSettings = {},
): Promise<{ readonly places: readonly string[] }> {
  scene.konnect.resetLog();
  const planned = await scene.plan({ ...settings, ...more });
  const applied = await scene.apply({ ...settings, ...more });
  expect([planned.exitCode, applied.exitCode]).toEqual([4, 4]);
  expect([planned.failureReason, applied.failureReason]).toEqual(['refused', 'refused']);
  const errors = planOf(planned).diagnostics.filter(({ severity }) => severity === 'error');
  expect(planOf(applied).diagnostics).toEqual(planOf(planned).diagnostics);
  expect(errors.map((found) => found.code)).toEqual(errors.map(() => code));
  expect(
    errors.some((found) =>
      typeof message === 'string' ? found.message.includes(message) : message.test(found.message),
    ),
  ).toBe(true);
  expect(errors.filter(({ at, cause, fix }) => !at || !cause || !fix)).toEqual([]);
  expect(writesOf(scene.konnect)).toEqual([]);
  return { places: errors.map(({ at }) => (at ? showRange(at) : '')) };
}

test('the guard refuses more deletions than the limit, and lets them through once they are allowed', async () => {
  await scene.apply(settings);
  removeService();
  // The publication stays with its API, though deletions of access are not limited.
  const limit = { maxDeletes: { type: 'number', most: 0 }, allowDeletes: false } as const;
  scene.konnect.resetLog();
  const planned = await scene.plan({ ...settings, ...limit });
  expect(planned).toMatchObject({ exitCode: 4, failureReason: 'refused' });
  expect(planOf(planned).diagnostics).toMatchObject([
    {
      code: 'delete-guard',
      at: { file: small.organizations },
      cause: expect.any(String),
      fix: expect.stringContaining('konduct-allow-deletes'),
    },
  ]);
  const applied = await scene.apply({ ...settings, ...limit });
  expect(planOf(applied).diagnostics).toEqual(planOf(planned).diagnostics);
  expect(deletedTables(scene.konnect)).toEqual([]);
  expect(await scene.apply({ ...settings, ...limit, allowDeletes: true })).toMatchObject({ exitCode: 0 });
  expect(scene.saved().rows('apis')).toEqual([]);
});

describe('protection', () => {
  test('of a service: neither its API nor its publication goes', async () => {
    scene.platform.edit(
      small.teams,
      '        name: flights\n',
      '        name: flights\n        deletion-protection: true\n',
    );
    await scene.apply(settings);
    scene.platform.edit(
      small.teams,
      service.replace('name: flights\n', 'name: flights\n        deletion-protection: true\n'),
      '',
    );
    await expectRefusal('deletion-protected', 'flights-dev');
    expect(scene.saved().rows('publications')).toHaveLength(1);
  });

  test.each([
    ['a team', small.teams, '    description: Where we fly\n', '    deletion-protection: true\n'],
    ['an environment', small.organizations, '        region: us\n', '        deletion-protection: true\n'],
    [
      'an organization',
      small.organizations,
      '    access-token:\n',
      '    deletion-protection: true\n    access-token:\n',
    ],
  ])('of %s refuses that what it became goes', async (what, file, text, line) => {
    withOtherTeam();
    scene.platform.edit(file, text, what === 'an organization' ? line : `${text}${line}`);
    await scene.apply(settings);
    if (what === 'a team') scene.platform.edit(small.teams, team.replace(text, `${text}${line}`), '');
    else removeTeam();
    const { places } = await expectRefusal('deletion-protected', 'protected', {});
    expect(places.length).toBeGreaterThan(0);
  });

  test('by a label that people set in Konnect', async () => {
    await scene.apply(settings);
    await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${idOf('apis')}`, {
      labels: { 'konduct-protected': 'true' },
    });
    expect(await scene.plan(settings)).toMatchObject({ exitCode: 0, summary: { update: 0 } });
    removeService();
    await expectRefusal('deletion-protected', 'flights-dev');
  });

  test('that is dropped with what it protects takes two merges', async () => {
    const protecting = service.replace('name: flights\n', 'name: flights\n        deletion-protection: true\n');
    scene.platform.edit(small.teams, service, protecting);
    await scene.apply(settings);
    scene.platform.edit(small.teams, protecting, '');
    await expectRefusal('deletion-protected', 'flights-dev');
    scene.platform.edit(small.teams, '    description: Where we fly\n', `    description: Where we fly\n${service}`);
    expect(await scene.apply(settings)).toMatchObject({ exitCode: 0 });
    removeService();
    expect(await scene.apply(settings)).toMatchObject({ exitCode: 0 });
    expect(scene.saved().rows('apis')).toEqual([]);
  });
});

describe('an immutable field that changes', () => {
  const type = (cluster: string) =>
    `environment-types:\n  DEV: {api-name: "\${name}-\${environment}", branch: dev, portal: {visibility: private, authentication: true}, team-role: Admin, cluster-type: ${cluster}}\n`;

  beforeEach(async () => {
    await scene.apply(settings);
    scene.platform.write(small.platform, `${scene.platform.read(small.platform)}${type('CLUSTER_TYPE_CONTROL_PLANE')}`);
  });

  test('is refused at plan time', async () => {
    const { places } = await expectRefusal('replace-refused', 'cluster_type cannot change');
    expect(places[0]).toMatch(/^konnect\/platform\.yaml:/);
  });

  test('with replace: true makes the object and what hangs on it anew', async () => {
    const before = idOf('control-planes');
    const report = await scene.apply({ ...settings, replace: true });
    expect(report).toMatchObject({ exitCode: 0 });
    expect(planOf(report).changes.find(({ kind }) => kind === 'ControlPlane')).toMatchObject({
      action: 'replace',
      takesAlong: [expect.stringMatching(/^TeamRole .* which comes back$/)],
      cannotBeUndone: ["the control plane's address", 'the address of its serverless gateway'],
    });
    expect(idOf('control-planes')).not.toBe(before);
    expect(
      scene
        .saved()
        .rows('assigned-roles')
        .map(({ entity_id }) => entity_id),
    ).toEqual([idOf('control-planes')]);
    expect(await scene.plan(settings)).toMatchObject({
      exitCode: 0,
      summary: { update: 0, create: 0, orphaned: 0 },
    });
  });

  test('of a protected object is refused even with replace: true', async () => {
    await somebody(scene.konnect, smallToken, 'PATCH', `/us/v2/control-planes/${idOf('control-planes')}`, {
      labels: { ...(scene.saved().rows('control-planes')[0]?.labels as object), 'konduct-protected': 'true' },
    });
    await expectRefusal('deletion-protected', 'is not replaced', { replace: true });
  });
});

describe('depends-on', () => {
  const chain = '      prd:\n        type: PROD\n        region: us\n        depends-on: [dev]\n';
  const staged = 'konnect/acme/envs/prd/teams/flights/services/acme/flights/openapi.yaml';

  beforeEach(() => {
    scene.platform.write(staged, scene.platform.read(small.specification));
    scene.platform.write(small.organizations, `${scene.platform.read(small.organizations)}${chain}`);
  });

  test('an environment is not touched while one that it depends on is refused', async () => {
    await somebody(scene.konnect, smallToken, 'POST', '/us/v3/portals', {
      name: 'dev',
      labels: { 'konduct-owner': 'globex' },
    });
    scene.konnect.resetLog();
    const planned = await scene.plan(settings);
    const applied = await scene.apply(settings);
    expect([planned.exitCode, applied.exitCode]).toEqual([4, 4]);
    expect(planOf(applied).diagnostics).toEqual(planOf(planned).diagnostics);
    expect(
      planOf(planned)
        .diagnostics.map(({ code }) => code)
        .sort(),
    ).toEqual(['environment-blocked', 'foreign-owner']);
    expect(scene.saved().names('control-planes')).toEqual(['flights-dev']);
    expect(scene.saved().names('portals')).toEqual(['dev']);
  });

  test('an environment is not touched while a change of one that it depends on fails', async () => {
    scene.konnect.faults({
      method: 'POST',
      pattern: '/v2/control-planes$',
      body: 'flights-dev',
      status: 500,
      times: 100,
    });
    const applied = await scene.apply(settings);
    expect(applied).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
    expect(scene.saved().names('control-planes')).toEqual([]);
    expect(scene.saved().names('portals')).toEqual(['dev']);
    const skipped =
      applied.organizations[0]?.results?.filter(
        ({ address }) => address.startsWith('acme/prd/') && !address.endsWith('/implementation'),
      ) ?? [];
    expect(new Set(skipped.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']));
    expect(skipped[0]?.reason).toBe('acme/dev/flights/controlPlanes failed');
  });
});

describe('what holds something that is not ours stays unless force-delete names it', () => {
  const holders: readonly [string, string, () => Promise<unknown>, () => void][] = [
    [
      'a page',
      'portals',
      () =>
        somebody(scene.konnect, smallToken, 'POST', `/us/v3/portals/${idOf('portals')}/pages`, {
          slug: 'mine',
          title: 'By hand',
          content: '# Hi',
        }),
      leaveEnvironment,
    ],
    ['a developer', 'portals', addDeveloper, leaveEnvironment],
    ['an application', 'portals', addApplication, leaveEnvironment],
    [
      'a document',
      'apis',
      () =>
        somebody(scene.konnect, smallToken, 'POST', `/us/v3/apis/${idOf('apis')}/documents`, {
          slug: 'mine',
          title: 'By hand',
          content: '# Hi',
        }),
      removeService,
    ],
    [
      'a gateway service',
      'control-planes',
      () =>
        somebody(
          scene.konnect,
          smallToken,
          'POST',
          `/us/v2/control-planes/${idOf('control-planes')}/core-entities/services`,
          { name: 'mine', host: 'example.com' },
        ),
      leaveEnvironment,
    ],
    [
      'a data plane',
      'control-planes',
      async () => scene.konnect.connectDataPlane({ controlPlaneId: idOf('control-planes') } as never),
      leaveEnvironment,
    ],
  ];

  function leaveEnvironment(): void {
    scene.platform.edit(
      small.organizations,
      '      dev:\n        type: DEV\n        region: us\n',
      '      next:\n        type: DEV\n        region: us\n        teams:\n          planes: {}\n',
    );
  }

  async function addDeveloper(): Promise<{ readonly id: string }> {
    return somebody(scene.konnect, smallToken, 'POST', `/us/v3/portals/${idOf('portals')}/developers`, {
      email: 'eva@example.com',
      full_name: 'Eva',
    });
  }

  async function addApplication(): Promise<unknown> {
    const { id } = await addDeveloper();
    const strategy = await somebody(scene.konnect, smallToken, 'POST', '/us/v2/application-auth-strategies', {
      name: 'keys',
      display_name: 'Keys',
      strategy_type: 'key_auth',
      configs: { 'key-auth': { key_names: ['X-Key'] } },
    });
    return somebody(scene.konnect, smallToken, 'POST', `/us/v3/portals/${idOf('portals')}/applications`, {
      name: 'app',
      owner: { type: 'developer', id },
      auth_strategy_id: strategy.id,
    });
  }

  test.each(holders)('%s', async (_, table, hold, leave) => {
    withOtherTeam();
    scene.platform.edit(
      small.organizations,
      '        region: us\n',
      '        region: us\n        teams:\n          flights: {services: {acme/flights: {}}}\n',
    );
    await scene.apply(settings);
    const id = idOf(table);
    await hold();
    scene.platform.edit(small.organizations, '        teams:\n          flights: {services: {acme/flights: {}}}\n', '');
    leave();
    const planned = await scene.plan(settings);
    expect(planned).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    const [finding, ...others] = planOf(planned).diagnostics;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'delete-held',
      at: expect.any(Object),
      cause: expect.any(String),
      fix: expect.stringContaining('force-delete'),
    });
    const applied = await scene.apply(settings);
    expect(planOf(applied).diagnostics).toEqual(planOf(planned).diagnostics);
    expect(scene.saved().row(table, id)).toBeDefined();

    const address = planOf(planned).changes.find(({ block }) => block?.code === 'delete-held')?.block?.by ?? '';
    const forced = await scene.apply({ ...settings, forceDelete: [address] });
    expect(forced).toMatchObject({ exitCode: 0 });
    expect(planOf(forced).changes.find((change) => change.address === address)?.takesAlong?.length).toBeGreaterThan(0);
    expect(scene.saved().row(table, id)).toBeUndefined();
  });
});

describe('what has another owner', () => {
  test.each([
    ['another platform', { 'konduct-owner': 'globex' }, 'another platform repository'],
    ['kongctl', { 'KONGCTL-namespace': 'default' }, 'kongctl'],
  ])('%s: is refused before anything is written where nothing else is to be done', async (_, labels, owner) => {
    await scene.apply(settings);
    const portal = idOf('portals');
    await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/portals/${portal}`, {
      labels: { 'konduct-owner': null, 'konduct-address': null, ...labels },
    });
    scene.konnect.resetLog();
    const planned = await scene.plan(settings);
    expect(planned).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(planOf(planned).diagnostics).toMatchObject([
      { code: 'foreign-owner', message: expect.stringContaining(owner), fix: expect.any(String) },
    ]);
    const applied = await scene.apply(settings);
    expect(planOf(applied).diagnostics).toEqual(planOf(planned).diagnostics);
    expect(writesOf(scene.konnect)).toEqual([]);
    expect(scene.saved().rows('publications')).toHaveLength(1);
  });

  test('adopt: koctl refuses what koctl did not make', async () => {
    await somebody(scene.konnect, smallToken, 'POST', '/us/v3/portals', { name: 'dev' });
    const planned = await scene.plan({ ...settings, adopt: 'koctl' });
    expect(planOf(planned).diagnostics).toMatchObject([
      { code: 'foreign-owner', message: expect.stringContaining('koctl did not make it') },
    ]);
    const applied = await scene.apply({ ...settings, adopt: 'koctl' });
    expect(applied.exitCode).toBe(4);
    expect(planOf(applied).diagnostics).toEqual(planOf(planned).diagnostics);
    expect(scene.saved().rows('portals')).toMatchObject([{ labels: {} }]);
  });
});
