import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { lineIndexOf } from './line-index.ts';
import { rangeOf } from './origin.ts';
import { positionIn } from './scalar.ts';
import type { SourceFile } from './source-file.ts';
import { parseYaml } from './yaml.ts';

/** The place of the first `X` of the value under `key`, as `line:column`, and the character that stands there. */
function placeOfX(text: string): string {
  const file: SourceFile = { path: 'a.yaml', text };
  const { value } = parseYaml(file);
  const scalar = (value as { key: string }).key;
  const range = rangeOf(value, 'key');
  if (!range) throw new Error('the key has no place');
  const position = positionIn(file, range, scalar, scalar.indexOf('X'));
  return `${position.line}:${position.column} ${text[lineIndexOf(file).offsetAt(position)]}`;
}

test.each([
  ['plain', 'key: some X text', '1:11 X'],
  ['plain behind an anchor', 'key: &a some X text', '1:14 X'],
  ['plain over two lines', 'key: some\n  more X text', '2:8 X'],
  ['plain with an empty line', 'key: some\n\n\n  more X', '4:8 X'],
  ['single quotes', "key: 'it''s X'", '1:13 X'],
  ['single quotes over lines', "key: 'it''s\n\n  so X'", '3:6 X'],
  ['double quotes', 'key: "a\\n\\x41\\u0041\\U0001F600\\\\ X"', '1:33 X'],
  ['double quotes with a joined line', 'key: "a \\\n    b X"', '2:7 X'],
  ['double quotes over lines', 'key: "a  \n\n  b X"', '3:5 X'],
  ['literal block', 'key: |\n  a\n\n   b X\n', '4:6 X'],
  ['literal block with blank lines first', 'key: |-\n\n  \n  a X\n', '4:5 X'],
  ['literal block with an indicator', 'key: |2 # why\n    a X\n', '2:7 X'],
  ['literal block with Windows line ends', 'key: |\r\n  a\r\n  b X\r\n', '3:5 X'],
  ['folded block', 'key: >-\n  a\n  b\n\n  c X\n', '5:5 X'],
  ['folded block with deeper lines', 'key: >\n  a\n    b\n  c X\n', '4:5 X'],
  ['in a list of keys', 'other: 1\nkey:   "  X"', '2:11 X'],
])('finds a character in a scalar: %s', (_, text, expected) => {
  expect(placeOfX(text)).toBe(expected);
});

test('an alias is the place of what is wrong in its value', () => {
  const file: SourceFile = { path: 'a.yaml', text: 'a: &a long text\nkey: *a\n' };
  const { value } = parseYaml(file);
  const range = rangeOf(value, 'key');
  expect(range && positionIn(file, range, 'long text', 5)).toEqual({ line: 2, column: 6 });
});

test('every visible character of any text is found, however the text is written', () => {
  const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', "'", '"', '\\', '$', '{', '}', 'é', '😀', '\t'),
    maxLength: 30,
  });
  const words = fc.array(fc.oneof(word, fc.constantFrom('\n', '\n\n', ' ', '  ', '\n  ')), { maxLength: 12 });
  fc.assert(
    fc.property(words, style, fc.boolean(), (pieces, defaultStringType, windows) => {
      const written = stringify({ key: pieces.join('') }, { defaultStringType, lineWidth: 40 });
      const file: SourceFile = { path: 'a.yaml', text: windows ? written.replaceAll('\n', '\r\n') : written };
      const { value, diagnostics } = parseYaml(file);
      const { key } = value as { key: string };
      fc.pre(diagnostics.length === 0 && typeof key === 'string');
      const range = rangeOf(value, 'key');
      if (!range) throw new Error('the key has no place');
      for (let offset = 0; offset < key.length; offset += 1) {
        const position = positionIn(file, range, key, offset);
        const found = file.text[lineIndexOf(file).offsetAt(position)];
        expect(position.line).toBeLessThanOrEqual(range.end.line);
        if (/[abc${}]/.test(key[offset] ?? '')) expect([offset, found]).toEqual([offset, key[offset]]);
      }
    }),
    { numRuns: 2000 },
  );
});
