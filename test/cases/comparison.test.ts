import { trafficMove } from '@konduct/core/report/comparison-words';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { contractDifferences } from '@konduct/openapi/strict/contract-difference';
import { differenceKindsOf } from '@konduct/openapi/strict/difference';
import { apiFacts } from '@konduct/openapi/strict/facts';
import type { OasdiffLimits } from '@konduct/repository/api-change/limits';
import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { describe, expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { strictDocument } from '../stage/strict-document.fixture.ts';

// The comparison of APIs reports changes that callers see. With the real oasdiff.

const program = await findTool('oasdiff');

function comparerWith(limits: Partial<OasdiffLimits> = {}, binary = program ?? '') {
  return oasdiffComparer({
    program: binary,
    runner: new SpawnRunner(4),
    environment: { PATH: process.env.PATH },
    limits,
  });
}

const compare = (before: string, after: string) =>
  comparerWith().compare(strictDocument(before), strictDocument(after));
const told = async (before: string, after: string) =>
  (await compare(before, after)).changes.map(({ level, operation = '', rule = '' }) => `${level} ${operation} ${rule}`);

const head = (version = '"1"', openapi = '3.0.3') =>
  `openapi: ${openapi}\ninfo: {title: Things, version: ${version}}\n`;
const ok = 'responses: {"200": {description: ok}}';

describe.skipIf(program === undefined)('what callers see', () => {
  const inPath = (type: string) =>
    `${head()}paths:\n  /things/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: ${type}}}]\n    get: {${ok}}\n`;

  test('a parameter that all operations of a path share', async () => {
    expect(await told(inPath('string'), inPath('integer'))).toEqual([
      'breaking GET /things/{id} request-parameter-type-changed',
    ]);
  });

  test('a parameter that moves from the path to its operation: nothing', async () => {
    const moved = `${head()}paths:\n  /things/{id}:\n    get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], ${ok}}\n`;
    expect(await compare(inPath('string'), moved)).toEqual({ changes: [] });
  });

  test('another name of a parameter in a path: nothing', async () => {
    const renamed = inPath('string').replaceAll('{id}', '{key}').replace('name: id', 'name: key');
    expect(await told(inPath('string'), renamed)).toEqual([]);
  });

  test('a schema that others are made of', async () => {
    const made = (base: string) =>
      `${head()}paths:\n  /things:\n    post:\n      requestBody: {content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object}]}}}}\n      ${ok}\ncomponents: {schemas: {Base: ${base}}}\n`;
    expect(
      await told(made('{type: object}'), made('{type: object, required: [id], properties: {id: {type: string}}}')),
    ).toEqual(['breaking POST /things new-required-request-property']);
    // Schemas that contradict each other cannot be merged and are compared one by one.
    const contradicting = made('{type: string}');
    expect(await compare(contradicting, contradicting.replace('/things', '/other'))).not.toHaveProperty('uncompared');
  });

  test('the same in OpenAPI 3.1: nothing', async () => {
    const body = (schema: string) =>
      `paths:\n  /things:\n    post: {requestBody: {content: {application/json: {schema: ${schema}}}}, ${ok}}\n`;
    const old = head() + body('{type: string, nullable: true}');
    const recent = head('"1"', '3.1.0') + body("{type: [string, 'null']}");
    expect(await told(old, recent)).toEqual([]);
  });

  test('drafts, too', async () => {
    const draft = (type: string) =>
      `${head()}paths:\n  /things:\n    get: {x-stability-level: draft, parameters: [{name: a, in: query, schema: {type: ${type}}}], ${ok}}\n`;
    expect(await told(draft('string'), draft('integer'))).toEqual([
      'breaking GET /things request-parameter-type-changed',
    ]);
  });

  test('values of other types than OpenAPI wants are compared as what they stand for', async () => {
    const odd = (version: string, paths: string) =>
      `${head(version)}servers: [{url: "https://a.example:{port}", variables: {port: {default: 8443}}}]\npaths:\n${paths}`;
    const things = `  /things:\n    get: {${ok}}\n`;
    const other = `  /other:\n    get: {${ok}}\n`;
    expect(await told(odd('1.0', things + other), odd('2.0', things))).toEqual([
      'breaking GET /other api-path-removed-without-deprecation',
    ]);
  });

  test('a change has its rule, its reason where there is one, and its line', async () => {
    const { changes } = await compare(inPath('string'), inPath('integer'));
    expect(changes).toEqual([
      {
        level: 'breaking',
        operation: 'GET /things/{id}',
        rule: 'request-parameter-type-changed',
        text: 'for the `path` request parameter `id`, the `type` was changed from `string` to `integer`',
        line: 6,
      },
    ]);
  });

  test('the same changes in the same order every time', async () => {
    const schemas = (names: readonly string[]) =>
      `${head()}paths: {}\ncomponents:\n  schemas:\n${names.map((name) => `    ${name}: {type: object}\n`).join('')}`;
    const many = Array.from({ length: 30 }, (_, index) => `S${index}`);
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => compare(schemas(many), schemas(['S0']))));
    expect(first?.changes).toHaveLength(29);
    for (const other of others) expect(other).toEqual(first);
  });
});

describe.skipIf(program === undefined)('what cannot be compared as a whole', () => {
  const paths = (count: number, type: string, extra = '') =>
    `${head()}paths:\n${Array.from({ length: count }, (_, index) => `  /p${index}:\n    get: {parameters: [{name: a, in: query, schema: {type: ${type}}}], ${ok}}\n`).join('')}${extra}`;
  const broken = "  /broken:\n    get: {responses: {'200': {$ref: '#/components/responses/None'}}}\n";

  test('is compared by its paths, and the one that cannot be is named', async () => {
    const before = paths(20, 'string', broken);
    const after = paths(20, 'integer', broken.replace('get', 'put'));
    const { changes, uncompared } = await compare(before, after);
    expect(uncompared?.paths).toEqual(['/broken']);
    expect(uncompared?.reason).toContain('oasdiff said');
    expect(new Set(changes.map(({ operation }) => operation)).size).toBe(20);
  });

  test('for want of time: its paths are, and where none can be, that is said of all', async () => {
    const [before, after] = [strictDocument(paths(20, 'string')), strictDocument(paths(20, 'integer'))];
    const whole = await comparerWith().compare(before, after);
    expect(await comparerWith({ whole: 1 }).compare(before, after)).toEqual(whole);
    const none = await comparerWith({ whole: 1, part: 1, parts: 2000 }).compare(before, after);
    expect(none).toEqual({
      changes: [],
      uncompared: { reason: 'oasdiff did not end within 0.001 s (`compare-time-limit`)' },
    });
  });
});

describe('what differs where no change is found', () => {
  const kinds = (before: string, after: string) => differenceKindsOf(strictDocument(before), strictDocument(after));
  const api = `${head()}servers: [{url: https://a.example}]\npaths:\n  /a:\n    get: {description: old, x-team: a, ${ok}}\n`;

  test.each([
    ['servers', api.replace('a.example', 'b.example'), ['servers']],
    ['descriptions and titles', api.replace('old', 'new').replace('Things', 'Goods'), ['words']],
    ['the version', api.replace('"1"', '"2"'), ['version']],
    ['a version that is no number', api.replace('"1"', '1.10'), ['version']],
    ['the version of OpenAPI', api.replace('3.0.3', '3.1.0'), ['openapi']],
    ['extensions', api.replace('x-team: a', 'x-team: b'), ['extensions']],
    [
      'comments and the order of keys',
      `# A comment\n${api.replace('description: old, x-team: a', 'x-team: a, description: old')}`,
      [],
    ],
    ['how a number is written', api.replace('x-team: a', 'x-team: a').replace('"1"', '"1"'), []],
  ])('%s', (_, after, expected) => {
    expect(kinds(api, after)).toEqual(expected);
  });
});

describe('parts that mean something else than before', () => {
  const differences = (before: string, after: string) =>
    contractDifferences(strictDocument(before).strict, strictDocument(after).strict).map(({ operation, at }) =>
      `${operation} ${at}`.trim(),
    );
  const api = (openapi: string, schema: string, more = '', components = '{}') =>
    `${head('"1"', openapi)}paths:\n  /a/{id}:\n    post:\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: array}}]\n      requestBody: {content: {application/json: {schema: ${schema}}}}\n${more}      ${ok}\ncomponents: {schemas: ${components}}\n`;
  const body = 'requestBody/content/application~1json/schema';

  test.each([
    ['additionalProperties', '{type: object}', '{type: object, additionalProperties: false}'],
    ['unevaluatedProperties', '{type: object}', '{type: object, unevaluatedProperties: false}'],
    ['not', '{type: string}', '{type: string, not: {enum: [a]}}'],
    ['type', '{type: string}', '{type: string, nullable: true}'],
  ])('%s of a schema', (member, before, after) => {
    expect(differences(api('3.0.3', before), api('3.0.3', after))).toEqual([`POST /a/{id} ${body}/${member}`]);
  });

  test('callbacks, forms of parameters, and webhooks', () => {
    const callback = (type: string) =>
      `      callbacks: {done: {'{$request.body#/u}': {post: {requestBody: {content: {application/json: {schema: {type: ${type}}}}}, ${ok}}}}}\n`;
    const old = api('3.1.0', '{}', callback('string'));
    expect(differences(old, api('3.1.0', '{}', callback('integer')))).toEqual([
      'POST /a/{id} callbacks/done/{$request.body#~1u}/post/requestBody/content/application~1json/schema/type',
    ]);
    expect(differences(old, old.replace('name: q,', 'name: q, explode: false,'))).toEqual([
      'POST /a/{id} parameters/query q/explode',
    ]);
    expect(differences(old, `${old}webhooks: {gone: {post: {${ok}}}}\n`)).toEqual(['POST webhook:gone']);
  });

  test('a shared schema, in each operation that uses it', () => {
    const shared = (limit: number) =>
      api(
        '3.0.3',
        "{$ref: '#/components/schemas/A'}",
        '',
        `{A: {properties: {a: {$ref: '#/components/schemas/A'}, b: {allOf: [{$ref: '#/components/schemas/A'}], maxLength: ${limit}}}}}`,
      );
    expect(differences(shared(1), shared(1).replaceAll('/A', '/B').replace('{A:', '{B:'))).toEqual([]);
    expect(differences(shared(1), shared(2))[0]).toBe('POST /a/{id} components/schemas/A/properties/b/maxLength');
  });

  test.each([
    ['OpenAPI 3.1', '3.1.0', "{type: [string, 'null'], exclusiveMinimum: 1}", '{}'],
    [
      'a reference',
      '3.0.3',
      "{$ref: '#/components/schemas/A'}",
      '{A: {type: string, nullable: true, minimum: 1, exclusiveMinimum: true}}',
    ],
    ['an allOf', '3.0.3', '{allOf: [{type: string, nullable: true}, {minimum: 1, exclusiveMinimum: true}]}', '{}'],
    [
      'its defaults',
      '3.0.3',
      '{type: string, nullable: true, minimum: 1, exclusiveMinimum: true, uniqueItems: false}',
      '{}',
    ],
  ])('are none where only %s is written', (_, openapi, schema, components) => {
    const old = api('3.0.3', '{type: string, nullable: true, minimum: 1, exclusiveMinimum: true}');
    expect(differences(old, api(openapi, schema, '', components))).toEqual([]);
    expect(
      differences(old, api(openapi, schema, '', components).replaceAll('id}', 'key}').replace('name: id', 'name: key')),
    ).toEqual([]);
    expect(
      differences(
        old,
        api(openapi, schema, '', components).replace('name: q,', 'name: q, style: form, explode: true,'),
      ),
    ).toEqual([]);
  });
});

test('the host in x-kong-service-defaults is where traffic goes', () => {
  const api = `${head()}servers: [{url: https://a.example}]\nx-kong-service-defaults: {host: moved.example, port: 8443}\npaths: {}\n`;
  expect(apiFacts(strictDocument(api).strict).servers).toEqual(['https://moved.example:8443']);
});

test('servers move no traffic of a service whose upstream the manifest sets', () => {
  const service = {
    servers: ['https://b.example'],
    before: { servers: ['https://a.example'] },
  } as unknown as ServiceStaging;
  expect(trafficMove(service)).toEqual({ from: ['https://a.example'], to: ['https://b.example'] });
  expect(trafficMove({ ...service, upstreamDeclared: true })).toBeUndefined();
  expect(trafficMove({ ...service, traffic: 'stays' })).toBeUndefined();
});
