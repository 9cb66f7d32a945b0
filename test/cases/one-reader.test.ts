import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { optionsFor } from '@konduct/operations/options.fixture';
import { stage } from '@konduct/operations/stage/stage';
import { validate } from '@konduct/operations/validate';
import { type Files, LocalRepositories } from '@konduct/repository/git/local-repository.fixture';
import { expect, onTestFinished, test } from 'vitest';

// What staging takes, a validation takes: one reader reads documents for both, and for the Konnect that is simulated.

const paths = 'paths:\n  /trips: {get: {operationId: listTrips, responses: {"200": {description: ok}}}}\n';
const api = `openapi: 3.0.3\ninfo: {title: Trips, version: 1.0.0}\n${paths}`;

const runContext = {
  environment: { PATH: process.env.PATH },
  maskSecret: () => {},
  onProgress: () => {},
  signal: new AbortController().signal,
};

/** Stages the files of one service into a new platform and validates that. */
async function stageAndValidate(files: Files) {
  const workspace = mkdtempSync(path.join(realpathSync(tmpdir()), 'konduct-one-reader-'));
  const repositories = new LocalRepositories();
  onTestFinished(() => {
    rmSync(workspace, { recursive: true, force: true });
    repositories.remove();
  });
  const repository = repositories.create('trips');
  repository.commit('dev', files);
  const service = { name: 'trips', git: { remote: repository.remote } };
  const manifests = {
    platform: { platform: { name: 'acme' } },
    teams: { teams: { travel: { services: { 'acme/trips': service } } } },
    organizations: {
      organizations: {
        acme: {
          'access-token': { type: 'env', value: 'ACME_TOKEN' },
          environments: { dev: { type: 'DEV', region: 'eu' } },
        },
      },
    },
  };
  mkdirSync(path.join(workspace, 'konnect'));
  for (const [name, value] of Object.entries(manifests))
    writeFileSync(path.join(workspace, `konnect/${name}.yaml`), JSON.stringify(value));
  const staging = {
    ...optionsFor(workspace),
    services: [],
    target: 'working-tree',
    labels: [],
    reviewers: [],
    teamReviewers: [],
    referenceHosts: [],
    concurrency: 1,
    timeLimit: 60_000,
  } as const;
  const staged = await stage(staging, runContext);
  const validated = await validate(optionsFor(workspace), runContext);
  return {
    staged: staged.services.map(({ outcome, version, diagnostics }) => [
      outcome,
      version,
      diagnostics.map(({ severity, code }) => `${severity} ${code}`),
    ]),
    validated: validated.diagnostics.map(({ severity, code }) => `${severity} ${code}`),
  };
}

test.each([
  ['indented at its top', api.replace(/^/gm, '   ').replace(/^/, '---\n')],
  [
    'JSON behind a comment',
    `# built\n{"openapi": "3.0.3", "info": {"title": "Trips", "version": "1.0.0"}, "paths": {}}\n`,
  ],
  ['with every key in quotes', api.replace(/^(\w+):/gm, '"$1":')],
  [
    'with anchors and a merge key',
    `x-info: &info {title: Trips, version: 1.0.0}\nopenapi: 3.0.3\ninfo: {<<: *info}\n${paths}`,
  ],
  ['with explicit keys', `? openapi\n: 3.0.3\n? info\n: {title: Trips, version: 1.0.0}\n${paths}`],
  ['with tags', `openapi: !!str 3.0.3\ninfo: !!map {title: Trips, version: !!str 1.0.0}\n${paths}`],
  ['with a byte order mark and Windows line ends', `\ufeff${api.replaceAll('\n', '\r\n')}`],
  ['with a version in a block', `openapi: 3.0.3\ninfo:\n  title: Trips\n  version: |-\n    1.0.0\n${paths}`],
])('YAML %s is staged and valid', async (_, text) => {
  expect(await stageAndValidate({ 'openapi.yaml': text })).toEqual({
    staged: [['added', '1.0.0', []]],
    validated: [],
  });
});

test.each(['1.10', '2.0', '0x10', '1e3'])('the version %s without quotes stays as it is written', async (version) => {
  const found = await stageAndValidate({ 'openapi.yaml': api.replace('1.0.0', version) });
  expect(found).toEqual({ staged: [['added', version, []]], validated: ['warning spec-invalid'] });
});

test('references by the own file and an $id of a leaf are joined and valid', async () => {
  const found = await stageAndValidate({
    'openapi.yaml': `${api}components:\n  schemas:\n    Trip: {$ref: trip.json}\n    Trips: {type: array, items: {$ref: "openapi.yaml#/components/schemas/Trip"}}\n`,
    'trip.json': '{"$id": "https://schemas.acme.example/trip.json", "type": "object"}',
  });
  expect(found).toEqual({ staged: [['added', '1.0.0', []]], validated: [] });
});

test('a $ref in an example is staged as it is and remarked, and OpenAPI 3.2 is not staged', async () => {
  const schema = 'components: {schemas: {Trip: {type: object, example: {$ref: trip.json}}}}\n';
  const example = await stageAndValidate({ 'openapi.yaml': `${api}${schema}`, 'trip.json': '{}' });
  expect(example).toEqual({ staged: [['added', '1.0.0', ['warning spec-reference']]], validated: [] });
  const future = await stageAndValidate({ 'openapi.yaml': api.replace('3.0.3', '3.2.0') });
  expect(future.staged).toEqual([['failed', undefined, ['error spec-version']]]);
});
