import { folder } from '@konduct/operations/folder.fixture';
import { optionsFor } from '@konduct/operations/options.fixture';
import { validate } from '@konduct/operations/validate';
import { expect, test } from 'vitest';

const platform = 'platform: {name: acme}\n';
const teams = `teams:
  trains:
    services:
      acme/trains:
        name: trains
        git: {remote: "https://git.example.com/acme/trains.git"}
`;
const organizations = (inside: string, token = 'ACME_TOKEN') => `organizations:
  acme:
    access-token: {type: env, value: ${token}}
${inside}`;
const dev = '    environments: {dev: {type: DEV, region: eu}}\n';

async function check(files: Readonly<Record<string, string>>) {
  const report = await validate(optionsFor(folder(files)), {
    environment: {},
    maskSecret: () => {},
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  const kinds = report.graph.map(({ kind }) => kind);
  return { report, kinds, found: report.diagnostics };
}

test('a platform as `koctl init` leaves it is valid, with nothing to do yet', async () => {
  for (const nothing of ['organizations:\n', 'organizations: {}\n']) {
    const { report, found } = await check({ 'konnect/o.yaml': nothing, 'konnect/t.yaml': 'teams:\n' });
    expect(report.exitCode).toBe(0);
    expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: There is nothing to do yet: `organizations` has nothing behind it',
    ]);
  }
  const { report } = await check({ 'konnect/t.yaml': 'teams:\n' });
  expect(report.exitCode).toBe(1);
});

test('everything in one file of any name is read', async () => {
  const { report, kinds } = await check({ 'konnect/all.yml': platform + teams + organizations(dev) });
  expect(report).toMatchObject({ exitCode: 0, diagnostics: [] });
  expect(kinds).toContain('API');
});

test.each([
  [
    'a key that koctl ignored',
    `    authorization: {idp-group-mappings: {trains: [rail]}}\n`,
    'authorization.team-mappings.idp.mappings',
  ],
  ...['team-group-mappings', 'idp-mappings', 'idpGroupMappings', 'idp_team_mappings'].map(
    (key): [string, string, string] => [
      `the spelling ${key}`,
      `    ${key}: {trains: [rail]}\n`,
      'authorization.team-mappings.idp.mappings',
    ],
  ),
  [
    'a key in another case, where it belongs',
    '    authorization: {oidc: {loginPath: acme, client_id: konnect}}\n',
    'Did you mean `login-path`?',
  ],
  [
    'a key in another case and elsewhere',
    '    control_plane_name: rail\n',
    'environments.<name>.teams.<name>.control-plane-name',
  ],
  [
    'a key of a team in an environment',
    '    control-plane-name: rail\n',
    'environments.<name>.teams.<name>.control-plane-name',
  ],
  [
    'a key of an environment',
    '    region: eu\n',
    '`organizations.<name>.environments.<name>.region`. Did you mean `regions`?',
  ],
])('%s is named with its place', async (_, lines, place) => {
  const { found } = await check({ 'konnect/all.yaml': platform + teams + organizations(lines + dev) });
  expect(found.find(({ code }) => code === 'manifest-unknown-key')?.fix).toContain(place);
});

test('a variable that no shell can have is told with the name it can have, and a token in its place is not', async () => {
  const said = async (value: string) =>
    (await check({ 'konnect/all.yaml': platform + teams + organizations(dev, value) })).found;
  expect(await said('ACME-RAIL_KONNECT_TOKEN')).toMatchObject([
    { code: 'secret-source', fix: expect.stringContaining('`ACME_RAIL_KONNECT_TOKEN`') },
  ]);
  for (const secret of ['kpat_AbC-dEf', 'A1B2C3D4-0000-4000-8000-ABCDEF012345'])
    expect(JSON.stringify(await said(secret))).not.toContain(secret);
});

test('a listed team without services has none and a warning on its line, in each spelling', async () => {
  const inDev = (more: string) =>
    check({
      'konnect/all.yaml': platform + teams + organizations(`    environments: {dev: {type: DEV, region: eu${more}}}\n`),
    });
  for (const listed of ['', '{}', '{control-plane-name: rail}', '{services: }']) {
    const { kinds, found, report } = await inDev(`, teams: {trains: ${listed}}`);
    expect(found).toMatchObject([
      {
        severity: 'warning',
        code: 'team-without-services',
        at: { start: { line: 11 } },
        fix: expect.stringContaining('`services: {}`'),
      },
    ]);
    expect(report.exitCode).toBe(0);
    expect(kinds).toContain('ControlPlane');
    expect(kinds).not.toContain('API');
  }
  const none = await inDev(', teams: {trains: {services: {}}}');
  expect(none.found).toEqual([]);
  expect(none.kinds).not.toContain('API');
  const all = await inDev('');
  expect(all.found).toEqual([]);
  expect(all.kinds).toContain('API');
});

test('a service of two teams is refused once, with both places', async () => {
  const two = teams + teams.replace('teams:\n', '').replace('  trains:', '  tracks:');
  const { found } = await check({ 'konnect/all.yaml': platform + two + organizations(dev) });
  expect(found).toMatchObject([{ code: 'service-claimed-twice', related: [{ at: { start: { line: 5 } } }] }]);
});

test('organizations whose folders collide where case does not count are refused, with both places', async () => {
  const second = organizations(dev).replace('organizations:\n', '').replace('  acme:', '  Acme:');
  const { found } = await check({ 'konnect/all.yaml': platform + teams + organizations(dev) + second });
  expect(found.find(({ code }) => code === 'path-conflict')).toMatchObject({ related: [{ message: 'The other one' }] });
});
