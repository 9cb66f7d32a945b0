import type { StageOptions, StageTools } from '@konduct/operations/stage/options';
import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { folderOf, smallPlatform } from '../stage/small-platform.ts';
import { codes, StageWorld, specification, stagingBranch } from '../stage/world.ts';

// The gate of an environment for breaking changes of APIs. With the real oasdiff.

const program = await findTool('oasdiff');
const label = 'konduct-allow-breaking';
const runner = new SpawnRunner(2);
const comparer = oasdiffComparer({ program: program ?? '', runner, environment: { PATH: process.env.PATH } });
const today = '2026-11-30';

let world: StageWorld;

beforeEach(async () => {
  world = await StageWorld.create();
});

afterEach(async () => {
  expect(world.github.problems).toEqual([]);
  await world.close();
});

const stage = (more: Partial<StageOptions> = {}, tools: StageTools = {}) =>
  world.stage({ environments: ['dev'], ...more }, { comparer, today, ...tools });
const bodyOf = () => [...world.github.pulls.values()].at(-1)?.body ?? '';
const operation = (path: string) => `  ${path}:\n    get:\n      responses: {"200": {description: ok}}\n`;

/** A platform with a gate, and a service that removes an operation. */
async function breakingPlatform(failOn: string) {
  const { repository } = smallPlatform(world, ['flights']);
  const organizations = world.file('main', 'konnect/organizations.yaml') ?? '';
  world.commitPlatform({
    'konnect/organizations.yaml': organizations.replace(
      '{type: DEV, region: eu}',
      `{type: DEV, region: eu, fail-on: ${failOn}}`,
    ),
  });
  repository('flights').commit('dev', { 'openapi.yaml': specification('flights', operation('/a') + operation('/b')) });
  await stage();
  world.merge('dev');
  const flights = repository('flights');
  flights.commit('dev', { 'openapi.yaml': specification('flights', operation('/a')) });
  return flights;
}

const acceptance = (until: string, operation = 'GET /b') =>
  `accepted-changes:\n  - rule: api-path-removed-without-deprecation\n    operation: ${operation}\n    reason: Nobody calls it.\n    until: ${until}\n`;

function labelBy(login: string, owners: string): void {
  const pull = [...world.github.pulls.values()].at(-1);
  pull?.labels.push(label);
  pull?.labelled.push({ label, by: login });
  world.github.files.set('.github/CODEOWNERS', owners);
}

describe.skipIf(program === undefined)('the gate of an environment', () => {
  test('stops what breaks callers: the pull request is there and says so, and the run is refused', async () => {
    await breakingPlatform('breaking');
    const report = await stage();
    expect([report.exitCode, report.failureReason]).toEqual([4, 'refused']);
    expect(report.environments[0]).toMatchObject({
      outcome: 'opened',
      gate: { failOn: 'breaking', changes: 1, uncompared: 0, services: ['air/flights'] },
      diagnostics: [
        { severity: 'error', code: 'api-breaking', at: { file: 'konnect/organizations.yaml', start: { line: 5 } } },
      ],
    });
    expect(bodyOf()).toContain('⛔ **The gate of `dev` (`fail-on: breaking`) stops 1 change** (`air/flights`).');
  });

  test('is open where nothing is said, and where the run is told so', async () => {
    await breakingPlatform('breaking');
    expect((await stage({ failOn: 'off' })).exitCode).toBe(0);
    expect(bodyOf()).not.toContain('⛔');
    expect((await stage({ failOn: 'breaking' })).exitCode).toBe(4);
  });

  test('also stops what nobody could compare', async () => {
    await breakingPlatform('breaking');
    const compare = async () => ({ changes: [], uncompared: { reason: 'oasdiff did not end within 60 s' } });
    const report = await stage({}, { comparer: { compare } });
    expect(report.exitCode).toBe(4);
    expect(bodyOf()).toContain('❓ **1 API could not be compared**: `air/flights`.');
    expect(bodyOf()).toContain('stops 1 API of which nobody can tell');
  });
});

describe.skipIf(program === undefined)('a change for which oasdiff has no rule', () => {
  test('does not pass the gate, and its place is named', async () => {
    const flights = await breakingPlatform('breaking');
    const callback = (type: string) =>
      operation('/a').replace(
        '    get:\n',
        `    get:\n      callbacks: {done: {"{$url}": {post: {requestBody: {content: {text/plain: {schema: {type: ${type}}}}}, responses: {"200": {description: ok}}}}}}\n`,
      );
    flights.commit('dev', { 'openapi.yaml': specification('flights', callback('string')) });
    await stage({ failOn: 'off' });
    world.merge('dev');
    flights.commit('dev', { 'openapi.yaml': specification('flights', callback('integer')) });
    const report = await stage();
    expect(report.exitCode).toBe(4);
    expect(report.services[0]?.uncompared?.paths).toEqual([
      'GET /a callbacks/done/{$url}/post/requestBody/content/text~1plain/schema/type',
    ]);
    expect(bodyOf()).toContain('❓ **1 API could be compared in part only**: `air/flights`.');
  });

  test('does not pass beside a harmless change of the same operation', async () => {
    const flights = await breakingPlatform('breaking');
    const body = (schema: string) =>
      operation('/a').replace(
        'get:',
        `post:\n      requestBody: {content: {application/json: {schema: {type: object, ${schema}}}}}`,
      );
    flights.commit('dev', { 'openapi.yaml': specification('flights', body('properties: {a: {type: string}}')) });
    await stage({ failOn: 'off' });
    world.merge('dev');
    const closed = 'additionalProperties: false, properties: {a: {type: string}, b: {type: string}}';
    flights.commit('dev', { 'openapi.yaml': specification('flights', body(closed)) });
    const report = await stage();
    expect(report.exitCode).toBe(4);
    expect(report.services[0]).toMatchObject({
      changes: [{ level: 'harmless', rule: 'new-optional-request-property' }],
      uncompared: { paths: ['POST /a requestBody/content/application~1json/schema/additionalProperties'] },
    });
  });

  test('a rule that does not exist is told', async () => {
    await breakingPlatform('breaking');
    const text = acceptance('2026-12-31').replace('-deprecation', '-deprecaton');
    world.commitPlatform({ 'konnect/accepted-changes.yaml': text });
    const report = await stage();
    expect(codes(report).sort()).toEqual(['api-breaking', 'manifest-value']);
  });
});

describe.skipIf(program === undefined)('an accepted change', () => {
  test.each([
    ['the platform directory', 'konnect'],
    ['the folder of the environment', 'konnect/air/envs/dev'],
    ['the folder of the service', folderOf('dev', 'flights')],
  ])('passes, by a file in %s', async (_, folder) => {
    await breakingPlatform('breaking');
    world.commitPlatform({ [`${folder}/accepted-changes.yaml`]: acceptance('2026-11-30') });
    const report = await stage();
    expect([report.exitCode, codes(report)]).toEqual([0, []]);
    expect(bodyOf()).toContain('1 change, all of them accepted');
    expect(bodyOf()).toContain('  - accepted until `2026-11-30`: Nobody calls it.');
  });

  test('names the method of its operation in either case', async () => {
    await breakingPlatform('breaking');
    world.commitPlatform({ 'konnect/accepted-changes.yaml': acceptance('2026-11-30', 'get /b') });
    expect((await stage()).exitCode).toBe(0);
  });

  test('is none after its last day, which is told', async () => {
    await breakingPlatform('breaking');
    world.commitPlatform({ 'konnect/accepted-changes.yaml': acceptance('2026-11-29') });
    const report = await stage();
    expect(report.exitCode).toBe(4);
    expect(codes(report).sort()).toEqual(['acceptance-expired', 'api-breaking']);
    expect(bodyOf()).toContain('konnect/accepted-changes.yaml:2');
  });

  test('is about its operation, and another environment has its own', async () => {
    await breakingPlatform('breaking');
    world.commitPlatform({
      'konnect/accepted-changes.yaml': acceptance('2026-12-31', 'GET /c'),
      'konnect/air/envs/prd/accepted-changes.yaml': acceptance('2026-12-31'),
    });
    expect((await stage()).exitCode).toBe(4);
  });

  test('has a reason and a day; mistakes are told with their line', async () => {
    await breakingPlatform('breaking');
    const text = 'accepted-changes:\n  - rule: a\n    operaton: GET /b\n    until: 2026-13-01\n';
    world.commitPlatform({ 'konnect/accepted-changes.yaml': text });
    const [staging] = (await stage()).environments;
    const found = staging?.diagnostics.filter(({ at }) => at?.file === 'konnect/accepted-changes.yaml');
    expect(found?.map(({ code, at }) => [code, at?.start.line]).sort()).toEqual([
      ['manifest-required', 2],
      ['manifest-unknown-key', 3],
      ['manifest-value', 4],
    ]);
  });
});

describe.skipIf(program === undefined)('the label of a code owner', () => {
  test.each([
    ['a person', '/konnect/ @ines'],
    ['a member of a team', '/konnect/ @kong-air/platform'],
  ])('lets it through: %s', async (_, owners) => {
    await breakingPlatform('breaking');
    await stage();
    world.github.teams.set('kong-air/platform', ['ines']);
    labelBy('ines', owners);
    const report = await stage();
    expect(report.exitCode).toBe(0);
    expect(report.environments[0]?.gate?.allowedBy).toBe('ines');
    expect(bodyOf()).toContain('a code owner, lets it through');
  });

  test.each([
    ['somebody who owns other files', '/docs/ @ines\n/konnect/ @tomo', 'is no owner of'],
    ['somebody where nobody owns the file', '/docs/ @ines', 'nobody owns'],
    ['somebody who is not in the team', '/konnect/ @kong-air/platform', 'is no owner of'],
  ])('is one of a code owner: not of %s', async (_, owners, reason) => {
    await breakingPlatform('breaking');
    await stage();
    labelBy('ines', owners);
    const report = await stage();
    expect(report.exitCode).toBe(4);
    const warning = report.environments[0]?.diagnostics.find(({ severity }) => severity === 'warning');
    expect(warning?.cause).toContain(reason);
  });

  test('is nothing where GitHub does not tell', async () => {
    await breakingPlatform('breaking');
    await stage();
    labelBy('ines', '* @ines');
    world.github.fail('issues/list-events', 403);
    expect((await stage()).exitCode).toBe(4);
  });
});

describe.skipIf(program === undefined)('a check of a pull request', () => {
  test('compares the working tree with the base, writes nothing, and reads no service', async () => {
    await breakingPlatform('breaking');
    await stage();
    world.checkOut(stagingBranch('dev'));
    const before = world.head(stagingBranch('dev'));
    const pull = [...world.github.pulls.values()].at(-1);
    const pullRequest = { number: pull?.number ?? 0, labels: [] as string[], base: 'main' };
    const report = await stage({ target: 'check', environments: [], pullRequest });
    expect(report.exitCode).toBe(4);
    expect(report.environments.map(({ environment, outcome }) => [environment, outcome])).toEqual([
      ['dev', 'stopped'],
      ['prd', 'passed'],
    ]);
    expect(report.git.repositories).toBe(0);
    expect(world.head(stagingBranch('dev'))).toBe(before);

    labelBy('ines', '* @ines');
    const labelled = await stage({
      target: 'check',
      environments: [],
      pullRequest: { ...pullRequest, labels: [label] },
    });
    expect([labelled.exitCode, labelled.environments[0]?.outcome]).toEqual([0, 'passed']);
  });
});
