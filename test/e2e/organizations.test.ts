import { showRange } from '@konduct/core/source/range';
import { sha256 } from '@konduct/core/value/digest';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from './small-platform.ts';

const otherToken = 'spat_globex';
const settings: RunSettings = { environment: { ...smallEnvironment, GLOBEX_TOKEN: otherToken } };

let platform: PlatformDirectory;
let konnect: Simulator;

/** A second organization with environments in two other regions. */
beforeEach(async () => {
  platform = createSmallPlatform();
  platform.edit(
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
  const staged = platform.read(small.specification);
  for (const environment of ['test', 'live'])
    platform.write(`konnect/globex/envs/${environment}/teams/flights/services/acme/flights/openapi.yaml`, staged);
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

/** The hosts that requests with a token went to. */
function hostsOf(token: string): string[] {
  const digest = sha256(token);
  return [...new Set(konnect.log().flatMap((exchange) => (exchange.token === digest ? [exchange.host] : [])))].sort();
}

test('organizations and regions are kept apart', async () => {
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(hostsOf(smallToken)).toEqual(['global', 'us']);
  expect(hostsOf(otherToken)).toEqual(['au', 'eu', 'global']);
  const places = (token: string) =>
    platformLines(konnect.state(), token, { labels: false }).filter((line) => /^(api|portal|role)/.test(line));
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
  const report = await apply(platform, konnect, run);
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
  const [globex, acme] = report.organizations;
  expect(globex).toMatchObject({ organization: 'globex', failureReason: reason, diagnostics: [{ code }] });
  expect(globex?.diagnostics.map(({ at }) => at && showRange(at))).toEqual([`${small.organizations}:3:38`]);
  expect(acme).toMatchObject({ organization: 'acme', verification: { ok: true }, diagnostics: [] });
  expect(platformLines(konnect.state(), smallToken)).toHaveLength(7);
  expect(platformLines(konnect.state(), otherToken)).toEqual([]);

  // When the organization that works has no changes, the run is not partly applied.
  const again = await apply(platform, konnect, run);
  expect(again).toMatchObject({ exitCode: 1, failureReason: reason });
});

test('a region that is down leaves the other organization applied and reported', async () => {
  konnect.faults({ host: 'au', status: 503 });
  const report = await apply(platform, konnect, settings);
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
  expect(report.organizations[0]?.diagnostics[0]).toMatchObject({
    code: 'konnect-unavailable',
    message: expect.stringContaining('(au) was answered 503'),
  });
  expect(platformLines(konnect.state(), smallToken)).toHaveLength(7);
  konnect.clearFaults();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
});

test('a run over one organization or environment leaves the rest alone', async () => {
  const globex = await plan(platform, konnect, { ...settings, organizations: ['globex'] });
  expect(globex.organizations.map(({ organization }) => organization)).toEqual(['globex']);
  expect(hostsOf(smallToken)).toEqual([]);

  await apply(platform, konnect, { ...settings, environments: ['live'] });
  expect(hostsOf(otherToken)).toContain('au');
  const lines = platformLines(konnect.state(), otherToken, { labels: false });
  expect(lines.filter((line) => line.startsWith('portal'))).toEqual([
    'portal | au | live | globex (live) | public | 3 pages',
  ]);
});

test('a name in a selection that means nothing is refused', async () => {
  const report = await plan(platform, konnect, { ...settings, organizations: ['globx'], environments: ['prd'] });
  expect(report.diagnostics.map(({ code, fix }) => [code, fix])).toEqual([
    ['selection-empty', 'Use one of: dev, live, test.'],
    ['selection-empty', 'Did you mean "globex"? There are globex, acme.'],
  ]);
  expect(konnect.stats().calls).toBe(0);
});
