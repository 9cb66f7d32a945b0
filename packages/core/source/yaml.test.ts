import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { keyRangeOf, originOf, rangeOf } from './origin.ts';
import type { SourceRange } from './range.ts';
import { parseYaml } from './yaml.ts';
import { yamlAliasLimit } from './yaml-builder.ts';

function parse(text: string) {
  return parseYaml({ path: 'a.yaml', text });
}

function place(range: SourceRange | undefined): string | undefined {
  return range && `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`;
}

function show({ severity, code, message, at, related }: Diagnostic): string {
  const others = (related ?? []).map((other) => `, ${other.message} ${place(other.at)}`).join('');
  return `${place(at)} ${severity} ${code}: ${message}${others}`;
}

describe('values', () => {
  test.each([
    [
      'a: 1\nb: 1.5\nc: true\nd:\ne: ~\nf: text\ng: "1"\n',
      { a: 1, b: 1.5, c: true, d: null, e: null, f: 'text', g: '1' },
    ],
    ['yes: no\non: off\n', { yes: 'no', on: 'off' }],
    ['200: a\n1.0: b\ntrue: c\n0x1F: d\n', { 200: 'a', '1.0': 'b', true: 'c', '0x1F': 'd' }],
    ['- a\n- [b, {c: d}]\n', ['a', ['b', { c: 'd' }]]],
    ['{"a": [1, 2],\n\t"b": null}', { a: [1, 2], b: null }],
    ['a: &x {k: 1}\nb: *x\n', { a: { k: 1 }, b: { k: 1 } }],
    ['a: &x {k: 1, l: 1}\nb: {<<: *x, l: 2}\n', { a: { k: 1, l: 1 }, b: { k: 1, l: 2 } }],
    ['a: &x {k: 1}\nb: &y {k: 2, l: 2}\nc: {<<: [*x, *y]}\n', { a: { k: 1 }, b: { k: 2, l: 2 }, c: { k: 1, l: 2 } }],
    ['a: &x one\nb: &x two\nc: *x\n', { a: 'one', b: 'two', c: 'two' }],
    ['&k key: 1\nother: {*k : 2}\n', { key: 1, other: { key: 2 } }],
    ['a: !!str 1\nb: !!map {}\n', { a: '1', b: {} }],
    ['a: 2001-01-01\nb: 1e3\nc: 0o17\nd: 1_000\n', { a: '2001-01-01', b: 1000, c: 15, d: '1_000' }],
    ['\uFEFFa: b\n', { a: 'b' }],
    ['--- \na: b\n...\n', { a: 'b' }],
    ['a: |\n  x\n  y\n', { a: 'x\ny\n' }],
    ['text', 'text'],
  ])('%j', (text, expected) => {
    const { value, diagnostics } = parse(text);
    expect(diagnostics.map(show)).toEqual([]);
    expect(value).toEqual(expected);
  });

  test('keys that mean something to JavaScript are keys like any other', () => {
    const { value } = parse('__proto__: {polluted: true}\nconstructor: a\ntoString: b\n');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  test('what merge keys bring stands where it was written', () => {
    const { value } = parse('a: &x\n  k: 1\nb:\n  <<: *x\n  l: 2\n');
    const { b } = value as { b: object };
    expect(place(keyRangeOf(b, 'k'))).toBe('2:3-2:4');
    expect(place(keyRangeOf(b, 'l'))).toBe('5:3-5:4');
  });
});

describe('places', () => {
  const text = 'teams:\n  flights:\n    users: [a, "b c"]\n    empty:\n    block: |\n      x\n\n  seats: {}\n';
  const { value } = parse(text);
  const { teams } = value as { teams: { flights: { users: string[] } } };

  test.each([
    ['the document', rangeOf(value), '1:1-8:12'],
    ['a mapping', rangeOf(teams), '2:3-8:12'],
    ['a key', keyRangeOf(teams, 'flights'), '2:3-2:10'],
    ['a block', rangeOf(teams, 'flights'), '3:5-6:8'],
    ['a list', rangeOf(teams.flights, 'users'), '3:12-3:22'],
    ['an item', rangeOf(teams.flights.users, '1'), '3:16-3:21'],
    ['nothing', rangeOf(teams.flights, 'empty'), '4:11-4:11'],
    ['a literal', rangeOf(teams.flights, 'block'), '5:12-6:8'],
    ['an empty mapping', rangeOf(teams, 'seats'), '8:10-8:12'],
  ])('%s', (_, range, expected) => {
    expect(place(range)).toBe(expected);
  });

  test('an aliased value stands where it is defined, the alias where it is used', () => {
    const aliased = parse('a: &x {k: 1}\nb: *x\n').value as { b: object };
    expect(place(originOf(aliased.b)?.self)).toBe('1:7-1:13');
    expect(place(rangeOf(aliased, 'b'))).toBe('2:4-2:6');
  });
});

describe('faults', () => {
  test.each([
    ['', ['1:1-1:1 warning file-empty: a.yaml holds no document']],
    ['# nothing\n', ['1:1-1:1 warning file-empty: a.yaml holds no document']],
    ['a: 1\nb: 2\na: 3\n', ['3:1-3:2 error yaml-duplicate-key: The key `a` is here twice, First defined here 1:1-1:2']],
    ['a: 1\n---\nb: 2\n', ['3:1-3:2 error yaml-unsupported: A file holds one document, and another starts here']],
    [
      'a: !Ref b\nc: !!binary aGk=\n',
      ['1:4-1:8', '2:4-2:12'].map((at) => `${at} error yaml-unsupported: This tag is not supported`),
    ],
    ['? {a: 1}\n: b\n~: c\n', ['1:3-1:9', '3:1-3:2'].map((at) => `${at} error yaml-unsupported: A key must be text`)],
    ['a: *b\n', ['1:4-1:6 error yaml-syntax: There is no anchor `&b` before this alias']],
    ['a: &b [*b]\n', ['1:8-1:10 error yaml-alias-limit: The alias `*b` stands inside what it names']],
    ['a: {<<: text}\n', ['1:9-1:13 error yaml-unsupported: A merge key takes a mapping or a list of mappings']],
    ['a: "b\n', ['1:4-1:5 error yaml-syntax: The quote that is opened here is never closed']],
    ["a: {b: 'c\nd: e\n", ['1:8-1:9 error yaml-syntax: The quote that is opened here is never closed']],
    ['a: "\\q"\n', ['1:5-1:6 error yaml-syntax: This escape is not valid between double quotes']],
    ['a: @b\n', ['1:4-1:5 error yaml-syntax: Text cannot start with this character unless it is quoted']],
    ['a:\n\tb: c\n', ['2:1-2:2 error yaml-syntax: A tab cannot be used for indentation']],
    ['a: b: c\n', ['1:4-1:5 error yaml-syntax: A block cannot be a key, or start on the line of one']],
    ['a:\n  - b\n c: d\n', ['3:1-3:2 error yaml-syntax: The indentation does not fit what is around it']],
  ])('%j', (text, expected) => {
    expect(parse(text).diagnostics.map(show).slice(0, expected.length)).toEqual(expected);
  });

  test.each([
    ['brackets', '['.repeat(100_000), '1:130-1:131'],
    ['dashes', '- '.repeat(100_000), '1:259-1:260'],
    ['braces', '{a: '.repeat(100_000), '1:514-1:515'],
  ])('nesting of %s is found without recursion', (_, text, at) => {
    const expected = `${at} error yaml-depth: This file is nested more than 128 levels deep`;
    expect(parse(text).diagnostics.map(show)).toEqual([expected]);
  });

  test('what would take more stack than there is has one place', () => {
    const expected =
      '1:9-1:10 error yaml-syntax: A closing quote or bracket, a colon, a comma or a space is missing here';
    expect(parse(`k: [${'a: '.repeat(20_000)}]`).diagnostics.map(show)).toEqual([expected]);
  });

  describe('large files', () => {
    const large = (text: string) => parse(`${text}\n${'#'.repeat(400_000)}\n`);

    test('have what is unusual YAML, where their signs are few', () => {
      const text = 'a: {\n  "b": 1\n}\n'.padEnd(400_000, ' ');
      expect(parse(text)).toMatchObject({ value: { a: { b: 1 } }, diagnostics: [] });
    });

    test.each([
      ['a: "b', '2:1-2:2 error yaml-syntax: A closing quote or bracket, a colon, a comma or a space is missing here'],
      ['a: b: c', '1:5-1:6 error yaml-syntax: This cannot stand here'],
      ['a: @b', '1:4-1:5 error yaml-syntax: This cannot stand here'],
      ['a: !Ref b', '1:9-1:10 error yaml-unsupported: This tag is not supported'],
      ['a: "\\q"', '1:6-1:7 error yaml-syntax: This escape is not valid between double quotes'],
      ['a:\n\tb: c', '2:1-2:2 error yaml-syntax: A tab cannot be used for indentation'],
    ])('tell their first error: %j', (text, expected) => {
      expect(large(text).diagnostics.map(show)).toEqual([expected]);
    });
  });

  test('what can be read beside a fault is read', () => {
    expect(parse('a: 1\nb: *nope\nc: 3\n').value).toEqual({ a: 1, b: null, c: 3 });
    expect(parse('a: 1\na: 2\n').value).toEqual({ a: 1 });
    expect(parse('a: 1\n---\nb: 2\n').value).toEqual({ a: 1 });
  });

  test('no message quotes the text of the file', () => {
    for (const text of [
      'a: "hunter2\\q\n',
      'hunter2: hunter2: hunter2',
      '@hunter2',
      'a: [hunter2\nb',
      '%hunter2\n',
      'a: !hunter2 b',
    ]) {
      const { diagnostics } = parse(text);
      expect(diagnostics).not.toEqual([]);
      expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
    }
  });
});

describe('bombs', () => {
  const levels = (next: (name: string, before: string) => string) => {
    const lines = ['a0: &a0 {x: [1, 2, 3, 4, 5, 6, 7, 8, 9]}'];
    for (let level = 1; level < 60; level += 1) lines.push(next(`a${level}`, `a${level - 1}`));
    return lines.join('\n');
  };

  test.each([
    ['lists', levels((name, before) => `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`)],
    ['mappings', levels((name, before) => `${name}: &${name} {a: *${before}, b: *${before}, c: *${before}}`)],
    [
      'merge keys',
      levels((name, before) => `${name}: &${name} {<<: *${before}, ${name}: *${before}, y${name}: *${before}}`),
    ],
  ])('%s are reported once and never expanded', (_, text) => {
    const { value, diagnostics } = parse(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml-alias-limit']);
    expect(JSON.stringify(value).length).toBeLessThan(yamlAliasLimit * 20);
  });

  test('many aliases of a small value are fine', () => {
    const { value, diagnostics } = parse(`a: &a {b: c}\nlist:\n${'  - *a\n'.repeat(20_000)}`);
    expect(diagnostics).toEqual([]);
    expect((value as { list: unknown[] }).list).toHaveLength(20_000);
  });
});

test('any text yields plain values and diagnostics inside the file, never an exception', () => {
  const piece = fc.constantFrom(
    ...'ab:-[]{}"\'|>&*!%@`#,?~ \n\t\\'.split(''),
    ': ',
    '- ',
    '\n  ',
    '<<: *a',
    '&a ',
    '---\n',
    '\r\n',
    '\u0000',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const { value, diagnostics } = parse(text);
      JSON.stringify(value);
      const lines = text.split('\n');
      for (const { at } of diagnostics) {
        expect(at?.file).toBe('a.yaml');
        for (const { line, column } of at ? [at.start, at.end] : []) {
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }
    }),
    { numRuns: 3000 },
  );
});
