import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spliceCalls } from './call-splice.ts';

const engine = new Environment();

function splice(source: string): string {
  return spliceCalls(source, engine.parse(source).ast);
}

describe('spliceCalls', () => {
  test.each([
    ["s.matches('a')", "s.matche_('a')"],
    ["(s + 'x').matches('a')", "(s + 'x').matche_('a')"],
    ["((s)).matches('a')", "((s)).matche_('a')"],
    ["s . matches ( 'a' )", "s . matche_ ( 'a' )"],
    ["s // .matches(\n . // matches\n matches('.matches()')", "s // .matches(\n . // matches\n matche_('.matches()')"],
    ['s.matches(s.matches(t) ? u : v)', 's.matche_(s.matche_(t) ? u : v)'],
    ['l.filter(matches, matches.matches(matches))', 'l.filter(matches, matches.matche_(matches))'],
    ["{'matches': s.matches('x')}['matches']", "{'matches': s.matche_('x')}['matches']"],
    ['a.matches.matches(b)', 'a.matches.matche_(b)'],
    ['f(a)[0].matches(b)', 'f(a)[0].matche_(b)'],
    ['"a".matches("""b""")', '"a".matche_("""b""")'],
    ['!s.matches(a) && -x.y == z', '!s.matche_(a) && -x.y == z'],
    ["matches('a', 'b')", "matches('a', 'b')"],
    ['s.match(a) + matches', 's.match(a) + matches'],
    ['int(s.trim()) + (  int  (int))', 'in_(s.tri_()) + (  in_  (int))'],
    ['x.int(uint) == uint(x.uint)', 'x.int(uint) == uin_(x.uint)'],
    ["trim(s) + s.split('split(').trim", "trim(s) + s.spli_('split(').trim"],
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
        expect(spliced.replaceAll('matche_', 'matches')).toBe(source);
        expect(splice(spliced)).toBe(spliced);
      }),
    );
  });
});
