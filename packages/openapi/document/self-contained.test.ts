import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument as parseStandard } from 'yaml';
import { isSurelySelfContained } from './self-contained.ts';

describe('what the text alone cannot tell', () => {
  test.each([
    ['a comment where the value seems to be', 'a:\n  $ref: # shared\n    http://x.example/a.yaml\n'],
    ['a plain value', 'a: {$ref: ./b.yaml}\n'],
    ['a value on the next line', 'a:\n  $ref:\n    "#/a"\n'],
    ['a block scalar', 'a:\n  $ref: |-\n    http://x.example/a.yaml\n'],
    ['a complex key', 'a:\n  ? $ref\n  : http://x.example/a.yaml\n'],
    ['a key in a block scalar', 'a:\n  ? |-\n    $ref\n  : http://x.example/a.yaml\n'],
    ['a key spelled with escapes', '"\\u0024ref": x\n'],
    ['others', '"\\x24ref": x\n'],
    ['and others', '"$r\\U00000065f": x\n'],
    ['a key over two lines', '{"$r\\\nef": x}\n'],
    ['an alias as a key', 'x: &k $re\ny: {*k : b.yaml}\n'],
    ['an anchor on the key', '&k $ref: "#/a"\n*k : http://x.example\n'],
    ['a merge key', 'x: &x {a: b}\ny: {<<: *x}\n'],
    ['a tag', 'a: {!!str $ref: "#/a", b: !!binary JHJlZg==}\n'],
    ['a directive', '%YAML 1.1\n---\na: b\n'],
    ['a schema of schemas', 'a: {$schema: "http://x.example"}\n'],
    ['an id', 'a: {$id: "http://x.example"}\n'],
    ['a dynamic reference', 'a: {$dynamicRef: "x.yaml#a"}\n'],
    ['a mapping', 'discriminator: {mapping: {a: a.yaml}}\n'],
    ['a link', 'operationRef: a.yaml\n'],
    ['JSON with escapes', '{"\\u0024ref":"a.json"}'],
    ['letters of another case', '{"$REF":"#/a", "$Schema":"b"}'],
  ])('%s', (_, text) => {
    expect(isSurelySelfContained(text)).toBe(false);
  });
});

test.each([
  ['references of the document', 'a: {$ref: \'#/b\'}\nc:\n  $ref: "#/d"\n'],
  ['JSON', '{"a":{"$ref":"#/b"},"c":{"$ref" : "#\\/d"},"d":"\\u00fc"}'],
  ['prose', 'description: "R&D, a & b, 1 != 2, **bold** and 100%"\n'],
])('%s can be told by the text', (_, text) => {
  expect(isSurelySelfContained(text)).toBe(true);
});

/** The texts under all keys that can be references, at any place. */
function outsideTexts(root: unknown): string[] {
  const found: string[] = [];
  const seen = new Set<object>();
  const pending = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isRecord(value))
      for (const [key, text] of Object.entries(value))
        if (/^\$(?:ref|schema|id)$/.test(key) && typeof text === 'string' && !text.startsWith('#')) found.push(text);
    pending.push(...Object.values(value));
  }
  return found;
}

/** The result of `read`, or undefined if it fails. */
function resultOf(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

test('never says so of a document that refers elsewhere, however it is written', () => {
  const part = fc.constantFrom(
    ...[
      '$ref',
      '"$ref"',
      "'$ref'",
      '$re',
      'f',
      '"\\u0024ref"',
      '"\\x24ref"',
      '"$r\\\nef"',
      '!!str $ref',
      '&k $ref',
      '*k ',
    ],
    ...[': ', ':', ' : ', ' :\n  ', ': # c\n  ', ': |-\n  ', ': >\n  ', ': !!str ', ': &v ', ': *v', '? ', '\n: '],
    ...['"#/a"', "'#/a'", '#/a', '# c', 'http://x', '"http://x"', "'a.yaml'", '"\\u0023/a"', '"#', '"', "'", '<<: *k'],
    ...[
      '\n',
      '\n  ',
      '\n- ',
      ' ',
      '\t',
      '{',
      '}',
      '[',
      ']',
      ',',
      ', ',
      'a: ',
      'b',
      '\\',
      '---\n',
      '\u2028',
      '\ufeff',
      '\r\n',
    ],
  );
  const text = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
  const reference = fc.tuple(text, part, part, part, text).map((parts) => parts.flat().join(''));
  let certain = 0;
  fc.assert(
    fc.property(fc.oneof(text, reference), (document) => {
      if (!isSurelySelfContained(document)) return;
      certain += 1;
      const { value, diagnostics } = parseYaml({ path: 'a.yaml', text: document });
      if (!hasErrors(diagnostics)) expect(outsideTexts(value)).toEqual([]);
      for (const version of ['1.1', '1.2'] as const) {
        const standard = parseStandard(document, { version, merge: true, uniqueKeys: false, logLevel: 'silent' });
        if (standard.errors.length === 0) expect(outsideTexts(resultOf(() => standard.toJS()))).toEqual([]);
      }
    }),
    { numRuns: 20_000 },
  );
  expect(certain).toBeGreaterThan(1000);
});
