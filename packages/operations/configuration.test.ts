import { builtinFiles } from '@konduct/core/builtin.generated';
import { describe, expect, test } from 'vitest';
import { configure, isUsable } from './configuration.ts';
import { folder, smallPlatform } from './folder.fixture.ts';
import { optionsFor } from './options.fixture.ts';

const service = builtinFiles.find(({ path }) => path.endsWith('/service.yaml'))?.text ?? '';

type Files = Readonly<Record<string, string>>;

function configured(files: Files, more: Partial<Parameters<typeof configure>[0]> = {}) {
  const configuration = configure({ ...optionsFor(folder(files)), ...more }, false, () => {});
  const said = configuration.diagnostics.map(({ code, at }) => `${code}${at ? ` ${at.file}:${at.start.line}` : ''}`);
  return { ...configuration, said };
}

test('a platform is its organizations, each with its owner, its token and its graph', () => {
  const { organizations, said, documents } = configured(smallPlatform);
  expect(said).toEqual([]);
  expect(organizations).toMatchObject([
    { name: 'acme', owner: 'acme', accessToken: { type: 'env', source: 'ACME_TOKEN' } },
  ]);
  expect(organizations[0]?.graph.nodes).toHaveLength(9);
  expect(documents.contents.size).toBe(1);
});

describe('what is wrong', () => {
  test('is told of all stages at once, sorted, and nothing may be done', () => {
    const configuration = configured(
      {
        ...smallPlatform,
        'konnect/platform.yaml': 'platform: {name: acme, nmae: x}\n',
        'konnect/acme/envs/dev/teams/flights/services/acme/bookings/openapi.yaml': 'hello\n',
      },
      { environments: ['prd'] },
    );
    expect(configuration.said).toEqual([
      'selection-empty',
      'spec-invalid konnect/acme/envs/dev/teams/flights/services/acme/bookings/openapi.yaml:1',
      'manifest-unknown-key konnect/platform.yaml:1',
    ]);
    expect(isUsable(configuration)).toBe(false);
  });

  test('in a blueprint comes with what is wrong in manifests, and nothing is made of either', () => {
    const { organizations, said } = configured({
      ...smallPlatform,
      'konnect/platform.yaml': 'platform: {name: acme, nmae: x}\n',
      'konnect/blueprints/service.yaml':
        'apiVersion: konduct/v1\nkind: Blueprint\nmetadata: {name: mine}\nresources:\n  - {id: a, kind: Nothing}\n',
      'konnect/acme/envs/dev/teams/flights/services/acme/bookings/openapi.yaml': 'hello\n',
    });
    expect(said).toEqual([
      'blueprint-unknown konnect/blueprints/service.yaml:5',
      'manifest-unknown-key konnect/platform.yaml:1',
    ]);
    expect(organizations).toEqual([]);
  });

  test('in the manifest is not told again of what it becomes', () => {
    const { said } = configured({
      ...smallPlatform,
      'konnect/teams.yaml': `${smallPlatform['konnect/teams.yaml']}      acme/other:\n        name: bookings\n        git: {remote: "https://github.com/acme/other.git"}\n`,
    });
    expect(said).toEqual(['api-name-conflict konnect/teams.yaml:8']);
  });

  test('without a file is only that', () => {
    expect(configured({})).toMatchObject({ organizations: [], said: ['file-missing konnect:1'] });
  });
});

test('only what is selected is worked out', () => {
  const files = {
    ...smallPlatform,
    'konnect/organizations.yaml': `${smallPlatform['konnect/organizations.yaml']}  globex:
    access-token: {type: env, value: GLOBEX_TOKEN}
    environments:
      dev: {type: DEV, region: us}
`,
  };
  expect(configured(files).organizations.map(({ name }) => name)).toEqual(['acme', 'globex']);
  expect(configured(files, { organizations: ['globex'] }).organizations.map(({ name }) => name)).toEqual(['globex']);
});

test('more manifests are merged with those of the directory', () => {
  const teams = smallPlatform['konnect/teams.yaml'] ?? '';
  const files = { ...smallPlatform, 'konnect/teams.yaml': 'teams: {}\n', 'more.yaml': teams };
  expect(configured(files, { manifests: ['more.yaml'] }).organizations[0]?.graph.nodes).toHaveLength(9);
});

test('nothing is expanded by blueprints with an error', () => {
  const broken = service.replace('schema.spec.service.apiName}', 'schema.spec.service.apiNam}');
  expect(broken).not.toBe(service);
  expect(configured({ ...smallPlatform, 'konnect/blueprints/service.yaml': broken }).said).toEqual([
    expect.stringMatching(/^expression-unknown-name konnect\/blueprints\/service\.yaml:\d/),
  ]);
});

test('an expression that cannot be decided is reported once, however many instances have it', () => {
  const undecided = service.replace(
    '  - id: publication\n    kind: APIPublication\n',
    '  - id: publication\n    kind: APIPublication\n    includeWhen:\n      - ${api.id != ""}\n',
  );
  expect(undecided).not.toBe(service);
  const environments =
    smallPlatform['konnect/organizations.yaml']?.concat('      test: {type: DEV, region: us}\n') ?? '';
  const { said } = configured({
    ...smallPlatform,
    'konnect/organizations.yaml': environments,
    'konnect/blueprints/service.yaml': undecided,
  });
  expect(said.filter((text) => text.startsWith('identity-unknown'))).toHaveLength(1);
});
