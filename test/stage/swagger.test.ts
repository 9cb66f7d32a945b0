import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readStrictDocument } from '@konduct/openapi/strict/strict-document';
import { deckRenderer } from '@konduct/operations/deck/renderer';
import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findTool } from '../../scripts/tools/place.ts';
import { deckPath, startDeck } from '../deck-sync/deck-run.ts';
import { folderOf, smallPlatform } from './small-platform.ts';
import { strictDocument } from './strict-document.fixture.ts';
import { codes, StageWorld, stagingBranch } from './world.ts';

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
const swagger = fixture('pets-swagger.yaml');
const json = `${JSON.stringify(parse(swagger), null, 4)}\n`;
const program = await findTool('oasdiff');

describe.skipIf(deckPath === undefined)('a Swagger 2 document, with the real decK', () => {
  let world: StageWorld;

  beforeAll(async () => {
    world = await StageWorld.create();
  });

  afterAll(() => world.close());

  test('is staged as it is, and becomes what the same API in OpenAPI 3 becomes', async () => {
    const { repository } = smallPlatform(world, ['inyaml', 'injson', 'three']);
    repository('inyaml').commit('dev', { 'openapi.yaml': swagger });
    repository('injson').commit('dev', { 'openapi.yaml': json });
    repository('three').commit('dev', { 'openapi.yaml': fixture('pets-openapi.yaml') });
    const { deck, runner, end } = startDeck();
    try {
      const report = await world.stage({ environments: ['dev'] }, { renderer: deckRenderer(deck) });
      // The same API three times: its names collide, and there are no other findings.
      expect(new Set(codes(report))).toEqual(new Set(['deck-collision']));
      const branch = stagingBranch('dev');
      const file = (service: string, name: string) => world.file(branch, `${folderOf('dev', service)}/${name}`) ?? '';
      expect(file('inyaml', 'openapi.yaml')).toBe(swagger);
      expect(file('injson', 'openapi.yaml')).toBe(json);
      const rendered = parse(file('inyaml', 'kong-from-oas.yaml'));
      expect(
        rendered.services.map((service: Record<string, unknown>) => [service.protocol, service.host, service.path]),
      ).toEqual([
        ['https', 'pets.example.com', '/v2'],
        ['http', 'pets.example.com', '/v2'],
      ]);
      expect(rendered.services[0].routes.map(({ name, paths }: Record<string, unknown>) => [name, paths])).toEqual([
        ['pets_listpets', ['~/pets$']],
        ['pets_createpet', ['~/pets$']],
        ['pets_getpet', ['~/pets/(?<id>[^#?/]+)$']],
        ['pets_addphoto', ['~/pets/(?<id>[^#?/]+)/photo$']],
      ]);
      expect(rendered.services[0].routes[1].plugins).toMatchObject([{ name: 'request-size-limiting' }]);
      const withoutTags = (service: string) => file(service, 'kong-from-oas.yaml').replace(/ko-api-name=\S+/g, '');
      expect(withoutTags('inyaml')).toBe(withoutTags('three'));
      expect(withoutTags('injson')).toBe(withoutTags('three'));
      const before = runner.commands.length;
      await world.stage({ environments: ['dev'] }, { renderer: deckRenderer(deck) });
      expect(runner.commands.slice(before).filter(({ args }) => args[1] !== 'lint')).toEqual([]);
    } finally {
      end();
    }
  });
});

describe.skipIf(program === undefined)('what changed in a Swagger 2 document, with the real oasdiff', () => {
  const comparer = oasdiffComparer({
    program: program ?? '',
    runner: new SpawnRunner(2),
    environment: { PATH: process.env.PATH },
  });
  const compare = (before: string, after: string) => comparer.compare(strictDocument(before), strictDocument(after));

  test('since another one', async () => {
    const after = swagger.replace('maximum: 100', 'maximum: 50').replace('/pets/{id}/photo:', '/pets/{id}/picture:');
    expect((await compare(swagger, after)).changes?.map(({ level, operation }) => [level, operation])).toEqual([
      ['breaking', 'GET /pets'],
      ['breaking', 'POST /pets/{id}/photo'],
      ['harmless', 'POST /pets/{id}/picture'],
    ]);
  });

  test('to the same in JSON: nothing', async () => {
    expect(await compare(swagger, json)).toEqual({ changes: [] });
  });

  test('to the same in OpenAPI 3: other names of schemas at the most', async () => {
    const three = fixture('pets-openapi.yaml');
    const [there, back] = await Promise.all([compare(swagger, three), compare(three, swagger)]);
    expect(there.changes?.map(({ text }) => text)).toEqual([
      'removed the schema `List«Pet»`',
      'removed the schema `parameters.Patch.schema`',
    ]);
    expect(back.changes?.filter(({ operation }) => operation !== undefined)).toEqual([]);
  });

  test('to another API in OpenAPI 3', async () => {
    const after = fixture('pets-openapi.yaml').replace('age: {type: integer, nullable: true}', 'age: {type: integer}');
    const { changes } = await compare(swagger, after);
    expect(new Set(changes?.flatMap(({ operation }) => operation ?? []))).toEqual(new Set(['GET /pets', 'POST /pets']));
  });

  test('what cannot be converted is said with its line', () => {
    const broken =
      'swagger: "2.0"\ninfo: {title: a, version: "1"}\npaths:\n  /a:\n    get:\n      parameters:\n        - {$ref: "#/parameters/None"}\n';
    expect(readStrictDocument(new TextEncoder().encode(broken))).toMatchObject({
      diagnostics: [{ message: 'There is nothing at "#/parameters/None"', at: { start: { line: 7 } } }],
    });
  });
});
