import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { showRange } from '@konduct/core/source/range';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath } from './deck-run.ts';
import { gatewaysOf } from './gateway.ts';
import { planeIn } from './scene.ts';
import { crew, document, type SmallPlatform, serviceFolder, smallPlatform } from './small-platform.ts';

const server = 'servers: [{url: "https://a.internal.example"}]';
const operation = (more: string) =>
  `paths: {/a: {get: {operationId: a, responses: {"200": {description: ok${more}}}}}}`;
const body = (schema: string) => operation(`, content: {application/json: {${schema}}}`);
const node = (required: string) =>
  `components: {schemas: {Node: {type: object, ${required}properties: {parent: {$ref: "#/components/schemas/Node"}}}}}`;
const tree = (required: string) =>
  document(
    'Tree',
    server,
    `${body('schema: {$ref: "#/components/schemas/Node"}').replace('/a:', '/n:')}\n${node(required)}`,
  );
const circular = tree('required: [parent], ');

let platform: SmallPlatform;
let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
  platform.remove();
});

const told = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ severity, code, at }) => `${severity} ${code} ${at ? showRange(at) : ''}`);

describe.skipIf(deckPath === undefined)('a specification that decK cannot convert', () => {
  test('keeps what it had, is known before the merge, and holds up nobody', async () => {
    platform = smallPlatform({ services: { orders: '', tree: '' } });
    platform.specify('orders', document('Orders', server));
    platform.specify('tree', tree(''));
    expect((await platform.render()).held).toEqual([]);
    simulator = await startSimulator();
    const gateways = gatewaysOf(platform, simulator);
    await gateways.createPlanes('crew-dev', 'crew-prd');
    expect(await gateways.sync()).toMatchObject({ exitCode: 0 });

    platform.specify('tree', circular);
    platform.specify(
      'orders',
      document('Orders', server, operation('').replace('{/a:', '{/b: {get: {operationId: b, responses: {}}}, /a:')),
    );
    const before = platform.read(`${serviceFolder('dev', 'tree')}/kong-from-oas.yaml`);
    const { held } = await platform.render();
    const place = (environment: 'dev' | 'prd') => `konnect/${serviceFolder(environment, 'tree')}/openapi.yaml:4:101`;
    expect(told(held)).toEqual([`error deck-failed ${place('dev')}`, `error deck-failed ${place('prd')}`]);
    expect(held[0]?.fix).toContain('deck.ignore-circular-refs');
    expect(platform.read(`${serviceFolder('dev', 'tree')}/kong-from-oas.yaml`)).toBe(before);

    const warnings = [`warning deck-failed ${place('dev')}`, `warning deck-failed ${place('prd')}`];
    for (const check of [platform.validate, platform.lint]) {
      const { diagnostics, exitCode } = await check();
      expect([exitCode, told(diagnostics.filter(({ code }) => code === 'deck-failed'))]).toEqual([0, warnings]);
    }
    const report = await gateways.sync({ environments: ['dev'] });
    expect(report.exitCode).toBe(0);
    expect(told(planeIn(report, 'crew-dev').diagnostics)).toEqual([warnings[0]]);
    const routes = await gateways.entities('crew-dev', 'routes');
    expect(routes.map(({ name }) => name)).toEqual(['orders_a', 'orders_b', 'tree_a']);
  });

  test('is given to decK as it was reviewed, whatever YAML 1.1 makes of how it is written', async () => {
    platform = smallPlatform({ services: { tree: '' } });
    platform.specify('tree', tree(''));
    await platform.render();
    const converted = `${serviceFolder('dev', 'tree')}/kong-from-oas.yaml`;
    platform.specify('tree', circular);
    platform.write(converted, platform.read(converted).replace('port: 443', 'port: 0443'));
    await platform.render();
    const linted = await platform.lint();
    expect(linted.diagnostics.filter(({ code }) => code === 'deck-stale')).toEqual([]);
    platform.write(converted, platform.read(converted).replace('path: /', 'path: \'/${{ env "DECK_X" }}\''));
    const refused = await platform.lint();
    expect(refused.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain(
      'deck-variable',
    );
  });

  test.each([
    ['has only webhooks', `${document('Hooks', server, '').replace('3.0.3', '3.1.0')}webhooks: {}\n`, '5:1'],
    [
      'has a directive of another shape',
      document('A', server, 'paths:\n  /a:\n    get:\n      x-kong-plugin-a: 7\n'),
      '7:7',
    ],
    [
      'refers to what is not there',
      document('A', server, `${body('schema:\n  {$ref: "#/components/schemas/None"}')}`),
      '5:10',
    ],
    ['has a server with a bad port', document('A', 'servers:\n- url: "https://a.example:x"'), '4:8'],
  ])('that %s is named at its line', async (_, text, place) => {
    platform = smallPlatform({ services: { a: '' } });
    platform.specify('a', text);
    const { held, diagnostics } = await platform.render();
    expect(diagnostics).toEqual([]);
    const [dev] = held;
    expect(dev).toMatchObject({ severity: 'error', code: 'deck-failed' });
    expect(dev?.at && showRange(dev.at)).toContain(`openapi.yaml:${place}`);
    // There is no earlier file to keep; the checks report the error all the same.
    for (const check of [platform.validate, platform.lint])
      expect(told((await check()).diagnostics.filter(({ code }) => code === 'deck-failed'))).toHaveLength(2);
  });

  test('a reference in an example that leads nowhere is data, and nothing is held', async () => {
    platform = smallPlatform({ services: { a: '' } });
    platform.specify('a', document('A', server, body('example: {$ref: "#/components/schemas/None"}')));
    const { held, diagnostics, files } = await platform.render();
    expect([held, diagnostics]).toEqual([[], []]);
    expect(parse(files.get(`${crew('dev')}/kong.yaml`) ?? '').services).toHaveLength(1);
  });
});

describe.skipIf(deckPath === undefined)('options of decK', () => {
  const secured = document(
    'A',
    server,
    'security: [{k: []}]\npaths: {/a: {get: {operationId: a, parameters: [{name: X-V, in: header, required: true, schema: {type: string, enum: [a, b]}}], responses: {}}}}\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: x}}}',
  );
  const routesOf = (text: string | undefined) =>
    parse(text ?? '').services.flatMap(({ routes }: { routes: unknown[] }) => routes).length;

  test('are those of the service, else of the team, else of the platform, and a changed one renders anew', async () => {
    platform = smallPlatform({
      services: { a: 'deck: {skip-route-by-header: false, uuid-base: mine}', b: '' },
      platform: 'deck: {ignore-circular-refs: true}',
      team: 'skip-route-by-header: true',
    });
    platform.specify('a', secured);
    platform.specify('b', `${circular.replace('{operationId: a,', '{operationId: c,')}`);
    const { held, files } = await platform.render();
    expect(held).toEqual([]);
    expect(routesOf(files.get(`${serviceFolder('dev', 'a')}/kong-from-oas.yaml`))).toBe(3);
    const id = /id: (\S+)/.exec(platform.read(`${serviceFolder('dev', 'a')}/kong-from-oas.yaml`))?.[1];
    platform.write(
      'teams.yaml',
      platform.read('teams.yaml').replace('deck: {skip-route-by-header: false, uuid-base: mine}', ''),
    );
    const again = await platform.render();
    expect(again.counts).toEqual({ rendered: 2, kept: 2, merged: 2 });
    const text = again.files.get(`${serviceFolder('dev', 'a')}/kong-from-oas.yaml`) ?? '';
    expect(routesOf(text)).toBe(1);
    expect(text).not.toContain(id);
  });

  test('can let documents through that decK refuses', async () => {
    platform = smallPlatform({ services: { a: 'deck: {generate-security: true}' } });
    platform.specify('a', secured);
    const { held } = await platform.render();
    expect(held[0]?.message).toContain("only security-schemes of type 'openIdConnect' are supported");
    platform.write(
      'teams.yaml',
      platform.read('teams.yaml').replace('security: true', 'security: true, ignore-security-errors: true'),
    );
    expect((await platform.render()).held).toEqual([]);
  });
});

describe.skipIf(deckPath === undefined)('what Kong would refuse', () => {
  const paths = (...names: string[]) =>
    `paths:\n${names.map((name) => `  ${JSON.stringify(name)}: {get: {responses: {"200": {description: ok}}}}`).join('\n')}`;

  test.each([
    ['a parameter that begins with a digit', document('A', server, paths('/ok', '/a/{1st}/b')), 'field-value', '6:3'],
    ['two parameters of one name to decK', document('A', server, paths('/a/{x-y}/{x_y}')), 'field-value', '5:3'],
    ['a parameter without a letter', document('A', server, paths('/a/{🚀}')), 'field-value', '5:3'],
    ['a title without a letter', document('"🚀"', server, paths('/a')), 'name-refused', '2:15'],
  ])('%s is found offline', async (_, text, code, place) => {
    platform = smallPlatform({ services: { a: '' } });
    platform.specify('a', text);
    const { held } = await platform.render();
    expect(told(held)[0]).toContain(`error ${code} konnect/${serviceFolder('dev', 'a')}/openapi.yaml:${place}`);
    const validated = await platform.validate();
    expect(told(validated.diagnostics).filter((line) => line.startsWith(`warning ${code}`))).toHaveLength(2);
  });

  test('paths with characters of patterns are what decK makes of them', async () => {
    platform = smallPlatform({ services: { a: '' } });
    platform.specify('a', document('A', server, paths('/a(b', '/c+d*', '/v1.0/x[y]', '/items({id})', '/up{a}down{b}')));
    expect(await platform.render()).toMatchObject({ held: [], diagnostics: [] });
  });
});
