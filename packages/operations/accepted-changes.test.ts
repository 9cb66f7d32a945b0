import { describe, expect, test } from 'vitest';
import { folder, smallPlatform } from './folder.fixture.ts';
import { optionsFor } from './options.fixture.ts';
import { validate } from './validate.ts';

const runContext = {
  environment: {},
  maskSecret: () => {},
  onProgress: () => {},
  signal: new AbortController().signal,
};

const other = 'konnect/acme/envs/dev/teams/others/services/acme/routes/openapi.yaml';
const platform = {
  ...smallPlatform,
  'konnect/teams.yaml': `${smallPlatform['konnect/teams.yaml']}  others:
    services:
      acme/routes:
        name: routes
        git: {remote: "https://github.com/acme/routes.git"}
`,
  [other]: 'openapi: 3.1.0\ninfo: {title: Routes, version: 1.0.0}\npaths: {}\n',
};

const entryFor = (service: string, rule = 'api-removed-without-deprecation') =>
  `accepted-changes:\n  - rule: ${rule}\n    service: ${service}\n    reason: Nobody calls it.\n    until: 2026-12-31\n`;

async function check(file: string, text: string) {
  const workspace = folder({ ...platform, [file]: text });
  return validate(optionsFor(workspace), runContext);
}

describe('an accepted change', () => {
  test.each([
    ['with a slip', 'api-removed-without-deprecaton', 'Did you mean "api-removed-without-deprecation"?'],
    ['of no tool', 'anything', 'Use the name of the rule from the text of the pull request.'],
  ])('of a rule %s is a warning at its line', async (_, rule, fix) => {
    const { exitCode, diagnostics } = await check('konnect/accepted-changes.yaml', entryFor('acme/bookings', rule));
    expect(exitCode).toBe(0);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', message: `There is no rule "${rule}"`, at: { start: { line: 2 } }, fix },
    ]);
  });

  test("of Konduct's own rule is in order", async () => {
    const text = entryFor('acme/bookings', 'api-security-asks-for-more');
    expect((await check('konnect/accepted-changes.yaml', text)).diagnostics).toEqual([]);
  });

  test.each([
    [
      'of a service that no manifest has',
      'konnect/accepted-changes.yaml',
      'acme/bokings',
      'Did you mean "acme/bookings"?',
    ],
    ['of a service of another team', 'konnect/acme/envs/dev/teams/flights/accepted-changes.yaml', 'acme/routes', ''],
  ])('%s is a warning at its line', async (_, file, service, fix) => {
    const { exitCode, diagnostics } = await check(file, entryFor(service));
    expect(exitCode).toBe(0);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'manifest-value', at: { file, start: { line: 3 } } },
    ]);
    expect(diagnostics[0]?.message).toContain(JSON.stringify(service));
    expect(diagnostics[0]?.fix).toContain(fix);
  });

  test.each([
    ['the platform directory', 'konnect'],
    ['the folder of the organization', 'konnect/acme'],
    ['the folder of the environment', 'konnect/acme/envs/dev'],
    ['the folder of the team', 'konnect/acme/envs/dev/teams/flights'],
    ['the folder of the service', 'konnect/acme/envs/dev/teams/flights/services/acme/bookings'],
  ])('of a service below %s is in order', async (_, directory) => {
    const { diagnostics } = await check(`${directory}/accepted-changes.yaml`, entryFor('acme/bookings'));
    expect(diagnostics).toEqual([]);
  });

  test('is judged by the whole manifest, also when only a part of it is checked', async () => {
    const organizations = (smallPlatform['konnect/organizations.yaml'] ?? '').replace(
      '      dev: {type: DEV, region: eu}\n',
      '      dev: {type: DEV, region: eu}\n      prd: {type: PROD, region: eu, teams: {flights: {services: {}}}}\n',
    );
    const workspace = folder({
      ...platform,
      'konnect/organizations.yaml': organizations,
      'konnect/accepted-changes.yaml': entryFor('acme/routes'),
    });
    const { diagnostics } = await validate({ ...optionsFor(workspace), environments: ['prd'] }, runContext);
    expect(diagnostics.filter(({ at }) => at?.file === 'konnect/accepted-changes.yaml')).toEqual([]);
  });
});
