import type { Difference } from '@konduct/core/drift/difference';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { beforeEach, expect, test } from 'vitest';
import { CheckoutHistory } from './checkout-history.ts';
import { startKonnect } from './konnect.ts';
import { createPlatformOfNewKinds } from './new-kinds.ts';
import { apply, type RunSettings, runMode } from './run.ts';
import { SavedState } from './saved-state.ts';
import { useScene } from './scene.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const environment = smallEnvironment;
const tenDays = 10 * 24 * 60 * 60 * 1000;
let old = tenDays;
// Content of objects that were changed recently is read by every plan.
const scene = useScene(createSmallPlatform, { clock: () => Date.now() - old });
let applied: string;
let history: CheckoutHistory;

beforeEach(() => {
  old = tenDays;
  history = new CheckoutHistory(scene.platform.workspace);
});

async function begin(): Promise<void> {
  history.begin();
  applied = history.commit('Applied');
  await scene.apply({ environment });
  scene.konnect.resetLog();
}

function drift(settings: RunSettings = {}): Promise<RunReport> {
  return runMode('drift', scene.platform, scene.konnect, {
    environment,
    lastApplied: [{ commit: applied }],
    detailedExitCode: true,
    ...settings,
  });
}

function differences(report: RunReport): readonly Difference[] {
  expect(report.diagnostics).toEqual([]);
  return report.organizations[0]?.drift?.differences ?? [];
}

function idOf(table: Parameters<ReturnType<typeof scene.saved>['rows']>[0], name: string): string {
  const row = scene
    .saved()
    .rows(table)
    .find((each) => each.name === name);
  if (!row) throw new Error(`there is no ${name}`);
  return row.id;
}

/** The number of requests of a run. */
async function calls(run: () => Promise<RunReport>): Promise<number> {
  const before = scene.konnect.stats().calls;
  await run();
  return scene.konnect.stats().calls - before;
}

async function changeSpecification(): Promise<void> {
  const api = idOf('apis', 'flights-dev');
  const [version] = scene.saved().rows('versions');
  const content = scene.platform.read(small.specification).replace('Flights', 'By hand');
  await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${api}/versions/${version?.id}`, {
    spec: { content },
  });
}

test('a specification that somebody changed is seen with deep alone, at one request more, and mended', async () => {
  await begin();
  await changeSpecification();
  expect(differences(await drift())).toEqual([]);
  const report = await drift({ deep: true });
  expect(differences(report)).toMatchObject([
    {
      origin: 'drift',
      type: 'changed',
      name: 'flights-dev',
      fields: [{ path: 'spec_content' }],
      remedy: { deep: true },
    },
  ]);
  const [field] = differences(report)[0]?.fields ?? [];
  expect(field?.before).not.toEqual(field?.after);
  expect(report.exitCode).toBe(2);
  const extra = report.organizations[0]?.drift?.extraReads;
  expect(extra).toBe(1);
  expect((await calls(() => drift({ deep: true }))) - (await calls(() => drift()))).toBe(extra);

  const healed = await drift({ deep: true, heal: 'safe' });
  expect(healed.organizations[0]).toMatchObject({ verification: { ok: true } });
  expect(healed.exitCode).toBe(0);
  expect(differences(await drift({ deep: true }))).toEqual([]);
});

test('a specification that git changed, and somebody in Konnect, is pending', async () => {
  await begin();
  await changeSpecification();
  scene.platform.edit(small.specification, 'title: Flights', 'title: More flights');
  history.commit('More');
  expect(differences(await drift({ deep: true })).map(({ origin }) => origin)).toEqual(['pending']);
});

const first = '5b3ebe81-8f08-5f15-b9fd-ed0ea9ffbf04';
const second = '1d79ca18-deda-5a33-ab26-3576608c95f3';

async function putService(id: string): Promise<void> {
  const services = `/us/v2/control-planes/${idOf('control-planes', 'flights-dev')}/core-entities/services`;
  const body = { name: 'flights', host: 'flights.internal.example', tags: ['ko-api-name=flights-dev'] };
  await somebody(scene.konnect, smallToken, 'PUT', `${services}/${id}`, body);
}

test('a link to a gateway service that somebody replaced is seen with deep alone', async () => {
  await begin();
  await putService(first);
  await scene.apply({ environment });
  const services = `/us/v2/control-planes/${idOf('control-planes', 'flights-dev')}/core-entities/services`;
  await somebody(scene.konnect, smallToken, 'DELETE', `${services}/${first}`);
  await putService(second);
  expect(differences(await drift())).toEqual([]);
  const report = await drift({ deep: true });
  expect(differences(report)).toMatchObject([
    { origin: 'drift', kind: 'APIImplementation', fields: [{ path: 'service.id', before: first, after: second }] },
  ]);
  expect((await drift({ deep: true, heal: 'safe' })).exitCode).toBe(0);
  expect(scene.saved().rows('implementations')).toMatchObject([{ service_id: second }]);
});

test('the text of a page is read by every look, since nothing vouches for it', async () => {
  const platform = createPlatformOfNewKinds();
  const konnect = await startKonnect({ clock: () => Date.now() - tenDays });
  const settings = { environment: { ...environment, PORTAL_SECRET: 'a secret of the portal' } };
  const pages = new CheckoutHistory(platform.workspace);
  pages.begin();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  const saved = new SavedState(konnect.state(), smallToken);
  const page = saved.rows('pages').find(({ slug }) => slug === 'guide');
  const portal = saved.rows('portals')[0]?.id;
  const path = `/us/v3/portals/${portal}/pages/${page?.id}`;
  await somebody(konnect, smallToken, 'PATCH', path, { content: '# By hand' });
  const lastApplied = [{ commit: 'HEAD' }];
  for (const deep of [false, true]) {
    const report = await runMode('drift', platform, konnect, { ...settings, lastApplied, deep });
    expect(differences(report)).toMatchObject([
      { origin: 'drift', kind: 'PortalPage', fields: [{ path: 'content' }], remedy: { deep: false } },
    ]);
  }
  const healed = await runMode('drift', platform, konnect, { ...settings, lastApplied, heal: 'safe' });
  expect(healed.organizations[0]?.verification?.ok).toBe(true);
  expect(JSON.stringify(healed)).not.toContain('a secret of the portal');
  await konnect.close();
  platform.remove();
});
