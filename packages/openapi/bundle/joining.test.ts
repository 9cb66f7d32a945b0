import { describe, expect, test } from 'vitest';
import { parse, parseDocument as parseNodes } from 'yaml';
import { bundle } from './bundle.ts';
import { parseDocument } from './document.ts';
import type { RemoteReader } from './documents.ts';

const remote: RemoteReader = { read: async () => ({ refused: 'no host is asked' }) };

type Files = Readonly<Record<string, string>>;

async function textOf(files: Files, root = 'openapi.yaml'): Promise<string | undefined> {
  const text = files[root] ?? '';
  const { value, diagnostics } = parseDocument(root, text);
  expect(diagnostics).toEqual([]);
  const bundled = await bundle(root, text, value, {
    files: {
      async read(path) {
        const file = files[path];
        return file === undefined ? { type: 'missing' } : { type: 'file', bytes: Buffer.from(file) };
      },
    },
    remote,
    limits: { file: 1000_000, files: 1000, total: 1000_000 },
    refuse: (code, message) => ({ severity: 'error', code, message }),
  });
  if ('diagnostics' in bundled) return `${bundled.diagnostics[0]?.code}: ${bundled.diagnostics[0]?.message}`;
  return bundled.text;
}

async function joined(files: Files): Promise<unknown> {
  return parse((await textOf(files)) ?? 'null');
}

const head = 'openapi: 3.1.0\ninfo: {title: a, version: "1"}\n';
const none = `${head}paths: {}\n`;
const link = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('a reference to a name with `~1` in it is not taken for one with a slash', async () => {
  const document = await joined({
    'openapi.yaml': `${head}paths:\n  /a: {$ref: "parts.yaml#/paths/a~01b"}\n  /b: {$ref: "parts.yaml#/paths/a~1b"}\n`,
    'parts.yaml': 'paths: {"a~1b": {summary: tilde}, "a/b": {summary: slash}}\n',
  });
  expect(document).toMatchObject({ paths: { '/a': { summary: 'tilde' }, '/b': { summary: 'slash' } } });
});

describe('names', () => {
  test('a section that is a file keeps its names, and nobody else gets them', async () => {
    expect(
      await joined({
        'openapi.yaml': `${head}paths:\n  /a: {get: {responses: {"200": {description: x, content: {a: {schema: {$ref: ./err/Model.yaml}}, b: {schema: {$ref: "schemas.yaml#/Model"}}, c: {schema: {$ref: "#/components/schemas/Model"}}}}}}}\ncomponents: {schemas: {$ref: ./schemas.yaml}}\n`,
        'schemas.yaml': 'Model: {type: string, not: {$ref: "#/Other"}}\nOther: {$ref: other.yaml}\n',
        'other.yaml': 'type: boolean\n',
        'err/Model.yaml': 'type: integer\n',
      }),
    ).toMatchObject({
      paths: {
        '/a': {
          get: {
            responses: {
              '200': {
                content: { a: { schema: link('Model_2') }, b: { schema: link('Model') }, c: { schema: link('Model') } },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          Model: { type: 'string', not: link('Other') },
          Other: { type: 'boolean' },
          Model_2: { type: 'integer' },
        },
      },
    });
  });

  test('so does `components` as a file, with sections in files of their own', async () => {
    expect(
      await joined({
        'openapi.yaml': `${head}paths: {/a: {parameters: [{$ref: page/Model.yaml}, {name: b, in: query, schema: {$ref: err/Model.yaml}}]}}\ncomponents: {$ref: parts/all.yaml}\n`,
        'page/Model.yaml': '{name: page, in: query}\n',
        'parts/all.yaml': 'schemas: {$ref: schemas.yaml}\nparameters: {Model: {name: a, in: query}}\n',
        'parts/schemas.yaml': 'Model: {type: string}\n',
        'err/Model.yaml': 'type: integer\n',
      }),
    ).toMatchObject({
      paths: { '/a': { parameters: [{ $ref: '#/components/parameters/Model_2' }, { schema: link('Model_2') }] } },
      components: { schemas: { Model: { type: 'string' }, Model_2: { type: 'integer' } } },
    });
  });

  test('a name that begins with x- is a name where keys are names', async () => {
    const text = await textOf({
      'openapi.yaml': `${head}paths:\n  x-paths: {$ref: not.yaml}\n  /a: {get: {responses: {x-note: {$ref: not.yaml}, "200": {description: x, headers: {x-rate-limit: {$ref: p.yaml}}}}}}\ncomponents:\n  parameters: {x-trace: {$ref: p.yaml}}\n  responses: {x-bad: {$ref: p.yaml}}\n  schemas: {S: {properties: {x-a: {$ref: p.yaml}}}}\n  x-more: {$ref: not.yaml}\n`,
      'p.yaml': 'description: x\n',
    });
    expect(text?.match(/not\.yaml/g)).toHaveLength(3);
    expect(text).not.toContain('p.yaml');
  });
});

describe('what refers', () => {
  test('every place of a schema', async () => {
    const single = [
      'contentSchema',
      'propertyNames',
      'unevaluatedProperties',
      'unevaluatedItems',
      'if',
      'then',
      'else',
    ];
    const maps = ['dependentSchemas', 'dependencies', 'patternProperties', '$defs', 'definitions'];
    const schema = [
      ...single.map((key) => `${key}: {$ref: "#/B"}`),
      ...maps.map((key) => `${key}: {a: {$ref: "#/B"}}`),
      'prefixItems: [{$ref: "#/B"}]',
      'dependentRequired: {a: [b]}',
    ];
    const { components } = (await joined({
      'openapi.yaml': `${none}components: {schemas: {A: {$ref: "b.yaml#/A"}}}\n`,
      'b.yaml': `A: {${schema.join(', ')}}\nB: {type: string}\n`,
    })) as { components: { schemas: Record<string, Record<string, unknown>> } };
    for (const key of single) expect(components.schemas.A?.[key]).toEqual(link('B'));
    for (const key of maps) expect(components.schemas.A?.[key]).toEqual({ a: link('B') });
    expect(components.schemas.A?.prefixItems).toEqual([link('B')]);
  });

  test('a discriminator alone, but not an address', async () => {
    expect(
      await joined({
        'openapi.yaml': `${none}components: {schemas: {A: {discriminator: {propertyName: t, mapping: {b: ./b.yaml, c: C, d: "#/components/schemas/A", e: "https://x.example/e.json"}}}}}\n`,
        'b.yaml': 'type: object\n',
      }),
    ).toMatchObject({
      components: {
        schemas: {
          A: {
            discriminator: {
              mapping: {
                b: '#/components/schemas/b',
                c: 'C',
                d: '#/components/schemas/A',
                e: 'https://x.example/e.json',
              },
            },
          },
          b: { type: 'object' },
        },
      },
    });
  });

  test('a link to an operation', async () => {
    const operation = (to: string) =>
      `get: {responses: {"200": {description: x, links: {next: {operationRef: "${to}"}}}}}\n`;
    const files = {
      'openapi.yaml': `${head}paths: {/a: {$ref: a.yaml}, /b: {$ref: "b.yaml#/item"}}\n`,
      'a.yaml': operation('#/get'),
      'b.yaml': `item: {${operation('a.yaml#/get').trim()}}\n`,
    };
    const links = (await textOf(files))?.match(/operationRef: .*/g);
    expect(links).toEqual(Array(2).fill('operationRef: "#/paths/~1a/get"'));
    expect(await textOf({ ...files, 'a.yaml': operation('c.yaml#/get'), 'c.yaml': 'get: {}\n' })).toMatch(
      /^reference-unsupported: a\.yaml:1:\d+ refers to #\/get of c\.yaml/,
    );
  });

  test('anchors, in the document and in another', async () => {
    expect(
      await joined({
        'openapi.yaml': `${none}components: {schemas: {A: {$anchor: node, items: {$ref: "#node"}}, B: {$ref: "b.yaml#leaf"}}}\n`,
        'b.yaml': 'x: [{$anchor: leaf, type: object, not: {$ref: "#leaf"}}]\n',
      }),
    ).toMatchObject({
      components: {
        schemas: { A: { $anchor: 'node', items: { $ref: '#node' } }, B: { type: 'object', not: link('B') } },
      },
    });
  });

  test('something behind a reference', async () => {
    expect(
      await joined({
        'openapi.yaml': `${none}components: {schemas: {A: {$ref: "a.yaml#/A/properties/x"}}}\n`,
        'a.yaml': 'A: {$ref: "b.yaml#/B"}\n',
        'b.yaml': 'B: {properties: {x: {type: string}}}\n',
      }),
    ).toMatchObject({ components: { schemas: { A: { type: 'string' } } } });
    expect(
      await textOf({
        'openapi.yaml': `${none}components: {schemas: {A: {$ref: "a.yaml#/A/x"}}}\n`,
        'a.yaml': 'A: {$ref: "#/B"}\nB: {$ref: "#/A"}\n',
      }),
    ).toMatch(/^reference-unsupported: /);
  });

  test('a directive for Kong, while what it says of the document stays', async () => {
    expect(
      await joined({
        'openapi.yaml': `${none}x-kong-plugin-a: {$ref: plugins.yaml#/a}\nx-kong-plugin-b: {$ref: "#/components/x-kong/plugins/b"}\n`,
        'plugins.yaml': 'a: {config: {$ref: "#/components/x-kong/plugins/b"}}\n',
      }),
    ).toMatchObject({
      'x-kong-plugin-a': { config: { $ref: '#/components/x-kong/plugins/b' } },
      'x-kong-plugin-b': { $ref: '#/components/x-kong/plugins/b' },
    });
    expect(await textOf({ 'openapi.yaml': `${none}x-kong-plugin-a: {$ref: "http://x.example"}\n` })).toMatch(
      /^reference-refused: openapi\.yaml:4:25 /,
    );
  });

  test('a reference behind a comment, escapes, or a merge key', async () => {
    const files = { 'b.yaml': 'S: {type: string}\n' };
    for (const schema of ['\n      $ref: # shared\n        ./b.yaml#/S', '{"\\x24ref": "b.yaml#/S"}', '{<<: *b}']) {
      const text = `${none}x-b: &b {$ref: "b.yaml#/S"}\ncomponents:\n  schemas:\n    A: ${schema}\n`;
      expect(await joined({ ...files, 'openapi.yaml': text })).toMatchObject({
        components: { schemas: { A: { type: 'string' } } },
      });
    }
  });
});

describe('what is left alone', () => {
  test.each([
    ['an $id', 'components: {schemas: {A: {$id: "https://x.example/a", not: {$ref: "#/x"}}}}\n'],
    ['data', 'x-a: {$ref: "http://169.254.169.254/"}\ncomponents: {schemas: {A: {example: {$ref: a.yaml}}}}\n'],
    ['a local anchor', 'components: {schemas: {A: {$anchor: a, not: {$ref: "#a"}}, B: {$ref: "#strange %"}}}\n'],
  ])('%s', async (_, more) => {
    expect(await textOf({ 'openapi.yaml': `${none}${more}` })).toBeUndefined();
  });
});

describe('an $id', () => {
  const withA = (schema: string, version = '3.1.0') =>
    `openapi: ${version}\ninfo: {title: a, version: "1"}\npaths: {}\ncomponents: {schemas: {A: ${schema}, B: {$ref: b.json}}}\n`;
  const b = '{"type": "string"}';
  const schemaOf = async (files: Readonly<Record<string, string>>, name = 'B') => {
    const text = await textOf(files);
    return text?.startsWith('reference-') ? text : parse(text ?? '').components.schemas[name];
  };

  test('that nothing refers relative to is staged as it is, in the document and in a file that is joined to it', async () => {
    const leaf = '{"$id": "https://x.example/b.json", "type": "object"}';
    const files = { 'openapi.yaml': withA('{$id: "https://x.example/a"}'), 'b.json': leaf };
    expect(await schemaOf(files)).toEqual(JSON.parse(leaf));
    expect(await schemaOf(files, 'A')).toEqual({ $id: 'https://x.example/a' });
  });

  test('means nothing in OpenAPI 3.0', async () => {
    const files = {
      'openapi.yaml': withA('{$id: "https://x.example/a", not: {$ref: "#/components/schemas/B"}}', '3.0.3'),
      'b.json': '{"properties": {"c": {"$id": "https://y.example/c", "not": {"$ref": "c.json"}}}}',
      'c.json': '{"type": "integer"}',
    };
    expect(await schemaOf(files)).toEqual({
      properties: { c: { $id: 'https://y.example/c', not: { $ref: '#/components/schemas/c' } } },
    });
  });

  test('of a file leaves `#` the file, and a file with the address that is meant what is meant', async () => {
    const files = {
      'openapi.yaml': withA('{type: string}'),
      'b.json': JSON.stringify({
        $id: 'https://x.example/schemas/b.json',
        properties: { own: { $ref: '#/$defs/D' }, other: { $ref: 'c.json' } },
        $defs: { D: { type: 'integer' } },
      }),
      'c.json': '{"$id": "https://x.example/schemas/c.json", "type": "integer"}',
    };
    // The $id of what was rewritten is gone: with it, `#/…` would mean something below it.
    expect(await schemaOf(files)).toEqual({
      properties: {
        own: { $ref: '#/components/schemas/D' },
        other: { $ref: '#/components/schemas/c' },
      },
      $defs: { D: { type: 'integer' } },
    });
    expect(await schemaOf(files, 'c')).toEqual(JSON.parse(files['c.json']));
  });

  test.each([
    ['a file without that address', '{"$id": "https://x.example/b.json", "not": {"$ref": "c.json"}}', 'b.json:1:53'],
    ['a file in another folder', '{"$id": "https://x.example/b.json", "not": {"$ref": "sub/c.json"}}', 'b.json:1:53'],
    [
      'a schema inside a file',
      '{"items": {"$id": "https://x.example/i", "not": {"$ref": "#/$defs/D"}}}',
      'b.json:1:58',
    ],
    ['a part of a file', '{"items": {"$ref": "d.json#/$defs/D"}}', 'd.json:1:60'],
  ])('that gives a reference another meaning is refused: %s', async (_, schema, place) => {
    const files = {
      'openapi.yaml': withA('{type: string}'),
      'b.json': schema,
      'c.json': '{"$id": "https://x.example/other.json"}',
      'sub/c.json': '{"$id": "https://x.example/c.json"}',
      'd.json': '{"$id": "https://x.example/d.json","$defs": {"D": {"$ref": "c.json"}}}',
    };
    const said = await schemaOf(files);
    expect(said).toMatch(/^reference-unsupported: .* below the \$id "https:\/\/x\.example\//);
    expect(said).toContain(place);
  });

  test('in the document itself is refused where a reference below it has to be rewritten or not, once files are joined', async () => {
    const own = withA('{$id: "https://x.example/a", not: {$ref: "#/components/schemas/B"}}');
    expect(await schemaOf({ 'openapi.yaml': own, 'b.json': b })).toMatch(/^reference-unsupported: openapi\.yaml:4:/);
  });
});

describe('a reference by the name of the file it stands in', () => {
  const own = `openapi: 3.0.3
info: {title: a, version: "1"}
paths:
  /a: {get: {parameters: [{$ref: "openapi.yaml#/components/parameters/p"}], responses: {"200": {$ref: "./openapi.yaml#/components/responses/r"}}}}
components:
  parameters: {p: {name: p, in: query, schema: {type: integer}}}
  responses: {r: {description: ok}}
  schemas:
    Pet: {discriminator: {propertyName: k, mapping: {cat: "openapi.yaml#/components/schemas/Cat", dog: Dog}}}
    Cat: {type: object}
    Odd: {$ref: "openapi.yaml#/components/schemas/Gone"}
`;

  test('is a local one, in mappings too, wherever it leads', async () => {
    const { paths, components } = parse((await textOf({ 'openapi.yaml': own })) ?? '');
    expect(paths['/a'].get.parameters).toEqual([{ $ref: '#/components/parameters/p' }]);
    expect(paths['/a'].get.responses).toEqual({ 200: { $ref: '#/components/responses/r' } });
    expect(components.schemas.Pet.discriminator.mapping).toEqual({ cat: '#/components/schemas/Cat', dog: 'Dog' });
    expect(components.schemas.Odd).toEqual({ $ref: '#/components/schemas/Gone' });
  });

  test('is one of the joined document in files that are joined to it', async () => {
    const files = {
      'openapi.yaml': `${none}components: {schemas: {A: {type: string}, B: {$ref: b.yaml}}}\n`,
      'b.yaml':
        'discriminator: {propertyName: k, mapping: {a: "openapi.yaml#/components/schemas/A", c: "b.yaml#/$defs/C"}}\nproperties: {c: {$ref: "b.yaml#/$defs/C"}, a: {$ref: "openapi.yaml#/components/schemas/A"}}\n$defs: {C: {type: integer}}\n',
    };
    const { schemas } = parse((await textOf(files)) ?? '').components;
    expect(schemas.B.properties).toEqual({
      c: { $ref: '#/components/schemas/C' },
      a: { $ref: '#/components/schemas/A' },
    });
    expect(schemas.B.discriminator.mapping).toEqual({ a: '#/components/schemas/A', c: '#/components/schemas/C' });
  });
});

test('parts of one name are numbered in their order', async () => {
  const folders = Array.from({ length: 300 }, (_, index) => `p${index}`);
  const files = Object.fromEntries(folders.map((name) => [`${name}/index.yaml`, `title: ${name}\n`]));
  const items = folders.map((name) => `{$ref: "${name}/index.yaml"}`).join(', ');
  const text = await textOf({ ...files, 'openapi.yaml': `${none}components: {schemas: {A: {oneOf: [${items}]}}}\n` });
  const { schemas } = parse(text ?? '').components;
  expect(Object.keys(schemas).slice(0, 4)).toEqual(['A', 'index', 'index_2', 'index_3']);
  expect(schemas.index_300).toEqual({ title: 'p299' });
});

describe('numbers and text', () => {
  const values =
    '[9223372036854775807, 1.0, 1.10, 0.1, 1e3, 0x1F, 12345678901234567890.5, -0.0, 7, "2020-01-01", "on", "no", "y", "1_000", "12:30:45", "0o7", "010", "=", "<<", "~", "a\\u2028b", "1.0"]';
  const files = {
    'openapi.yaml': `openapi: 3.1.0\ninfo: {title: a, version: 1.0}\npaths: {}\ncomponents: {schemas: {A: {$ref: b.yaml}}}\nx-values: ${values}\n`,
    'b.yaml': 'maximum: 9223372036854775807\nmultipleOf: 1.0\nexample: "on"\n"on": "off"\n',
  };

  test('stay as they are written, for readers of both versions of YAML', async () => {
    const text = (await textOf(files)) ?? '';
    for (const line of ['maximum: 9223372036854775807', 'multipleOf: 1.0', '  version: 1.0', '- 0x1F', '- 1.10'])
      expect(text).toContain(`${line}\n`);
    for (const version of ['1.1', '1.2'] as const) {
      const read = parseNodes(text, { version, intAsBigInt: true, merge: true }).toJS();
      const original = parseNodes(files['openapi.yaml'], { version, intAsBigInt: true }).toJS();
      expect(read['x-values']).toEqual(original['x-values']);
      expect(read.components.schemas.A).toMatchObject({ example: 'on', on: 'off' });
    }
  });

  test('in JSON, too, whatever its size', async () => {
    for (const size of [1, 3 * 1024 * 1024]) {
      const text = `{"openapi":"3.1.0","info":{"title":"a","version":"1"},"x-a":[9223372036854775807,1.0,1.5,1e2],"x-b":"${'b'.repeat(size)}","components":{"schemas":{"A":{"$ref":"b.yaml"}}}}`;
      const bundled = await bundle('a.json', text, parseDocument('a.json', text).value, {
        files: { read: async () => ({ type: 'file', bytes: Buffer.from(files['b.yaml']) }) },
        remote,
        limits: { file: 1e8, files: 20, total: 1e8 },
        refuse: (code, message) => ({ severity: 'error', code, message }),
      });
      const written = 'text' in bundled ? (bundled.text ?? '') : '';
      expect(written).toContain('9223372036854775807,\n    1.0,\n    1.5,\n    1e2\n');
      expect(written).toContain('"maximum": 9223372036854775807');
    }
  });
});

test('what is no YAML is found in a large file, too, and so is what is too much', () => {
  const large = `${none}${'x: a line of a description\n'.replace('x', '#').repeat(100_000)}`;
  expect(parseDocument('a.yaml', large).diagnostics).toEqual([]);
  expect(parseDocument('a.yaml', `${large}x-a: "never closed\n`).diagnostics[0]?.code).toBe('yaml-syntax');
  expect(parseDocument('a.yaml', `${none}x-a: [${'a,'.repeat(4_100_000)}a]\n`).diagnostics[0]?.code).toBe(
    'file-too-large',
  );
});
