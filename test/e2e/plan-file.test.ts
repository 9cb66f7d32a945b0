import { planFileSchema } from '@konduct/core/report/json/plan-file-schema';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { leak } from '../act/secret-forms.ts';
import { hasKongAir, kongAirDirectory, kongAirEnvironment } from './kong-air.ts';
import { createPlatformOfNewKinds } from './new-kinds.ts';
import { copyPlatform } from './platform-directory.ts';
import { plan, type RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { told } from './told.ts';
import { writesOf } from './write-fault.ts';

const secret = 'Tq8"vW2\\xR5/kN9+zB3%';
const environment = { ...smallEnvironment, PORTAL_SECRET: secret };
const settings: RunSettings = { environment, planFile: 'plan.json' };

const isPlanFile = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(planFileSchema);

describe('a plan file', () => {
  const scene = useScene(createPlatformOfNewKinds);
  const file = () => JSON.parse(scene.platform.read('plan.json'));

  /** Applies the plan file, and expects that nothing is written. Returns the findings. */
  async function refused(more: RunSettings = {}): Promise<string> {
    scene.konnect.resetLog();
    const report = await scene.apply({ ...settings, ...more });
    expect(writesOf(scene.konnect)).toEqual([]);
    expect(report).toMatchObject({ failureReason: 'plan-stale', exitCode: 3, organizations: [] });
    return errorOf(report);
  }

  /** Plans into the file, with changes to make: the platform was applied before, and one text is another one. */
  async function planned(): Promise<void> {
    await scene.apply({ environment });
    scene.platform.edit(small.teams, 'Where we fly', 'Where we go');
    await scene.plan(settings);
    expect(file().summary).toMatchObject({ update: 1 });
  }

  /** The id of the only object in a list of Konnect. */
  async function idIn(table: string): Promise<string> {
    const [row] = scene.saved().rows(table);
    if (!row) throw new Error(`there is nothing in ${table}`);
    return row.id;
  }

  test('is carried out as it is, and once', async () => {
    const report = await scene.plan(settings);
    expect(report.planFile).toEqual({ path: 'plan.json', digest: file().digest });
    expect(told(report)).toContain('konduct apply --plan-file plan.json');
    scene.konnect.resetLog();
    const applied = await scene.apply(settings);
    expect(applied).toMatchObject({ exitCode: 0, planFile: report.planFile });
    expect(applied.organizations[0]?.verification?.ok).toBe(true);
    expect(writesOf(scene.konnect).length).toBeGreaterThan(0);
    expect(await refused()).toMatchInlineSnapshot(`
      "plan-stale: plan.json is carried out already: of its changes none is left
        A plan file is for one apply, and Konnect is as it says by now"
    `);
  });

  test('has the published shape and the same bytes each time, in any folder', async () => {
    await scene.plan(settings);
    isPlanFile(file());
    expect(isPlanFile.errors).toBeNull();
    const first = scene.platform.read('plan.json');
    for (const concurrency of [1, 3, 8]) {
      await scene.plan({ ...settings, concurrency, planFile: 'again.json' });
      expect(scene.platform.read('again.json')).toBe(first);
    }
    const elsewhere = copyPlatform(scene.platform.path('konnect'));
    try {
      await plan(elsewhere, scene.konnect, { ...settings, config: elsewhere.path('konnect') });
      expect(elsewhere.read('plan.json')).toBe(first);
    } finally {
      elsewhere.remove();
    }
  });

  test('without changes is carried out, and says that there is nothing to do', async () => {
    await scene.apply({ environment });
    await scene.plan(settings);
    expect(file().summary).not.toHaveProperty('create');
    const report = await scene.apply(settings);
    expect(report).toMatchObject({ exitCode: 0, organizations: [{ results: [] }] });
  });

  test('has its options, which another apply need not repeat and must not contradict', async () => {
    await scene.apply({ environment });
    scene.platform.edit(small.teams, '        name: flights\n', '        name: flights\n        blueprint: service\n');
    await scene.plan({
      ...settings,
      prune: 'all',
      environments: ['dev'],
      maxDeletes: { type: 'percentage', most: 25 },
    });
    expect(file().options).toMatchObject({ prune: 'all', environments: ['dev'], 'max-deletes': '25%' });
    const stated = { prune: 'access', statedInputs: ['prune', 'plan-file'] } as const;
    await expect(scene.apply({ ...settings, ...stated })).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'input-invalid',
          message: '`prune` (`--prune`) access is not what plan.json says: all',
        },
      ],
    });
    const same = { prune: 'all', statedInputs: ['prune', 'konnect-url'] } as const;
    expect(await scene.apply({ ...settings, ...same })).toMatchObject({ exitCode: 0 });
  });

  test.each(['destroy', 'release', 'adopt'] as const)('has no meaning with %s', async (mode) => {
    const { runMode } = await import('./run.ts');
    const run = runMode(mode, scene.platform, scene.konnect, {
      ...settings,
      organizations: ['acme'],
      confirm: 'acme',
    });
    await expect(run).rejects.toMatchObject({ diagnostics: [{ code: 'input-invalid' }] });
  });

  test('is written over an earlier one and over nothing else', async () => {
    scene.platform.write('notes.md', '# Notes\n');
    await expect(scene.plan({ ...settings, planFile: 'notes.md' })).rejects.toMatchObject({
      diagnostics: [{ code: 'input-invalid', message: expect.stringContaining('is another file') }],
    });
    expect(scene.platform.read('notes.md')).toBe('# Notes\n');
    await scene.plan(settings);
    expect((await scene.plan(settings)).exitCode).toBe(0);
  });

  test.each([
    ['konnect/plan.json', 'is in the platform directory konnect'],
    ['konnect/envs/plan.json', 'is in the platform directory konnect'],
    ['out/plan.json', 'is in a folder that does not exist'],
  ])('is not written to %s', async (planFile, reason) => {
    await expect(scene.plan({ ...settings, planFile })).rejects.toMatchObject({
      diagnostics: [{ code: 'input-invalid', message: expect.stringContaining(reason) }],
    });
    expect(() => scene.platform.read(planFile)).toThrow('ENOENT');
  });

  test('is not written where an organization could not be planned', async () => {
    const report = await scene.plan({ ...settings, environment: {} });
    expect(report).toMatchObject({ failureReason: 'missing-secret' });
    expect(report.planFile).toBeUndefined();
    expect(() => scene.platform.read('plan.json')).toThrow('ENOENT');
  });

  test('that is missing is a finding of its own', async () => {
    await expect(scene.apply(settings)).rejects.toMatchObject({
      diagnostics: [{ code: 'file-missing', message: 'There is no plan file plan.json' }],
    });
  });

  test('has no secret, nor a text that gives a hint at one', async () => {
    await scene.plan(settings);
    const text = scene.platform.read('plan.json');
    for (const value of [secret, smallToken]) expect(leak(value, text)).toBeUndefined();
    expect(file().organizations[0].secrets).toEqual({
      'acme/dev/login configs.openid-connect.client_secret': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    // A secret that stands where none belongs is masked, and counts as any other text.
    scene.platform.edit(small.teams, 'Where we fly', `Call ${smallToken}`);
    await scene.plan(settings);
    expect(leak(smallToken, scene.platform.read('plan.json'))).toBeUndefined();
    expect(await scene.apply(settings)).toMatchObject({ exitCode: 0 });
  });

  describe('is stale', () => {
    test('when a manifest was changed', async () => {
      await planned();
      scene.platform.edit(small.teams, 'Where we go', 'Where to');
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/teams.yaml:1:1: plan-stale: plan.json was made from other files: konnect/teams.yaml was changed
          The plan says nothing about the present files"
      `);
    });

    test('when a specification was changed', async () => {
      await planned();
      scene.platform.edit(small.specification, 'version: 1.0.0', 'version: 1.0.1');
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/acme/envs/dev/teams/flights/services/acme/flights/openapi.yaml:1:1: plan-stale: plan.json was made from other files: konnect/acme/envs/dev/teams/flights/services/acme/flights/openapi.yaml was changed
          The plan says nothing about the present files"
      `);
    });

    test('when a blueprint was changed, and when a page was', async () => {
      await planned();
      scene.platform.write('konnect/pages/guide.md', '# Other\n');
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/pages/guide.md:1:1: plan-stale: plan.json was made from other files: konnect/pages/guide.md was changed
          The plan says nothing about the present files"
      `);
      scene.platform.edit('konnect/blueprints/environment.yaml', 'display_name: Keys', 'display_name: Key');
      expect(await refused()).toContain('konnect/blueprints/environment.yaml was changed');
    });

    test('when a manifest was changed and has an error, without a request', async () => {
      await planned();
      scene.platform.edit(small.teams, 'description:', 'descriptoin:');
      const found = await refused();
      expect(found).toContain('manifest-unknown-key');
      expect(found).toContain('plan-stale: plan.json was made from other files: konnect/teams.yaml was changed');
      expect(scene.konnect.stats().calls).toBe(0);
    });

    test('when a manifest came', async () => {
      await planned();
      scene.platform.write('konnect/more.yaml', 'teams: {}\n');
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/more.yaml:1:1: plan-stale: plan.json was made from other files: konnect/more.yaml is new
          The plan says nothing about the present files"
      `);
    });

    test('when a secret has another value, or none', async () => {
      await planned();
      expect(await refused({ environment: { ...environment, PORTAL_SECRET: 'another-one' } })).toMatchInlineSnapshot(`
        "konnect/organizations.yaml:7:7: plan-stale: plan.json no longer holds: the secret \`configs.openid-connect.client_secret\` of acme/dev/login has another value
          The plan was made with another one"
      `);
      expect(await refused({ environment: smallEnvironment })).toMatchInlineSnapshot(`
        "konnect/organizations.yaml:7:7: plan-stale: plan.json no longer holds: the secret \`configs.openid-connect.client_secret\` of acme/dev/login was at hand for the plan, and is not now
          Only with its value can a plan say whether it changes"
      `);
    });

    test('with another organization', async () => {
      await planned();
      const other = { ...environment, ACME_TOKEN: 'kpat_another' };
      expect((await refused({ environment: other })).replace(uuids, '<id>')).toMatchInlineSnapshot(`
        "plan-stale: plan.json was made for another organization in Konnect: acme was <id>, and is <id> here
          The access token, or the address of Konnect, is another one"
      `);
    });

    test('when something was changed in Konnect that the plan would keep', async () => {
      await planned();
      await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${await idIn('apis')}`, { version: '9' });
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/teams.yaml:5:7: plan-stale: plan.json no longer holds: the API "flights-dev" (acme/dev/flights/acme/flights/api), of which the plan says nothing, is to be updated by now: its \`version\` is "9", and is to become "1.0.0"
          Somebody changed it in Konnect after the plan was made"
      `);
    });

    test('when something was changed in Konnect that the plan would change', async () => {
      await planned();
      const [team] = scene
        .saved()
        .rows('teams')
        .filter(({ name }) => name === 'flights');
      const path = `/global/v3/teams/${team?.id}`;
      await somebody(scene.konnect, smallToken, 'PATCH', path, { description: 'by hand' });
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/teams.yaml:2:3: plan-stale: plan.json no longer holds: the Team "flights" (acme/flights/teams): \`description\` was "Where we fly" in Konnect, and is "by hand" by now
          Somebody changed it in Konnect after the plan was made"
      `);
    });

    test('when something was changed in Konnect that no manifest says', async () => {
      await planned();
      const attributes = { attributes: { stage: ['beta'] } };
      await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${await idIn('apis')}`, attributes);
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/teams.yaml:5:7: plan-stale: plan.json no longer holds: the API acme/dev/flights/acme/flights/api in Konnect is not as the plan saw it, in something that the plan does not change
          Somebody changed it after the plan was made, and the plan depends on it"
      `);
    });

    test('when something was deleted in Konnect', async () => {
      await planned();
      await somebody(scene.konnect, smallToken, 'DELETE', `/us/v3/apis/${await idIn('apis')}`);
      expect(await refused()).toMatchInlineSnapshot(`
        "konnect/teams.yaml:5:7: plan-stale: plan.json no longer holds: the API "flights-dev" (acme/dev/flights/acme/flights/api) is gone from Konnect, and would be created anew
          Somebody changed it in Konnect after the plan was made"
      `);
    });

    test('when something appeared in Konnect that matters', async () => {
      await scene.plan(settings);
      await somebody(scene.konnect, smallToken, 'POST', '/us/v3/apis', { name: 'flights-dev', version: '1.0.0' });
      expect((await refused()).replace(uuids, '<id>')).toMatchInlineSnapshot(`
        "konnect/teams.yaml:5:7: plan-stale: plan.json no longer holds: the API "flights-dev" (acme/dev/flights/acme/flights/api) was to be created, and is to be adopted by now
          Somebody changed it in Konnect after the plan was made"
      `);
    });

    test('when another version made it', async () => {
      await planned();
      scene.platform.edit('plan.json', '"konduct": "0.1.0"', '"konduct": "0.0.9"');
      expect(await refused()).toMatchInlineSnapshot(`
        "plan.json:4:3: plan-stale: plan.json was made by Konduct 0.0.9, and this is 0.1.0
          Another version may plan something else from the same files"
      `);
    });

    test('when it was edited: first the part that was', async () => {
      await planned();
      const text = scene.platform.read('plan.json');
      const edits: readonly (readonly [string, string])[] = [
        ['"prune": "off"', '"prune": "all"'],
        ['Where we go', 'Where we gone'],
        ['  "options"', '   "options"'],
        ['"mode": "apply"', '"mode": "destroy"'],
        ['"format": 1', '"format": 2'],
        ['"allow-deletes": false', '"allow-deletes": "no"'],
      ];
      const found: string[] = [];
      for (const [from, to] of edits) {
        scene.platform.write('plan.json', text.replace(from, to));
        found.push(await refused());
      }
      scene.platform.write('plan.json', text.slice(0, 300));
      found.push(await refused());
      scene.platform.write('plan.json', Buffer.from([0xff, 0xfe]));
      found.push(await refused());
      expect(found.join('\n')).toMatchInlineSnapshot(`
        "plan.json:6:3: plan-stale: plan.json was changed after Konduct wrote it
          The part \`options\` is not what its digest in \`parts\` says
        plan.json:26:7: plan-stale: plan.json was changed after Konduct wrote it
          The part \`changes of acme\` is not what its digest in \`parts\` says
        plan.json:6:3: plan-stale: plan.json was changed after Konduct wrote it
          White space or spelling is not as Konduct writes it here
        plan.json:5:3: plan-stale: plan.json is a plan of destroy, and only one of apply is carried out
          Each mode does something else
        plan.json:3:3: plan-stale: plan.json has another format
          Its \`format\` is 2, and this Konduct reads and writes 1
        plan.json:1:1: plan-stale: plan.json was changed after Konduct wrote it
          \`options.allow-deletes\` must be boolean
        plan.json:1:1: plan-stale: plan.json is no plan file
          It is not JSON: it was cut off, or edited
        plan.json:1:1: plan-stale: plan.json is no plan file
          It is not UTF-8"
      `);
      // It is still good.
      scene.platform.write('plan.json', text);
      expect(await scene.apply(settings)).toMatchObject({ exitCode: 0 });
    });
  });

  test('does not care about what is changed and changed back, nor about what it does not depend on', async () => {
    await planned();
    const path = `/us/v3/apis/${await idIn('apis')}`;
    await somebody(scene.konnect, smallToken, 'PATCH', path, { version: '9' });
    await somebody(scene.konnect, smallToken, 'PATCH', path, { version: '1.0.0' });
    await somebody(scene.konnect, smallToken, 'POST', '/us/v3/apis', { name: 'of-others' });
    await somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', { name: 'others' });
    expect(await scene.apply(settings)).toMatchObject({ exitCode: 0 });
  });
});

describe('a plan file of two organizations', () => {
  const tokens = { ...smallEnvironment, OTHER_TOKEN: 'kpat_small-other' };
  const scene = useScene();

  test('is carried out for both or for none', async () => {
    const { platform } = scene;
    platform.write(
      small.organizations,
      `${platform.read(small.organizations)}  other:
    access-token: {type: env, value: OTHER_TOKEN}
    environments:
      tst: {type: DEV, region: us}
`,
    );
    const both = { environment: tokens, planFile: 'plan.json' };
    await scene.plan(both);
    scene.konnect.resetLog();
    const missing = await scene.apply({ ...both, environment: smallEnvironment });
    expect(missing).toMatchObject({ failureReason: 'missing-secret' });
    expect(missing.organizations[0]?.note).toContain('one of them could not be planned');
    await somebody(scene.konnect, tokens.OTHER_TOKEN, 'POST', '/global/v3/teams', { name: 'flights' });
    scene.konnect.resetLog();
    expect(await scene.apply(both)).toMatchObject({ exitCode: 3 });
    expect(writesOf(scene.konnect)).toEqual([]);
    await scene.plan(both);
    const report = await scene.apply(both);
    expect(report.organizations.map(({ verification }) => verification?.ok)).toEqual([true, true]);
  });
});

describe.skipIf(!hasKongAir("Kong Air's real manifests"))("a plan file of Kong Air's real manifests", () => {
  const scene = useScene(() => copyPlatform(kongAirDirectory));
  const kongAir: RunSettings = { environment: kongAirEnvironment, planFile: 'plan.json' };

  test('is carried out, in two parts', async () => {
    for (const part of [{ environments: ['dev'] }, {}]) {
      await scene.plan({ ...kongAir, ...part });
      isPlanFile(JSON.parse(scene.platform.read('plan.json')));
      expect(isPlanFile.errors).toBeNull();
      const report = await scene.apply(kongAir);
      expect(report.organizations[0]?.verification?.ok).toBe(true);
    }
    const again = await scene.apply(kongAir);
    expect(again.exitCode).toBe(3);
    expect(errorOf(again)).toContain('carried out already');
  });
});

const uuids = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

function errorOf({ diagnostics }: RunReport): string {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, cause, at }) => {
      const place = at ? `${at.file}:${at.start.line}:${at.start.column}: ` : '';
      return `${place}${code}: ${message}\n  ${cause}`;
    })
    .join('\n');
}
