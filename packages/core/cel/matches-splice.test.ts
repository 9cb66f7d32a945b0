import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spliceMatches } from './matches-splice.ts';

const engine = new Environment();

function splice(source: string): string {
  return spliceMatches(source, engine.parse(source).ast);
}

describe('spliceMatches', () => {
  test.each([
    ["s.matches('a')", "s.re2find('a')"],
    ["(s + 'x').matches('a')", "(s + 'x').re2find('a')"],
    ["((s)).matches('a')", "((s)).re2find('a')"],
    ["s . matches ( 'a' )", "s . re2find ( 'a' )"],
    ["s // .matches(\n . // matches\n matches('.matches()')", "s // .matches(\n . // matches\n re2find('.matches()')"],
    ['s.matches(s.matches(t) ? u : v)', 's.re2find(s.re2find(t) ? u : v)'],
    ['l.filter(matches, matches.matches(matches))', 'l.filter(matches, matches.re2find(matches))'],
    ["{'matches': s.matches('x')}['matches']", "{'matches': s.re2find('x')}['matches']"],
    ['a.matches.matches(b)', 'a.matches.re2find(b)'],
    ['f(a)[0].matches(b)', 'f(a)[0].re2find(b)'],
    ['"a".matches("""b""")', '"a".re2find("""b""")'],
    ['!s.matches(a) && -x.y == z', '!s.re2find(a) && -x.y == z'],
    ["matches('a', 'b')", "matches('a', 'b')"],
    ['s.match(a) + matches', 's.match(a) + matches'],
  ])('makes of %s: %s', (source, expected) => {
    expect(splice(source)).toBe(expected);
  });

  test('changes no length and no other character, whatever the expression', () => {
    const space = fc.constantFrom('', ' ', '\n', ' // .matches(\n');
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('s', "'.matches('", '"matches"', 'matches', 'r"\\.matches"'),
        fc
          .tuple(tie('expression'), space, space, tie('expression'))
          .map(([a, x, y, b]) => `${a}${x}.${y}matches(${b})`),
        fc.tuple(tie('expression'), space).map(([a, x]) => `(${x}${a}${x})`),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ${b}][0]`),
        tie('expression').map((a) => `l.map(matches, ${a})`),
        tie('expression').map((a) => `{${a}: ${a}}.matches`),
      ),
    }));
    fc.assert(
      fc.property(expression, (source) => {
        const spliced = splice(source);
        expect(spliced).toHaveLength(source.length);
        expect(spliced.replaceAll('re2find', 'matches')).toBe(source);
        expect(splice(spliced)).toBe(spliced);
      }),
    );
  });
});
