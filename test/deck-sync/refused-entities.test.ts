import { showRange } from '@konduct/core/source/range';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath } from './deck-run.ts';
import { gatewaysOf } from './gateway.ts';
import { document, type SmallPlatform, serviceFolder, smallPlatform } from './small-platform.ts';

const server = 'servers: [{url: "https://a.example"}]';
const get = '{get: {operationId: a, responses: {"200": {description: ok}}}}';
const good = document('Good', server, `paths: {/good: ${get}}`);

let platform: SmallPlatform;
let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
  platform.remove();
});

/** Syncs dev. Returns the exit code and the names of routes at the gateway. */
async function synced() {
  simulator = await startSimulator();
  const gateways = gatewaysOf(platform, simulator);
  await gateways.createPlanes('crew-dev', 'crew-prd');
  const { exitCode } = await gateways.sync({ environments: ['dev'] });
  const targets = await gateways.entities('crew-dev', 'targets');
  const routes = await gateways.entities('crew-dev', 'routes');
  return { exitCode, routes: routes.map(({ name }) => name), targets: targets.map(({ target }) => target) };
}

describe.skipIf(deckPath === undefined)('servers on one host', () => {
  const two = (more = '') =>
    `servers:\n- url: https://a.example/v1\n- url: https://a.example/v2${more}\nx-kong-upstream-defaults: {algorithm: round-robin}`;

  test('become one target, whose path is a guess', async () => {
    platform = smallPlatform({ services: { good: '', two: '' } });
    platform.specify('good', good);
    platform.specify('two', document('Two', two()));
    const { held, traffic, diagnostics } = await platform.render();
    expect(diagnostics).toEqual([]);
    const place = (environment: 'dev' | 'prd') => `konnect/${serviceFolder(environment, 'two')}/openapi.yaml:3:1`;
    expect([traffic, held].map((found) => found.map(({ code, at }) => [code, at && showRange(at)]))).toEqual([
      [['upstream-unclear', place('dev')]],
      [['upstream-unclear', place('prd')]],
    ]);
    expect(traffic[0]?.message).toContain('would go to https://a.example:443/v1');
    const validated = await platform.validate();
    expect(validated.diagnostics.filter(({ code }) => code === 'upstream-unclear')).toHaveLength(2);
    expect((await platform.render()).counts.rendered).toBe(1);
    expect(await synced()).toEqual({ exitCode: 0, routes: ['good_a', 'two_a'], targets: ['a.example:443'] });
  });

  test.each([
    ['the manifest says the path', 'upstream: "https://a.example/v2"', two()],
    ['a directive says the path', '', `${two()}\nx-kong-service-defaults: {path: /v3}`],
    ['they differ in a slash at the end', '', two().replace('/v2', '/v1/')],
  ])('are clear where %s', async (_, more, servers) => {
    platform = smallPlatform({ services: { two: more } });
    platform.specify('two', document('Two', servers));
    expect(await platform.render()).toMatchObject({ held: [], diagnostics: [], traffic: [] });
  });

  test('that an earlier version rendered twice are rendered again, and found before the sync', async () => {
    platform = smallPlatform({ services: { two: '' } });
    platform.specify(
      'two',
      document('Two', `${server}\nx-kong-upstream-defaults: {targets: [{target: "b.example:443"}]}`),
    );
    await platform.render();
    const converted = `${serviceFolder('dev', 'two')}/kong-from-oas.yaml`;
    const before = platform.read(converted);
    const { upstreams } = parse(before);
    const [upstream] = upstreams;
    const twice = JSON.stringify([{ ...upstream, targets: [...upstream.targets, ...upstream.targets] }]);
    platform.write(converted, before.replace(/^upstreams:[\s\S]*/m, `upstreams: ${twice}\n`));
    const linted = await platform.lint();
    expect(linted.diagnostics.map(({ code }) => code)).toContain('deck-collision');
    await platform.render();
    expect(parse(platform.read(converted))).toEqual(parse(before));
  });
});

describe.skipIf(deckPath === undefined)('what would stop a sync in the middle', () => {
  const path = (name: string) => `paths:\n  ${JSON.stringify(name)}: ${get}`;
  const servers = (url: string, more = '') => `servers:\n- {url: '${url}'${more}}`;
  const long = 'y'.repeat(129);

  test.each([
    ['a protocol', servers('ftp://a.example'), undefined, 'field-value', '4:9', '"ftp"'],
    [
      'a host without a name',
      servers('https://{r}.a.example', ', variables: {r: {enum: [a]}}'),
      undefined,
      'field-value',
      '4:9',
      '`r`',
    ],
    [
      'a host with other letters',
      servers('https://münchen.example'),
      undefined,
      'field-value',
      '4:9',
      'name of a host',
    ],
    ['a server with an empty part', servers('https://a.example//v1'), undefined, 'field-value', '4:9', 'empty part'],
    ['a path without a slash', server, path('a/b'), 'field-value', '5:3', 'does not begin'],
    ['an empty path', server, path(''), 'field-value', '5:3', 'does not begin'],
    ['a path with an empty part', server, path('/a//b'), 'field-value', '5:3', 'empty part'],
    ['a comma in a tag', `${server}\nx-kong-tags: [ok, "a,b"]`, undefined, 'field-value', '4:19', '"a,b"'],
    ['a slash in a tag', `${server}\nx-kong-tags: [ok, c/d]`, undefined, 'field-value', '4:19', '"c/d"'],
    ['a long tag', `${server}\nx-kong-tags: [${long}]`, undefined, 'field-value', '4:15', '129 characters'],
    ['a directive', `${server}\nx-kong-service-defaults: {retries: 40000}`, undefined, 'field-value', '4:36', '32767'],
    [
      'an algorithm',
      `servers: [{url: "https://a1.example"}, {url: "https://a2.example"}]\nx-kong-upstream-defaults: {algorithm: best}`,
      undefined,
      'field-value',
      '4:39',
      'round-robin',
    ],
    [
      'a target twice',
      `${server}\nx-kong-upstream-defaults: {targets: [{target: "a:1", weight: 1}, {target: "a:1", weight: 2}]}`,
      undefined,
      'deck-collision',
      '4:47',
      'twice',
    ],
    [
      'an operationId twice',
      server,
      `paths:\n  /a:\n    get: {operationId: same, responses: {}}\n    put: {operationId: same, responses: {}}`,
      'deck-collision',
      '7:24',
      'GET /a and PUT /a',
    ],
  ])('%s is found offline, and holds its own service alone', async (_, head, paths, code, place, message) => {
    platform = smallPlatform({ services: { good: '', bad: '' } });
    platform.specify('good', good);
    platform.specify('bad', document('Bad', head, ...(paths === undefined ? [] : [paths])));
    const { held, diagnostics } = await platform.render();
    expect(diagnostics).toEqual([]);
    const [first] = held;
    expect([first?.severity, first?.code, first?.at && showRange(first.at)]).toEqual([
      'error',
      code,
      `konnect/${serviceFolder('dev', 'bad')}/openapi.yaml:${place}`,
    ]);
    expect(`${first?.message} ${first?.fix}`).toContain(message);
    for (const check of [platform.validate, platform.lint]) {
      const report = await check();
      const told = report.diagnostics.filter((one) => one.code === code);
      expect([report.exitCode, new Set(told.map(({ severity }) => severity))]).toEqual([0, new Set(['warning'])]);
    }
    expect(await synced()).toEqual({ exitCode: 0, routes: ['good_a'], targets: [] });
  });

  test('both operations of one name are named at their lines', async () => {
    platform = smallPlatform({ services: { bad: '' } });
    const operations =
      'paths:\n  /a/{id}:\n    get: {operationId: getPet, responses: {}}\n  /b:\n    get: {operationId: getpet, responses: {}}';
    platform.specify('bad', document('Bad', server, operations));
    const { held } = await platform.render();
    expect(held[0]?.at && showRange(held[0].at)).toContain('openapi.yaml:8:24');
    expect(held[0]?.related?.map(({ at }) => at.start)).toEqual([{ line: 6, column: 24 }]);
    expect(held[0]?.fix).toContain('another `operationId`');
  });

  test('usual values are left alone', async () => {
    platform = smallPlatform({ services: { a: '' } });
    const tags = 'x-kong-tags: [team flights, a=b]';
    platform.specify('a', document('A', `${servers('wss://a_b.svc.:8443/v1/')}\n${tags}`));
    platform.write(
      `${serviceFolder('dev', 'a')}/deck/host.yaml`,
      `_format_version: "1.0"\npatches: [{selectors: ["$..services[*]"], values: {host: '\${{ env "DECK_HOST" }}', retries: 0}}]\n`,
    );
    expect(await platform.render()).toMatchObject({ held: [], diagnostics: [] });
  });
});
