import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Bundled, bundle } from './bundle.ts';
import { parseDocument } from './document.ts';
import type { DocumentFile, RemoteReader } from './documents.ts';

/** A reader for which only one host exists. */
const remote: RemoteReader = {
  read: async (location) =>
    location === 'https://open.example/id.yaml'
      ? { text: 'type: string\n' }
      : { refused: `the host of ${location} is not on the list` },
};

type Files = Readonly<Record<string, string | Exclude<DocumentFile, { readonly type: 'file' }>>>;

async function join(files: Files, root = 'api/openapi.yaml'): Promise<Bundled> {
  const read: string[] = [];
  const text = files[root];
  if (typeof text !== 'string') throw new Error('the root is a file');
  return bundle(root, text, parseDocument(root, text).value, {
    files: {
      async read(path) {
        read.push(path);
        const file = files[path];
        if (file === undefined) return { type: 'missing' };
        return typeof file === 'string' ? { type: 'file', bytes: Buffer.from(file) } : file;
      },
    },
    remote,
    limits: { file: 1000_000, files: 20, total: 1000_000 },
    refuse: (code, message, more) => ({ severity: 'error', code, message, ...more }),
  });
}

function contentOf(bundled: Bundled): unknown {
  if ('diagnostics' in bundled) throw new Error(bundled.diagnostics[0]?.message);
  return parse(bundled.text ?? 'null');
}

async function problemOf(files: Files): Promise<string> {
  const bundled = await join(files);
  return 'diagnostics' in bundled ? `${bundled.diagnostics[0]?.code}: ${bundled.diagnostics[0]?.message}` : 'joined';
}

const head = 'openapi: 3.0.3\ninfo: {title: a, version: "1"}\n';
const root = (paths: string) => `${head}paths:\n${paths}`;
const refers = (reference: string) =>
  root(
    `  /a: {get: {responses: {"200": {description: x, content: {application/json: {schema: {$ref: ${JSON.stringify(reference)}}}}}}}}\n`,
  );

describe('joining', () => {
  test('what has a home in components gets it, under a name; a path item is written out', async () => {
    const bundled = await join({
      'api/openapi.yaml': `${head}paths:\n  /a: {$ref: "paths/a.yaml"}\n  /b: {$ref: "./paths/a.yaml"}\ncomponents: {schemas: {Flight: {type: string}}}\n`,
      'api/paths/a.yaml':
        'get:\n  parameters:\n    - $ref: "../parts.yaml#/parameters/page"\n  responses:\n    "200":\n      description: ok\n      content: {application/json: {schema: {$ref: "../parts.yaml#/schemas/Flight"}}}\n    default: {$ref: "../parts.yaml#/responses/Error"}\n',
      'api/parts.yaml':
        'parameters: {page: {name: page, in: query, schema: {type: integer}}}\nresponses: {Error: {description: bad, content: {x: {schema: {$ref: "#/schemas/Problem"}}}}}\nschemas:\n  Flight: {type: object, properties: {next: {$ref: "#/schemas/Flight"}, from: {$ref: "../shared/airport.yaml"}}}\n  Problem: {type: string}\n',
      'shared/airport.yaml': 'type: object\nproperties:\n  hub: {$ref: "#"}\n',
    });
    const operation = {
      parameters: [{ $ref: '#/components/parameters/page' }],
      responses: {
        '200': {
          description: 'ok',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Flight_2' } } },
        },
        default: { $ref: '#/components/responses/Error' },
      },
    };
    expect(contentOf(bundled)).toEqual({
      openapi: '3.0.3',
      info: { title: 'a', version: '1' },
      paths: { '/a': { get: operation }, '/b': { get: operation } },
      components: {
        parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer' } } },
        responses: {
          Error: { description: 'bad', content: { x: { schema: { $ref: '#/components/schemas/Problem' } } } },
        },
        schemas: {
          Flight: { type: 'string' },
          Flight_2: {
            type: 'object',
            properties: {
              next: { $ref: '#/components/schemas/Flight_2' },
              from: { $ref: '#/components/schemas/airport' },
            },
          },
          Problem: { type: 'string' },
          airport: { type: 'object', properties: { hub: { $ref: '#/components/schemas/airport' } } },
        },
      },
    });
    expect(bundled).toMatchObject({
      files: ['api/openapi.yaml', 'api/paths/a.yaml', 'api/parts.yaml', 'shared/airport.yaml'],
    });
  });

  test('a name the document itself gives to a file is the name everywhere', async () => {
    const bundled = await join({
      'api/openapi.yaml': `${refers('flight.yaml')}components: {schemas: {Plane: {$ref: "flight.yaml"}}}\n`,
      'api/flight.yaml':
        'type: object\nproperties: {same: {$ref: "flight.yaml"}, back: {$ref: "openapi.yaml#/components/schemas/Plane"}}\n',
    });
    const schema = { $ref: '#/components/schemas/Plane' };
    expect(contentOf(bundled)).toMatchObject({
      paths: { '/a': { get: { responses: { '200': { content: { 'application/json': { schema } } } } } } },
      components: { schemas: { Plane: { type: 'object', properties: { same: schema, back: schema } } } },
    });
  });

  test('Swagger 2 has its parts at the top, and JSON stays JSON', async () => {
    const swagger = {
      swagger: '2.0',
      info: {},
      paths: { '/a': { get: { responses: { 200: { schema: { $ref: 'x.json' } } } } } },
    };
    const bundled = await join({ 'api/openapi.yaml': JSON.stringify(swagger), 'api/x.json': '{"type":"string"}' });
    expect('text' in bundled && JSON.parse(bundled.text ?? '')).toMatchObject({
      paths: { '/a': { get: { responses: { 200: { schema: { $ref: '#/definitions/x' } } } } } },
      definitions: { x: { type: 'string' } },
    });
  });

  test('a discriminator may name files; examples and defaults may not refer', async () => {
    const bundled = await join({
      'api/openapi.yaml': `${head}paths: {}\ncomponents:\n  schemas:\n    A:\n      oneOf: [{$ref: b.yaml}]\n      discriminator: {propertyName: t, mapping: {b: b.yaml, c: C}}\n      example: {$ref: not-a-file.yaml}\n      default: {$ref: nor-this.yaml}\n`,
      'api/b.yaml': 'type: object\n',
    });
    expect(contentOf(bundled)).toMatchObject({
      components: {
        schemas: {
          A: {
            oneOf: [{ $ref: '#/components/schemas/b' }],
            discriminator: { mapping: { b: '#/components/schemas/b', c: 'C' } },
            example: { $ref: 'not-a-file.yaml' },
            default: { $ref: 'nor-this.yaml' },
          },
        },
      },
    });
  });

  test('a document that only looks as if it refers elsewhere is left as it is', async () => {
    const text = `${head}paths: {}\nx-note: {$ref: nowhere.yaml}\n`;
    expect(await join({ 'api/openapi.yaml': text })).toEqual({ text: undefined, files: ['api/openapi.yaml'] });
  });
});

describe('what is refused, with the line that asks for it', () => {
  test.each([
    ['../../etc/passwd', 'reference-refused', 'it leads out of the repository'],
    ['%2e%2e/%2e%2e/secret.yaml', 'reference-refused', 'it leads out of the repository'],
    ['/etc/passwd', 'reference-refused', 'it is an absolute path'],
    ['..\\..\\secret', 'reference-refused', 'a backslash'],
    ['file:///etc/passwd', 'reference-refused', 'not https'],
    ['http://169.254.169.254/latest/meta-data', 'reference-refused', 'not https'],
    ['https://169.254.169.254/latest', 'reference-refused', 'is not on the list'],
    ['//evil.example/x.yaml', 'reference-refused', 'it is an absolute path'],
    ['https://user:pass@evil.example/x', 'reference-refused', 'has a user in it'],
    ['there.yaml#anchor', 'reference-missing', '#anchor of api/there.yaml'],
    ['there.yaml#a b', 'reference-refused', 'not a JSON pointer'],
    ['gone.yaml', 'reference-missing', 'gone.yaml, which is not there'],
    ['there.yaml#/nope', 'reference-missing', '#/nope of api/there.yaml'],
    ['there.yaml#/__proto__', 'reference-missing', 'which is not there'],
    ['link.yaml', 'file-symlink', 'symbolic link'],
    ['large.yaml', 'file-too-large', 'too large'],
    ['common/x.yaml', 'reference-missing', 'api/common/x.yaml, which lies in the submodule api/common'],
    ['broken.yaml', 'yaml-syntax', 'api/broken.yaml:1'],
  ])('%s', async (reference, code, words) => {
    const problem = await problemOf({
      'api/openapi.yaml': refers(reference),
      'api/there.yaml': 'type: string\n',
      'api/link.yaml': { type: 'link' },
      'api/large.yaml': { type: 'too-large' },
      'api/common/x.yaml': { type: 'submodule', submodule: 'api/common' },
      'api/broken.yaml': '{',
    });
    expect(problem).toContain(`${code}: `);
    expect(problem).toContain(words);
    if (code === 'reference-refused') expect(problem).toContain('api/openapi.yaml:4:94');
  });

  test('a document of another host only when the reader has it', async () => {
    expect(await problemOf({ 'api/openapi.yaml': refers('https://open.example/id.yaml') })).toBe('joined');
    const refused = await problemOf({ 'api/openapi.yaml': refers('https://closed.example/id.yaml') });
    expect(refused).toContain('the host of https://closed.example/id.yaml is not on the list');
  });

  test('path items in a circle, and endless files', async () => {
    expect(
      await problemOf({
        'api/openapi.yaml': root('  /a: {$ref: p.yaml}\n'),
        'api/p.yaml': 'get: {responses: {}, callbacks: {c: {x: {$ref: "p.yaml"}}}}\n',
      }),
    ).toContain('reference-unsupported');
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `api/f${index}.yaml`,
        `properties: {x: {$ref: "f${index + 1}.yaml"}}\n`,
      ]),
    );
    expect(await problemOf({ 'api/openapi.yaml': refers('f0.yaml'), ...many })).toContain('file-too-large');
  });
});
