import { inspect } from 'node:util';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { beforeEach, describe, expect, test } from 'vitest';
import { leak } from '../act/secret-forms.ts';
import {
  changed,
  createPlatformOfNewKinds,
  environmentBlueprint,
  organizationBlueprint,
  resources,
  signIn,
} from './new-kinds.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { told } from './told.ts';

const secret = 'Tq8"vW2\\xR5/kN9+zB3%';
const rotated = 'Hj4&mD7=pL1?sF6"gC0-';
const settings: RunSettings = { environment: { ...smallEnvironment, PORTAL_SECRET: secret } };

const scene = useScene(createPlatformOfNewKinds);

function rows(table: string): readonly Record<string, unknown>[] {
  return scene.saved().rows(table);
}

async function applied(environment = settings.environment): Promise<string[]> {
  const report = await scene.apply({ ...settings, environment: environment ?? {} });
  expect(report.exitCode, told(report)).toBe(0);
  return changed(report);
}

async function expectNothingLeft(): Promise<void> {
  const before = scene.konnect.stats().writes;
  const report = await scene.apply(settings);
  expect(changed(report)).toEqual([]);
  expect(scene.konnect.stats().writes).toBe(before);
}

describe('a secret that is sent again in any case', () => {
  const strategy = 'acme/dev/login';
  const rotation = { ...settings, rotateSecrets: [strategy] };

  test('is one more write in this run, and in no other', async () => {
    await applied();
    const before = scene.konnect.stats().writes;
    const report = await scene.apply(rotation);
    expect(report.exitCode, told(report)).toBe(0);
    expect(changed(report)).toEqual(['update ApplicationAuthStrategy login: configs.openid-connect.client_secret']);
    expect(scene.konnect.stats().writes).toBeGreaterThan(before);
    expect(leak(inspect(report, { depth: null }), secret)).toBeUndefined();
    await expectNothingLeft();
  });

  test.each([
    ['of an address that nothing has', 'acme/dev/none', 'Nothing has the address acme/dev/none'],
    ['of what has none', 'acme/dev/keys', 'The ApplicationAuthStrategy acme/dev/keys has no secret'],
  ])('is refused %s', async (_, address, message) => {
    await expect(scene.apply({ ...settings, rotateSecrets: [address] })).rejects.toThrow(message);
    expect(scene.konnect.stats().writes).toBe(0);
  });
});

describe('what a platform says in the new kinds', () => {
  beforeEach(async () => {
    expect((await scene.check()).diagnostics).toEqual([]);
    await applied();
  });

  test('is made once, and then there is nothing to do', async () => {
    expect(rows('auth-strategies').map(({ name, strategy_type }) => [name, strategy_type])).toEqual([
      ['keys', 'key_auth'],
      ['login', 'openid_connect'],
    ]);
    const login = rows('auth-strategies').find(({ name }) => name === 'login');
    expect(login).toMatchObject({ configs: { 'openid-connect': { client_secret: [secret] } } });
    const pages = rows('pages').filter(({ slug }) => slug === 'guide' || slug === 'first');
    const guide = pages.find(({ slug }) => slug === 'guide');
    expect(pages).toMatchObject([
      { slug: 'guide', content: '# Guide\n', parent_page_id: null, visibility: 'private' },
      { slug: 'first', content: '# First\n', parent_page_id: guide?.id, status: 'published' },
    ]);
    expect(rows('settings')).toMatchObject([{ idp_mapping_enabled: true }]);
    await expectNothingLeft();
  });

  test('is updated where it changes', async () => {
    scene.platform.edit(environmentBlueprint, 'display_name: Keys', 'display_name: Many keys');
    scene.platform.edit(environmentBlueprint, 'scopes: [openid]', 'scopes: [openid, profile]');
    scene.platform.edit(environmentBlueprint, 'title: Guide', 'title: A guide');
    scene.platform.write('konnect/pages/first.md', '# First of all\n');
    scene.platform.edit(organizationBlueprint, 'konnect_mapping_enabled: true', 'konnect_mapping_enabled: false');
    expect(await applied()).toEqual([
      'update ApplicationAuthStrategy keys: display_name',
      'update ApplicationAuthStrategy login: configs.openid-connect.scopes',
      'update PortalPage guide on dev: title',
      'update PortalPage first on dev: content',
      'update SignIn of the organization: konnect_mapping_enabled',
    ]);
    await expectNothingLeft();
  });

  test('is restored where somebody changed it: a page by its content, a page that was moved by making it anew', async () => {
    const [portal] = rows('portals');
    const guide = rows('pages').find(({ slug }) => slug === 'guide');
    const first = rows('pages').find(({ slug }) => slug === 'first');
    const elsewhere = rows('pages').find(({ slug }) => slug === 'apis')?.id;
    const pages = `/us/v3/portals/${portal?.id}/pages`;
    await somebody(scene.konnect, smallToken, 'PATCH', `${pages}/${guide?.id}`, {
      content: '# Mine\n',
      visibility: 'public',
    });
    await somebody(scene.konnect, smallToken, 'POST', `${pages}/${first?.id}/move`, {
      parent_page_id: elsewhere,
      index: 0,
    });
    await somebody(scene.konnect, smallToken, 'PATCH', '/global/v3/authentication-settings', {
      basic_auth_enabled: false,
    });
    expect(await applied()).toEqual([
      'update PortalPage guide on dev: content, visibility',
      'create PortalPage first on dev: content, parent_page_id, portal_id, slug, status, title',
      'update SignIn of the organization: basic_auth_enabled',
    ]);
    expect(rows('pages').filter(({ slug }) => slug === 'first')).toMatchObject([
      { id: first?.id, parent_page_id: elsewhere },
      { parent_page_id: guide?.id },
    ]);
    await expectNothingLeft();
  });

  test('is left alone where no manifest declares it any more', async () => {
    scene.platform.edit(environmentBlueprint, resources.slice(resources.indexOf('  - id: first\n')), '');
    scene.platform.edit(organizationBlueprint, signIn, '\n');
    expect(await applied()).toEqual([]);
    expect(rows('pages').filter(({ slug }) => slug === 'first')).toHaveLength(1);
  });

  test('a secret that was rotated is written, and nothing else', async () => {
    const environment = { ...settings.environment, PORTAL_SECRET: rotated };
    expect(await applied(environment)).toEqual([
      'update ApplicationAuthStrategy login: configs.openid-connect.client_secret',
    ]);
    const login = rows('auth-strategies').find(({ name }) => name === 'login');
    expect(login).toMatchObject({ configs: { 'openid-connect': { client_secret: [rotated] } } });
    expect(await applied(environment)).toEqual([]);
  });

  test('without the secret all but it is compared, and only what it belongs to cannot be written', async () => {
    const without = { environment: smallEnvironment };
    const report = await scene.plan(without);
    expect(changed(report)).toEqual([]);
    const [organization] = report.organizations;
    expect(organization?.plan?.diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'secret-not-compared',
        message: expect.stringContaining('since the environment variable PORTAL_SECRET is not set'),
        at: { file: environmentBlueprint },
      },
    ]);
    expect((await scene.apply(without)).exitCode).toBe(0);

    scene.platform.edit(environmentBlueprint, 'display_name: Login', 'display_name: Sign in');
    scene.platform.edit(environmentBlueprint, 'display_name: Keys', 'display_name: Many keys');
    const failed = await scene.apply(without);
    expect(failed.exitCode).toBe(5);
    const strategies = failed.organizations[0]?.results?.filter(({ kind }) => kind === 'ApplicationAuthStrategy');
    expect(strategies).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'failed', diagnostic: { code: 'secret-missing', at: { file: environmentBlueprint } } },
    ]);
  });
});

test('a secret is nowhere but in Konnect', async () => {
  const progress: unknown[] = [];
  const watched = { ...settings, onProgress: (event: unknown) => progress.push(event) };
  const reports = [
    await scene.check(watched),
    await scene.plan(watched),
    await scene.apply(watched),
    await scene.plan(watched),
  ];
  await somebody(
    scene.konnect,
    smallToken,
    'PATCH',
    `/us/v2/application-auth-strategies/${rows('auth-strategies')[1]?.id}`,
    {
      labels: { 'konduct-digest': 'other' },
    },
  );
  reports.push(await scene.apply(watched));
  expect(changed(reports.at(-1) as RunReport)).toHaveLength(1);
  const strategies = rows('auth-strategies').map(({ labels }) => labels);
  const texts = {
    reports: reports.map(told).join(),
    inspected: inspect(reports, { depth: 20, showHidden: true }),
    progress: JSON.stringify(progress),
    log: JSON.stringify(scene.konnect.log()),
    labels: JSON.stringify(strategies),
  };
  for (const [place, text] of Object.entries(texts)) expect(leak(secret, text), place).toBeUndefined();
});

test('a page whose file is not there, or not in the platform directory, is refused with the place that names it', async () => {
  scene.platform.edit(environmentBlueprint, 'pages/first.md', '../outside.md');
  scene.platform.edit(environmentBlueprint, 'pages/guide.md', 'pages/none.md');
  scene.platform.write('outside.md', 'x');
  const report = await scene.plan(settings);
  const file = environmentBlueprint;
  expect(report.diagnostics).toMatchObject([
    { code: 'file-missing', at: { file } },
    { code: 'file-outside', at: { file } },
  ]);
  expect(scene.konnect.stats().calls).toBe(0);
});

test('a secret is named in one way, and goes where one is wanted only', async () => {
  scene.platform.edit(environmentBlueprint, '{env: PORTAL_SECRET}', '{env: PORTAL_SECRET, file: x}');
  expect((await scene.plan(settings)).diagnostics).toMatchObject([{ code: 'secret-source' }]);
  scene.platform.edit(environmentBlueprint, '{env: PORTAL_SECRET, file: x}', '{env: PORTAL_SECRET}');
  scene.platform.edit(environmentBlueprint, '${firstText.content}', '${portalSecret.value}');
  scene.platform.edit(environmentBlueprint, 'display_name: Login', 'display_name: "${portalSecret.value}"');
  const report = await scene.plan(settings);
  expect(report.diagnostics.map(({ code }) => code)).toEqual(['expression-type', 'expression-type']);
});
