import { describe, expect, test } from 'vitest';
import { problems } from './example.fixture.ts';

/** Each problem as the piece of source it points at, and what it says. */
function findings(source: string): string[] {
  return problems(source).map(({ start, end, message }) => `${source.slice(start, end)}: ${message}`);
}

describe('problems of an expression', () => {
  test('reports every unknown name and field at once, then a type error', () => {
    const source = "'a' + 1 + portal.nme + teams.map(t, t.nam + x)[0] + charat(text) + text.foo()";
    expect(findings(source)).toEqual([
      "'a' + 1: + cannot combine string and int",
      'nme: Portal has no field nme',
      'nam: Team has no field nam',
      'x: There is no x here',
      'charat: There is no function charat()',
      'foo: There is no method foo()',
    ]);
  });

  test.each([
    ['has(portal.typo)', 'typo'],
    ['has(portal.labels.x) && has(portal.typo.x)', 'typo'],
    ["portal.?typo.orValue('x')", 'typo'],
    ["portal[?'typo'].orValue('x')", "'typo'"],
    ["portal['typo']", "'typo'"],
    ['optional.of(portal).typo', 'typo'],
    ['teams.exists(t, has(t.typo))', 'typo'],
    ['teams.filter(t, true)[0].typo', 'typo'],
    ['teams.first().typo', 'typo'],
    ['cel.bind(p, portal, p.typo)', 'typo'],
    ['(true ? portal : portal).typo', 'typo'],
    ['[portal].map(p, p.typo)', 'typo'],
    ['teams.map(t, t.portals).flatten()[0].typo', 'typo'],
    ['teams.sort().reverse().distinct().slice(0, 1)[0].typo', 'typo'],
    ['teams.map(t, has(t.name), t.typo)', 'typo'],
  ])('finds the unknown field of %s', (source, typo) => {
    expect(problems(source).map(({ code, start, end }) => [code, source.slice(start, end)])).toEqual([
      ['expression-unknown-name', typo],
    ]);
  });

  test.each([
    ['portl.name', 'Did you mean "portal"? There are portal, text, names, teams, anything.'],
    ['portal.nmae', 'Did you mean "name"? There are name, size, labels.'],
    ['zzzzz', 'Use one of: names, teams, text, portal, anything.'],
    ['portal.zzzzz', 'Use one of: size, name, labels.'],
    ['has(portal.nmae)', 'Did you mean "name"? There are name, size, labels.'],
    ['portal.?nmae', 'Did you mean "name"? There are name, size, labels.'],
    ['lowercase(text)', 'The nearest are lowerAscii, reverse, decode.'],
    ['text.charat(1)', 'Did you mean charAt()?'],
    ["matchs(text, 'a')", 'Did you mean matches()?'],
    ['charAt(text, 1)', 'Write it behind a value, as in x.charAt(…).'],
    ['text.hash()', 'Write it as hash(…).'],
    ["text.charAt('x')", 'There is string.charAt(int): string.'],
    ['portal.size == null', 'Ask with has(x.f) whether a field is there.'],
    ['true ? text : null', 'Write dyn(null) to unset a field, or omit() to leave it out.'],
    ['text + 1', 'Convert one side, as in string(x), int(x) or double(x).'],
  ])('says how to mend %s', (source, fix) => {
    expect(problems(source)[0]?.fix).toBe(fix);
  });

  test.each([
    ['', 'expression-syntax', 'An expression is empty'],
    ['text +', 'expression-syntax', 'An expression ends too early'],
    ['text text', 'expression-syntax', "Unexpected character: 't'"],
    ["'a", 'expression-syntax', 'Unterminated string'],
    [
      "text.matches('(')",
      'expression-syntax',
      'A regular expression is not valid in RE2 syntax: missing closing ): `(`',
    ],
    ["matches(text, 'a(?=b)')", 'expression-syntax', 'A regular expression is not valid in RE2 syntax'],
    ['portal == portal', 'expression-type', '== cannot combine Portal and Portal'],
    ['-text', 'expression-type', '- cannot stand before string'],
    ['portal.charAt(1)', 'expression-type', 'Portal has no method charAt(int)'],
    ['size(1)', 'expression-type', 'There is no function size(int)'],
    ['base64.encode(1)', 'expression-type', 'There is no function base64.encode(int)'],
    ['1 ? 2 : 3', 'expression-type', 'Ternary condition must be bool'],
    ["omit() + 'a'", 'expression-type', 'omit() is used as a part of a computation'],
    ['size(true ? [] : omit()) + 1', 'expression-type', 'omit() is used as a part of a computation'],
    ['has(teams[0].name)', 'expression-type', 'has() invalid argument'],
    [
      '[1].all(a, [1].all(b, [1].all(c, [1].all(d, [1].all(e, true)))))',
      'expression-budget',
      'More than 4 loops (all, exists, filter, map) stand inside each other',
    ],
  ])('refuses %s as %s', (source, code, message) => {
    const found = problems(source);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(found[0]?.end).toBeLessThanOrEqual(source.length);
  });

  test.each([
    ['a long source', ' '.repeat(5001), 'An expression has 5001 characters, more than 5000'],
    ['many parentheses', `${'('.repeat(200)}1${')'.repeat(200)}`, 'An expression is too large'],
    ['many terms', `${'1+'.repeat(1500)}1`, 'An expression is too large'],
    ['many operators', `${'!'.repeat(4000)}true`, 'An expression is too large'],
    ['a long list', `[${'1,'.repeat(1001)}]`, 'An expression is too large'],
    ['a long pattern', `text.matches('${'a'.repeat(513)}')`, 'A regular expression has 513 characters, more than 512'],
  ])('refuses %s', (_, source, message) => {
    expect(problems(source)).toMatchObject([{ code: 'expression-budget', message: expect.stringContaining(message) }]);
  });

  test('turns the defects of the engine into problems', () => {
    expect(problems('[].all(e, e > 0)')).toMatchObject([
      {
        code: 'expression-type',
        start: 0,
        end: 16,
        message: expect.stringMatching(/^The types in an expression are ambiguous/),
      },
    ]);
  });

  test('hides the stand-in for matches', () => {
    expect(findings("text.re2find('a')")).toEqual(['re2find: There is no method re2find()']);
  });
});
