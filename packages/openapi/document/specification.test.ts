import { showRange } from '@konduct/core/source/range';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readSpecification } from './specification.ts';

function read(text: string, whole: boolean): string[] {
  const { fields, diagnostics } = readSpecification({ path: 'openapi.yaml', text }, 'd1', whole);
  if (!fields) return diagnostics.map(({ code, message, at }) => `${code} ${at && showRange(at)} ${message}`);
  // Reading in full may add warnings.
  expect(diagnostics.filter(({ severity }) => !whole || severity !== 'warning')).toEqual([]);
  expect(fields).toMatchObject({ digest: 'd1', content: { digest: 'd1' } });
  return [`${fields.title} ${fields.version}`];
}

/** The findings of both ways of reading, which must be the same. */
function both(text: string): string[] {
  const quick = read(text, false);
  expect(read(text, true)).toEqual(quick);
  return quick;
}

describe('a specification', () => {
  test.each([
    ['OpenAPI 3.1', 'openapi: 3.1.0\ninfo:\n  title: Flights\n  version: 1.2.3\npaths: {}\n', 'Flights 1.2.3'],
    ['OpenAPI 3.0, version first', 'info: {version: 1.2.3, title: Flights}\nopenapi: "3.0.3"\n', 'Flights 1.2.3'],
    ['Swagger 2', 'swagger: "2.0"\ninfo: {title: Flights, version: 1.2.3}\n', 'Flights 1.2.3'],
    ['numbers', 'openapi: 3.1\ninfo: {title: 747, version: 1.5}\n', '747 1.5'],
    ['Swagger as a number', 'swagger: 2.0\ninfo: {title: a, version: 2}\n', 'a 2'],
    ['OpenAPI as a whole number', 'openapi: 3.0\ninfo: {title: a, version: 20260101}\n', 'a 20260101'],
    ['JSON', '{"openapi": "3.1.0", "info": {"title": "Fl\\u00fcge", "version": "1.0"}}', 'Flüge 1.0'],
    ['JSON over lines', '\n {\n  "swagger": "2.0",\n\t"info": {"title": "a", "version": 1.5}\n}\n', 'a 1.5'],
    ['flow style that is not JSON', '{openapi: 3.1.0, info: {title: a, version: b}, }', 'a b'],
    [
      'comments and a mark',
      '# ours\n---\n\n# more\nopenapi: 3.1.0 # x\ninfo: # y\n  # z\n  title: a # t\n  version: "1#2" # v\n',
      'a 1#2',
    ],
    ['other line breaks', 'openapi: 3.1.0\r\ninfo:\r\n  title: a\r\n\r\n  version: 1.0.0\r\npaths: {}\r\n', 'a 1.0.0'],
    ['a byte order mark', '\ufeffopenapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\n', 'a 1.0.0'],
    [
      'block scalars',
      'openapi: 3.1.0\ninfo:\n  title: >-\n    Flights\n    and more\n  description: |\n    info:\n      title: no\n\n    # no comment\n  version: |-\n    1.0.0\npaths: {}\n',
      'Flights and more 1.0.0',
    ],
    [
      'texts over lines',
      "openapi: 3.1.0\ninfo:\n  title: 'Flights\n    and more'\n  version: 1.0\n    beta\n",
      'Flights and more 1.0 beta',
    ],
    [
      'words that look like keys elsewhere',
      'openapi: 3.1.0\nx-note: |\n  info: no\ninfo: {title: a, version: "1"}\nx-more: "info: no"\n',
      'a 1',
    ],
    [
      'characters that JavaScript takes for line breaks',
      'openapi: 3.1.0\ninfo:\n  title: "a\u2028b"\n  version: "1"\n',
      'a\u2028b 1',
    ],
    ['quoted keys', '"openapi": 3.1.0\n"info": {"title": "a", "version": "1"}\n', 'a 1'],
    ['aliases inside', 'openapi: 3.1.0\ninfo:\n  title: &t a\n  version: *t\n', 'a a'],
    ['aliases from outside', 'x-title: &t a\nopenapi: 3.1.0\ninfo: {title: *t, version: "1"}\n', 'a 1'],
    ['a merge key', 'x-base: &b {title: a}\nopenapi: 3.1.0\ninfo:\n  <<: *b\n  version: "1"\n', 'a 1'],
    ['tags', 'openapi: 3.1.0\ninfo: {title: !!str 1, version: !!str 1.0}\n', '1 1.0'],
    [
      'a list without indentation',
      'openapi: 3.1.0\nservers:\n- url: /\ninfo:\n  title: a\n  contact:\n  - x\n  version: "1"\n',
      'a 1',
    ],
  ])('%s', (_, text, said) => {
    expect(both(text)).toEqual([said]);
  });
});

describe('what is no specification', () => {
  test.each([
    ['a list', '- a\n', 'spec-invalid openapi.yaml:1:1 The specification is not an OpenAPI document: it is a list'],
    ['text', 'hello\n', 'spec-invalid openapi.yaml:1:1 The specification is not an OpenAPI document: it is text'],
    [
      'another mapping',
      'a: 1\nb: 2\n',
      'spec-invalid openapi.yaml:1:1 The specification is not an OpenAPI document: it has neither `openapi` nor `swagger`',
    ],
    [
      'another version',
      'openapi: 4.0.0\ninfo: {}\n',
      'spec-invalid openapi.yaml:1:10 The specification says `openapi: 4.0.0`, which Konduct does not know',
    ],
    [
      'an old one',
      'swagger: 1.2\ninfo: {}\n',
      'spec-invalid openapi.yaml:1:10 The specification says `swagger: 1.2`, which Konduct does not know',
    ],
    [
      'a version that is none',
      'openapi: {a: b}\n',
      'spec-invalid openapi.yaml:1:10 The specification says `openapi: …`, which Konduct does not know',
    ],
    ['no info', 'openapi: 3.1.0\npaths: {}\n', 'spec-invalid openapi.yaml:1:1 The specification has no `info`'],
    [
      'info that is none',
      'openapi: 3.1.0\ninfo: x\n',
      'spec-invalid openapi.yaml:2:7 `info` is text instead of a mapping',
    ],
    [
      'a title that is a list',
      'openapi: 3.1.0\ninfo: {title: [a], version: "1"}\n',
      'spec-invalid openapi.yaml:2:15 `info.title` is a list instead of text',
    ],
    [
      'no title',
      'openapi: 3.1.0\ninfo:\n  version: 1.0.0\n',
      'spec-invalid openapi.yaml:3:3 The specification has no `info.title`',
    ],
    [
      'an empty title',
      'openapi: 3.1.0\ninfo:\n  title: ""\n  version: 1.0.0\n',
      'spec-invalid openapi.yaml:3:10 The specification has no `info.title`',
    ],
    [
      'no version',
      'openapi: 3.1.0\ninfo: {title: a}\n',
      'spec-invalid openapi.yaml:2:7 The specification has no `info.version`',
    ],
    [
      'an empty version',
      'openapi: 3.1.0\ninfo:\n  title: a\n  version: ""\n',
      'spec-invalid openapi.yaml:4:12 The specification has no `info.version`',
    ],
    [
      'a version of spaces',
      'openapi: 3.1.0\ninfo: {title: a, version: "  "}\n',
      'spec-invalid openapi.yaml:2:27 The specification has no `info.version`',
    ],
    [
      'a version that is true',
      'openapi: 3.1.0\ninfo: {title: a, version: true}\n',
      'spec-invalid openapi.yaml:2:27 `info.version` is a truth value instead of text',
    ],
    [
      'JSON cut off',
      '{"openapi": "3.1.0", "info": {"title": "a"',
      'yaml-syntax openapi.yaml:1:43 This bracket is never closed',
    ],
    [
      'two documents',
      'openapi: 3.1.0\n---\ninfo: {title: a, version: "1"}\n',
      'yaml-unsupported openapi.yaml:3:1 A file holds one document, and another starts here',
    ],
    [
      'a key twice',
      'openapi: 3.1.0\ninfo: {title: a, version: "1"}\ninfo: {title: b, version: "2"}\n',
      'yaml-duplicate-key openapi.yaml:3:1 The key `info` is here twice',
    ],
    [
      'an alias of nothing',
      'openapi: 3.1.0\ninfo: {title: *t, version: "1"}\n',
      'yaml-syntax openapi.yaml:2:15 There is no anchor `&t` before this alias',
    ],
  ])('%s', (_, text, said) => {
    const found = both(text);
    if (said.startsWith('spec-invalid')) expect(found).toEqual([said]);
    else expect(found.map((line) => line.split(' ')[0])).toContain(said.split(' ')[0]);
  });

  test.each([true, false])('an empty file (whole: %s)', (whole) => {
    const { fields, diagnostics } = readSpecification({ path: 'a.yaml', text: '' }, 'd', whole);
    expect(fields).toBeUndefined();
    const message = 'The specification is not an OpenAPI document: it is empty';
    expect(diagnostics).toMatchObject([{ code: 'spec-invalid', severity: 'error', message }]);
  });
});

test('OpenAPI 3.2 is read, and what is missing for it is said where the document says so', () => {
  const text = 'openapi: 3.2.0\ninfo: {title: Flights, version: "1"}\n';
  const { fields, diagnostics } = readSpecification({ path: 'openapi.yaml', text }, 'd1', true);
  expect(fields).toMatchObject({ title: 'Flights', version: '1' });
  expect(diagnostics).toMatchObject([
    {
      severity: 'warning',
      code: 'spec-version',
      cause: expect.stringContaining('decK makes no routes of `additionalOperations`'),
      fix: expect.stringContaining('Say `openapi: 3.1.2` if it uses nothing of 3.2'),
      at: { start: { line: 1, column: 10 } },
    },
  ]);
  const future = { path: 'openapi.yaml', text: text.replace('3.2', '3.20') };
  expect(readSpecification(future, 'd1', true).diagnostics).toEqual([]);
});

describe('a version that YAML takes for a number', () => {
  const text = 'openapi: 3.1.0\ninfo:\n  title: a\n  version: 1.10\n';

  test('is remarked where it stands when the document is read in full', () => {
    const { fields, diagnostics } = readSpecification({ path: 'openapi.yaml', text }, 'd1', true);
    expect(fields).toMatchObject({ version: '1.10' });
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'spec-invalid',
        message: '`info.version` is a number instead of text; it is published as it is written, `1.10`',
        fix: 'Put it in quotes.',
        at: { start: { line: 4, column: 12 } },
      },
    ]);
  });

  test('is nothing to remark in quotes', () => {
    const quoted = text.replace('1.10', '"1.10"');
    const { fields, diagnostics } = readSpecification({ path: 'openapi.yaml', text: quoted }, 'd1', true);
    expect([fields?.version, diagnostics]).toEqual(['1.10', []]);
  });
});

describe('a bomb', () => {
  const levels = Array.from({ length: 30 }, (_, index) => `x-${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`);
  const bomb = `x-0: &a0 [lol, lol]\n${levels.join('')}`;

  test('is refused where it is read', () => {
    expect(read(`openapi: 3.1.0\ninfo: {title: a, version: "1"}\n${bomb}`, true)[0]).toMatch(/^yaml-alias-limit/);
    expect(read(`${bomb}openapi: 3.1.0\ninfo: {title: *a30, version: "1"}\n`, false)[0]).toMatch(/^yaml-alias-limit/);
  });

  test('of brackets is refused too, in YAML and in JSON', () => {
    const deep = '['.repeat(50_000);
    expect(read(`openapi: 3.1.0\ninfo:\n  title: ${deep}\n`, false)[0]).toMatch(/^yaml-depth/);
    expect(read(`{"openapi": "3.1.0", "info": ${deep}`, false)[0]).toMatch(/^yaml-depth/);
  });

  test('outside of what is read quickly costs nothing', () => {
    expect(read(`openapi: 3.1.0\ninfo: {title: a, version: "1"}\n${bomb}`, false)).toEqual(['a 1']);
  });
});

test('reading quickly and in full find the same in any document', () => {
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom(
        'a',
        ' ',
        ':',
        '#',
        '-',
        '"',
        "'",
        '\n',
        '\r',
        '|',
        'info: x',
        '\ninfo: x',
        '\u2028',
        '{',
        '\\',
      ),
    }),
    fc.string(),
  );
  const info = fc.record(
    { title: text, version: fc.oneof(text, fc.integer(), fc.double({ noNaN: true })), description: text },
    { requiredKeys: [] },
  );
  const other = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(text, text, { maxKeys: 3 }));
  const documents = fc
    .record(
      {
        openapi: fc.constantFrom('3.1.0', '3.0.3', 3.1, '4'),
        swagger: fc.constant('2.0'),
        info,
        paths: other,
        'x-note': other,
        tags: other,
      },
      { requiredKeys: [] },
    )
    .chain((document) => fc.shuffledSubarray(Object.entries(document), { minLength: Object.keys(document).length }))
    .map((entries) => Object.fromEntries(entries));
  const styles = fc.record({
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
    defaultKeyType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE'),
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 20, 80),
  } as const);
  fc.assert(
    fc.property(documents, styles, fc.constantFrom('', '---\n', '# a comment\n\n', '\r\n'), (document, style, head) => {
      both(`${head}${stringify(document, style)}`);
      both(JSON.stringify(document, null, 2));
    }),
    { numRuns: 1000 },
  );
});
