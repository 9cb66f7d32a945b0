import { showRange } from '@konduct/core/source/range';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { openApiText } from './openapi.ts';

/** A document in YAML's flow style as OpenAPI 3, or its mistakes. */
function converted(members: string): Record<string, unknown> & { diagnostics?: string[] } {
  const result = openApiText({ path: 'openapi.yaml', text: `swagger: "2.0"\n${members}` });
  if ('text' in result) return JSON.parse(result.text);
  return { diagnostics: result.diagnostics.map(({ code, at }) => `${code} ${at && showRange(at)}`) };
}

/** The document of one operation, with other top-level keys in `beside`. */
function operation(written: string, beside = ''): unknown {
  const { paths, diagnostics } = converted(`paths: {/a: {post: ${written}}}\n${beside}`);
  return diagnostics ?? (paths as Record<string, Record<string, unknown>>)['/a']?.post;
}

test.each([
  ['OpenAPI 3', 'openapi: 3.1.0\ninfo: {title: swagger, version: "1"}\nx-from: {swagger: "2.0"}\n'],
  ['both', 'openapi: 3.1.0\nswagger: "2.0"\n'],
  ['Swagger 1', 'swagger: "1.2"\n'],
  ['no mapping', '- swagger: "2.0"\n'],
])('%s stays as it is', (_, text) => {
  expect(openApiText({ path: 'openapi.yaml', text })).toEqual({ text });
});

test.each([
  'swagger: "2.0"\npaths: {}\n',
  'swagger: 2.0\npaths: {}\n',
  '{"swagger": "2.0", "paths": {}}',
  'swagger: 2\n',
])('%j is Swagger 2', (text) => {
  const result = openApiText({ path: 'openapi.yaml', text });
  expect('text' in result && JSON.parse(result.text)).toEqual({ openapi: '3.0.3', paths: {} });
});

test.each([
  ['host: a.example', ['https://a.example']],
  ['host: a.example\nbasePath: /v1', ['https://a.example/v1']],
  ['host: a.example\nbasePath: v1', ['https://a.example/v1']],
  ['host: "a.example:8080"\nschemes: [http]', ['http://a.example:8080']],
  ['host: a.example\nschemes: [http, https]', ['https://a.example']],
  ['host: a.example\nschemes: [ws, wss]', ['wss://a.example']],
  ['basePath: /v1\nschemes: [http]', ['/v1']],
  ['schemes: [http]', undefined],
  ['host: 7\nbasePath: {}\nschemes: 7', undefined],
])('%j is at %j', (members, expected) => {
  const { servers } = converted(members) as { servers?: { url: string }[] };
  expect(servers?.map(({ url }) => url)).toEqual(expected);
});

describe('parameters', () => {
  test('a body has the media types of its operation, else of the document', () => {
    const body = '{in: body, name: b, required: true, description: B, x-y: 1, schema: {type: string}}';
    const written = (type: string) => ({
      requestBody: {
        required: true,
        description: 'B',
        'x-y': 1,
        content: { [type]: { schema: { type: 'string' } } },
      },
      responses: {},
    });
    expect(operation(`{parameters: [${body}]}`)).toEqual(written('application/json'));
    expect(operation(`{parameters: [${body}]}`, 'consumes: [text/plain]')).toEqual(written('text/plain'));
    expect(operation(`{consumes: [a/b], parameters: [${body}]}`, 'consumes: [text/plain]')).toEqual(written('a/b'));
  });

  test('what is said for a path holds for its operations, wherever it stands, unless they say otherwise', () => {
    const { paths } = converted(
      [
        'paths:',
        '  /a:',
        '    post: {responses: {}}',
        '    put: {parameters: [{in: body, name: c, schema: {type: integer}}]}',
        '    parameters: [{in: body, name: b, schema: {type: string}}, {in: query, name: q, type: string}]',
      ].join('\n'),
    ) as { paths: Record<string, unknown> };
    const body = (type: string) => ({ content: { 'application/json': { schema: { type } } } });
    expect(paths['/a']).toEqual({
      post: { requestBody: body('string'), responses: {} },
      put: { requestBody: body('integer'), responses: {} },
      parameters: [{ in: 'query', name: 'q', schema: { type: 'string' } }],
    });
  });

  test('a body of its own takes nothing from a form of the path, and a form nothing from a body', () => {
    const { paths } = converted(
      [
        'paths:',
        '  /a:',
        '    post: {responses: {}}',
        '    put: {parameters: [{in: body, name: c, schema: {type: integer}}]}',
        '    parameters: [{in: formData, name: f, type: string}]',
        '  /b:',
        '    put: {parameters: [{in: formData, name: f, type: string}]}',
        '    parameters: [{in: body, name: b, schema: {type: string}}]',
      ].join('\n'),
    ) as { paths: Record<string, unknown> };
    const form = {
      content: {
        'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { f: { type: 'string' } } } },
      },
    };
    expect(paths['/a']).toEqual({
      post: { requestBody: form, responses: {} },
      put: { requestBody: { content: { 'application/json': { schema: { type: 'integer' } } } }, responses: {} },
    });
    expect(paths['/b']).toEqual({ put: { requestBody: form, responses: {} } });
  });

  test('a reference to a name with `~1` in it is not taken for one with a slash', () => {
    const shared = 'a~1b: {in: formData, name: tilde, type: string}, a/b: {in: formData, name: slash, type: string}';
    const written = (name: string) =>
      JSON.stringify(operation(`{parameters: [{$ref: "#/parameters/${name}"}]}`, `parameters: {${shared}}`));
    expect(written('a~01b')).toContain('"tilde"');
    expect(written('a~1b')).toContain('"slash"');
  });

  test('shared ones: what is no body stays shared, a body is written with its shared schema', () => {
    const shared = [
      'parameters:',
      '  Q: {in: query, name: q, type: string}',
      '  Again: {$ref: "#/parameters/Q"}',
      '  B: {in: body, name: b, schema: {type: object, properties: {self: {$ref: "#/parameters/B/schema"}}}}',
      '  F: {in: formData, name: f, type: file}',
      'definitions: {parameters.B.schema: {type: string}}',
    ].join('\n');
    expect(operation('{parameters: [{$ref: "#/parameters/Again"}, {$ref: "#/parameters/B"}]}', shared)).toEqual({
      parameters: [{ $ref: '#/components/parameters/Again' }],
      requestBody: {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/parameters.B.schema_2' } } },
      },
      responses: {},
    });
    expect(operation('{parameters: [{$ref: "#/parameters/F"}]}', shared)).toEqual({
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
          },
        },
      },
      responses: {},
    });
    const query = { in: 'query', name: 'q', schema: { type: 'string' } };
    expect(converted(shared).components).toEqual({
      parameters: { Q: query, Again: query },
      schemas: { 'parameters.B.schema': { type: 'string' } },
    });
  });

  test.each([
    ['query', '', { style: 'form', explode: false }],
    ['query', 'csv', { style: 'form', explode: false }],
    ['query', 'multi', { style: 'form', explode: true }],
    ['query', 'ssv', { style: 'spaceDelimited', explode: false }],
    ['query', 'pipes', { style: 'pipeDelimited', explode: false }],
    ['query', 'tsv', {}],
    ['path', 'csv', {}],
  ])('a list in a %s as %j', (where, format, style) => {
    const written = format === '' ? '' : `, collectionFormat: ${format}`;
    const found = operation(`{parameters: [{in: ${where}, name: p, type: array, items: {type: string}${written}}]}`);
    const schema = { type: 'array', items: { type: 'string' } };
    expect(found).toEqual({ parameters: [{ in: where, name: 'p', ...style, schema }], responses: {} });
  });
});

test('responses have the media types of their operation, shared ones too', () => {
  const shared = 'produces: [a/b]\nresponses: {No: {description: no, schema: {type: file}}}\n';
  const content = (type: string, schema: unknown) => ({ description: 'no', content: { [type]: { schema } } });
  expect(operation('{responses: {404: {$ref: "#/responses/No"}, x-y: 1}}', shared)).toEqual({
    responses: { 404: { $ref: '#/components/responses/No' }, 'x-y': 1 },
  });
  expect(operation('{produces: [c/d], responses: {404: {$ref: "#/responses/No"}}}', shared)).toEqual({
    responses: { 404: content('c/d', { $ref: '#/components/schemas/responses.No.schema' }) },
  });
  expect(converted(shared).components).toEqual({
    responses: { No: content('a/b', { type: 'string', format: 'binary' }) },
  });
});

test('data that looks like a reference or a schema stays data', () => {
  const data = '{type: file, $ref: "#/definitions/A", x-nullable: true}';
  const { components } = converted(`definitions: {A: {default: ${data}, enum: [${data}], x-y: ${data}}}`);
  expect(components).toEqual({ schemas: { A: { default: parse(data), enum: [parse(data)], 'x-y': parse(data) } } });
});

describe('hostile documents', () => {
  test.each([
    ['a parameter that is not there', 'paths: {/a: {get: {parameters: [{$ref: "#/parameters/A"}]}}}', '2:40'],
    ['a parameter that every object inherits', 'paths: {/a: {get: {parameters: [{$ref: "#/constructor"}]}}}', '2:40'],
    ['a schema that is not there', 'definitions: {A: {$ref: "#/responses/A/schema"}}', '2:25'],
  ])('%s', (_, members, place) => {
    expect(converted(members).diagnostics).toEqual([`reference-missing openapi.yaml:${place}`]);
  });

  test('circles and long ways', () => {
    expect(converted('parameters: {A: {$ref: "#/parameters/B"}, B: {$ref: "#/parameters/A"}}').diagnostics).toEqual([
      expect.stringContaining('reference-unsupported openapi.yaml:2:'),
    ]);
    const way = Array.from({ length: 5000 }, (_, at) => `  P${at}: {$ref: "#/parameters/P${at + 1}"}`).join('\n');
    expect(converted(`parameters:\n${way}\n`).diagnostics).toEqual([expect.stringContaining('reference-unsupported')]);
  });

  test('little that would become much', () => {
    const types = Array.from({ length: 2000 }, (_, at) => `a/${at}`).join(', ');
    const schema = `{enum: [${Array(2000).fill('a').join(', ')}]}`;
    const members = `paths: {/a: {post: {consumes: [${types}], parameters: [{in: body, name: b, schema: ${schema}}]}}}`;
    expect(converted(members).diagnostics).toEqual(['file-too-large openapi.yaml:1:1']);
  });

  test('__proto__ is a key like any other, everywhere', () => {
    const evil = '{"__proto__": {"schema": {"type": "string"}, "in": "body", "type": "basic", "polluted": true}}';
    const text = `{"swagger": "2.0", "consumes": ["__proto__"], "produces": ["__proto__"], "definitions": ${evil},
      "parameters": ${evil}, "responses": ${evil}, "securityDefinitions": ${evil}, "paths": {"/a": {"post": {
      "parameters": [{"$ref": "#/parameters/__proto__"}, {"in": "formData", "name": "__proto__", "type": "array"}],
      "responses": {"__proto__": {"schema": {}, "examples": ${evil}, "headers": ${evil}}}}}, "__proto__": ${evil}}}`;
    const result = openApiText({ path: 'openapi.yaml', text });
    expect('text' in result && result.text).toContain('"__proto__"');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('whatever a document holds, it is converted or refused, always in the same way', () => {
    const words = fc.constantFrom(
      ...['paths', 'parameters', 'responses', 'definitions', 'securityDefinitions', '/a', 'get', 'post', 'in', 'body'],
      ...['formData', 'schema', '$ref', 'type', 'name', 'items', 'properties', 'allOf', '__proto__', 'constructor'],
      ...['#/parameters/a', '#/definitions/a', '#/responses/a/schema', '#/', '%', 'a', 'headers', 'consumes', 'host'],
    );
    const anything = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'medium' }, words, fc.constant(null), fc.integer(), tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      map: fc.dictionary(words, tie('value'), { maxKeys: 5 }),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(words, anything, { maxKeys: 8 }), fc.boolean(), (members, isJson) => {
        const document = { swagger: '2.0', ...members };
        const text = isJson ? JSON.stringify(document) : stringify(document);
        const file = { path: 'openapi.yaml', text };
        const first = openApiText(file);
        expect(openApiText({ ...file })).toEqual(first);
        if ('diagnostics' in first) expect(first.diagnostics.every(({ at }) => at?.file === file.path)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('characters that YAML reads in another way than JSON are escaped', () => {
    const result = openApiText({ path: 'openapi.yaml', text: 'swagger: "2.0"\nx-a: "\\u0085\\u2028\\x7F\\uFEFF"\n' });
    expect('text' in result && result.text).toContain('"\\u0085\\u2028\\u007f\\ufeff"');
  });
});
