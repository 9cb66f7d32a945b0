import { lineIndexOf } from '@konduct/core/source/line-index';
import { type SourceRange, showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import { placedIn } from './places.ts';

const rendered = { path: 'kong.yaml', text: 'a: \'x ${{ env "DECK_A" }} ${{ env "DECK_B" }}\'\nb:\n- c: d\n' };
const committed = {
  path: 'kong.yaml',
  text: 'b: [{c: d}] # ${{ env "DECK_B" }}\na: >-\n  x ${{ env "DECK_A" }}\n  ${{ env "DECK_B" }}\n',
};

const range = (text: string): SourceRange => {
  const start = rendered.text.indexOf(text);
  return lineIndexOf(rendered).rangeBetween(start, start + text.length);
};
const problem = (at: SourceRange) => ({ severity: 'error', code: 'deck-variable', message: 'm', at }) as const;

test.each([
  ['a reference', '${{ env "DECK_A" }}', '3:5'],
  ['the second reference', '${{ env "DECK_B" }}', '4:3'],
  ['a value', 'd', '1:9'],
  ['a key', 'c', '1:6'],
])('%s of what was rendered is found in what is committed', (_, text, place) => {
  const at = text === 'd' ? range('d\n') : text === 'c' ? range('c: d') : range(text);
  const [moved] = placedIn(committed, rendered, [{ ...problem(at), related: [{ message: 'r', at }] }]);
  expect(moved?.at && showRange(moved.at)).toBe(`kong.yaml:${place}`);
  expect(moved?.related?.[0]?.at).toEqual(moved?.at);
});

test('what has no such place stands at the start, and what has none has none', () => {
  const nowhere = { severity: 'error', code: 'deck-file', message: 'm' } as const;
  const [moved, none] = placedIn(committed, rendered, [problem(range('- ')), nowhere]);
  expect(moved?.at && showRange(moved.at)).toBe('kong.yaml:1:1');
  expect(none).toEqual(nowhere);
  expect(placedIn(rendered, rendered, [nowhere])).toEqual([nowhere]);
});
