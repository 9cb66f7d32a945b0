import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { lineIndexOf } from './line-index.ts';
import { originOf } from './origin.ts';
import { YamlBuilder } from './yaml-builder.ts';
import { buildFromEvents } from './yaml-events.ts';
import { buildFromNodes } from './yaml-nodes.ts';

/** The results of both readers for a text; that of the quick one is undefined where it leaves the text to the other. */
function both(text: string) {
  const file = { path: 'a.yaml', text };
  const quick = new YamlBuilder(lineIndexOf(file), true);
  const isRead = buildFromEvents(text, quick) === undefined;
  const thorough = new YamlBuilder(lineIndexOf(file), true);
  buildFromNodes(file, lineIndexOf(file), thorough);
  return { quick: isRead ? quick : undefined, thorough };
}

/** The start of a value and of everything in it. */
function starts(value: unknown): unknown {
  const origin = originOf(value);
  if (!origin) return undefined;
  const { line, column } = origin.self.start;
  const members = [...origin.members].map(([name, { key, value: range }]) => [
    name,
    `${key.start.line}:${key.start.column}`,
    // Each reader has its own place for an empty value, which is never shown.
    range.start.line === range.end.line && range.start.column === range.end.column
      ? 'empty'
      : `${range.start.line}:${range.start.column}`,
    starts((value as Record<string, unknown>)[name]),
  ]);
  return [`${line}:${column}`, members];
}

const words = [
  'a',
  'b c',
  '',
  '~',
  'true',
  'no',
  '1',
  '1.0',
  '0o7',
  '-0',
  '.inf',
  '# x',
  'a: b',
  '- a',
  '*a',
  '|',
  '\n',
  ' é\n\n😀 ',
];

test('whatever is written as YAML is read alike, with the same places', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(...words, null, 1, -1.5, 9e99, true), tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    map: fc.dictionary(fc.constantFrom(...words, '__proto__', '200'), tie('value'), { maxKeys: 4 }),
  }));
  const style = fc.record({
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 20),
  } as const);
  const head = fc.constantFrom('', '---\n', '# a comment\n\n', '\uFEFF');
  fc.assert(
    fc.property(value, style, head, fc.boolean(), (written, options, before, isWindows) => {
      const text = `${before}${stringify(written, { ...options, aliasDuplicateObjects: false })}`;
      const { quick, thorough } = both(isWindows ? text.replaceAll('\n', '\r\n') : text);
      // The writer of `yaml` makes some texts that its own reader refuses.
      fc.pre(thorough.diagnostics.length === 0 && quick !== undefined);
      expect(quick?.diagnostics).toEqual([]);
      expect(quick?.value).toEqual(thorough.value);
      expect(starts(quick?.value)).toEqual(starts(thorough.value));
    }),
    { numRuns: 1500 },
  );
});

test('what both can read of any text has the same value', () => {
  const piece = fc.constantFrom(
    ...['a', ': ', ':', '- ', '\n', '\n  ', ' ', '"', "'", '[', ']', '{', '}', ', ', '#', ' #c', '&x ', '*x', '|\n  '],
    ...['>-\n  ', '? ', '!!str ', '1', '.5', 'null', '<<', '\r\n', '\\n', 'é', '%', '@', '='],
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { quick, thorough } = both(`k: v\n${pieces.join('')}`);
      if (!quick || quick.diagnostics.length > 0 || thorough.diagnostics.length > 0) return;
      read += 1;
      expect(quick.value).toEqual(thorough.value);
    }),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(100);
});

test.each([
  ['a directive', '%YAML 1.2\n---\na: b\n'],
  ['a tag of somebody', 'a: !Ref b\n'],
  ['a tag that does not fit', 'a: !!int b\n'],
  ['an error', 'a: "b\n'],
])('%s is left to the thorough reader', (_, text) => {
  expect(both(text).quick).toBeUndefined();
});
