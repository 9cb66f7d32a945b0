import { showRange } from '@konduct/core/source/range';
import { sha256 } from '@konduct/core/value/digest';
import { beforeEach, expect, test } from 'vitest';
import { platformLines } from './platform-lines.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';

const otherToken = 'spat_globex';
const settings: RunSettings = { environment: { ...smallEnvironment, GLOBEX_TOKEN: otherToken } };

const scene = useScene();

/** A second organization with environments in two other regions. */
beforeEach(() => {
  scene.platform.edit(
    small.organizations,
    'organizations:\n',
    `organizations:
  globex:
    access-token: {type: env, value: GLOBEX_TOKEN}
    environments:
      test: {type: DEV, region: eu}
      live: {type: PROD, region: au}
`,
  );
  const staged = scene.platform.read(small.specification);
  for (const environment of ['test', 'live'])
    scene.platform.write(`konnect/globex/envs/${environment}/teams/flights/services/acme/flights/openapi.yaml`, staged);
});

/** The hosts that requests with a token went to. */
function hostsOf(token: string): string[] {
  const digest = sha256(token);
  return [
    ...new Set(scene.konnect.log().flatMap((exchange) => (exchange.token === digest ? [exchange.host] : []))),
  ].sort();
}

test('organizations and regions are kept apart', async () => {
  expect((await scene.apply(settings)).exitCode).toBe(0);
  expect(hostsOf(smallToken)).toEqual(['global', 'us']);
  expect(hostsOf(otherToken)).toEqual(['au', 'eu', 'global']);
  const places = (token: string) =>
    platformLines(scene.konnect.state(), token, { labels: false }).filter((line) => /^(api|portal|role)/.test(line));
  expect(places(smallToken)).toEqual([
    'api | us | flights-dev | 1.0.0 | null',
    'portal | us | dev | acme (dev) | private | 3 pages',
    'role | flights | Admin | flights-dev | us',
  ]);
  expect(places(otherToken)).toEqual([
    'api | au | flights | 1.0.0 | null',
    'api | eu | flights-test | 1.0.0 | null',
    'portal | au | live | globex (live) | public | 3 pages',
    'portal | eu | test | globex (test) | private | 3 pages',
    'role | flights | Admin | flights-test | eu',
    'role | flights | Viewer | flights-live | au',
  ]);
});

test.each([
  ['a token that Konnect refuses', { GLOBEX_TOKEN: 'nonsense' }, 'konnect-unauthorized', 'konnect-error'],
  ['a token that is missing', { GLOBEX_TOKEN: '' }, 'secret-missing', 'missing-secret'],
  ['a token that no header can hold', { GLOBEX_TOKEN: 'kpat_a\nkpat_b' }, 'secret-missing', 'missing-secret'],
])('an organization that fails for %s leaves the other applied and reported', async (_, environment, code, reason) => {
  const run = { environment: { ...smallEnvironment, ...environment } };
  const report = await scene.apply(run);
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
  const [globex, acme] = report.organizations;
  expect(globex).toMatchObject({ organization: 'globex', failureReason: reason, diagnostics: [{ code }] });
  expect(globex?.diagnostics.map(({ at }) => at && showRange(at))).toEqual([`${small.organizations}:3:38`]);
  expect(acme).toMatchObject({ organization: 'acme', verification: { ok: true }, diagnostics: [] });
  expect(platformLines(scene.konnect.state(), smallToken)).toHaveLength(7);
  expect(platformLines(scene.konnect.state(), otherToken)).toEqual([]);

  // When the one that works is at rest, nothing was applied in part.
  const again = await scene.apply(run);
  expect(again).toMatchObject({ exitCode: 1, failureReason: reason });
});

test('a region that is down leaves the other organization applied and reported', async () => {
  scene.konnect.faults({ host: 'au', status: 503 });
  const report = await scene.apply(settings);
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
  expect(report.organizations[0]?.diagnostics[0]).toMatchObject({
    code: 'konnect-unavailable',
    message: expect.stringContaining('(au) was answered 503'),
  });
  expect(platformLines(scene.konnect.state(), smallToken)).toHaveLength(7);
  scene.konnect.clearFaults();
  expect((await scene.apply(settings)).exitCode).toBe(0);
});

test('a run over one organization or environment leaves the rest alone', async () => {
  const globex = await scene.plan({ ...settings, organizations: ['globex'] });
  expect(globex.organizations.map(({ organization }) => organization)).toEqual(['globex']);
  expect(hostsOf(smallToken)).toEqual([]);

  await scene.apply({ ...settings, environments: ['live'] });
  expect(hostsOf(otherToken)).toContain('au');
  const lines = platformLines(scene.konnect.state(), otherToken, { labels: false });
  expect(lines.filter((line) => line.startsWith('portal'))).toEqual([
    'portal | au | live | globex (live) | public | 3 pages',
  ]);
});

test('a name in a selection that means nothing is refused', async () => {
  const report = await scene.plan({ ...settings, organizations: ['globx'], environments: ['prd'] });
  expect(report.diagnostics.map(({ code, fix }) => [code, fix])).toEqual([
    ['selection-empty', 'Use one of: dev, live, test.'],
    ['selection-empty', 'Did you mean "globex"? There are globex, acme.'],
  ]);
  expect(scene.konnect.stats().calls).toBe(0);
});
