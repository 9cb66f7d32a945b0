import { describe, expect, test } from 'vitest';
import { baseEngine } from './engine.ts';
import { CelEnvironment } from './environment.ts';
import { ExpressionError } from './expression-error.ts';
import { replacedFunctions } from './functions/replaced.ts';
import { celFunctions } from './functions.ts';
import { isStandIn, withoutStandIns } from './stand-in.ts';
import { showType } from './type.ts';
import { fromCel, OMITTED } from './value.ts';

const environment = new CelEnvironment({});

function evaluate(source: string): unknown {
  const compiled = environment.compile(source);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return fromCel(compiled.expression.evaluate({}));
}

function codeOf(source: string): string {
  try {
    evaluate(source);
    return 'none';
  } catch (error) {
    return error instanceof ExpressionError ? error.code : String(error);
  }
}

describe('celFunctions', () => {
  test.each(celFunctions)('$signature has an example that holds', ({ name, signature, example }) => {
    expect(signature).toContain(`${name}(`);
    expect(evaluate(example)).toBe(name === 'omit' ? OMITTED : true);
  });

  /** Per function: expressions and their values, the type of the first, and one the checker refuses. */
  test.each([
    {
      golden: { "'abc'.charAt(0)": 'a', "'a😀b'.charAt(2)": 'b', "'abc'.charAt(3)": '' },
      type: 'string',
      wrong: "'a'.charAt('0')",
    },
    {
      golden: {
        "'a.b.c'.replace('.', '-')": 'a-b-c',
        "'aaa'.replace('a', '$&', 2)": '$&$&a',
        "'ab'.replace('', '-')": '-a-b-',
        "'aa'.replace('a', 'b', 0)": 'aa',
        "'aa'.replace('a', 'b', -1)": 'bb',
      },
      type: 'string',
      wrong: "'a'.replace(1, 'b')",
    },
    {
      golden: {
        "'ÄB'.lowerAscii()": 'Äb',
        "'äß'.upperAscii() + 'a'.upperAscii()": 'äßA',
        "'\u0085 a\ufeff '.trim()": 'a\ufeff',
        "'a😀b'.substring(2) + '😀b'.substring(0, 1)": 'b😀',
        "'😀a'.split('', 1)[0] + 'a-b'.split('-')[1]": '😀ab',
      },
      type: 'string',
      wrong: '1.lowerAscii()',
    },
    {
      golden: {
        "'😀-b'.indexOf('-') + '😀-b-'.lastIndexOf('-')": 4,
        "'😀-b-'.indexOf('-', 2) + '😀-b-'.lastIndexOf('-', 2)": 4,
        "'abc'.indexOf('c', 3)": -1,
        "'äb'.lastIndexOf('')": 2,
        "int('-42') + int('+1') + int(-1.9) + int(3)": -39,
        "int(dyn('7'))": 7,
      },
      type: 'int',
      wrong: "'a'.indexOf('a', 'b')",
    },
    {
      golden: {
        "uint('42') == 42u && uint(1.9) == 1u && uint(3) == uint(3u)": true,
        "int('9223372036854775807') > 0 && uint('18446744073709551615') > 0u": true,
      },
      type: 'bool',
      wrong: 'uint([])',
    },
    {
      golden: { "'abc'.reverse()": 'cba', "''.reverse()": '', "'a😀'.reverse()": '😀a' },
      type: 'string',
      wrong: '1.reverse()',
    },
    {
      golden: { '[1, 2].reverse()': [2, 1], '[].reverse()': [], "['a'].reverse()": ['a'] },
      type: 'list<int>',
      wrong: '{}.reverse()',
    },
    {
      golden: {
        "'%s and %s'.format(['a', 1])": 'a and 1',
        "'%d%%'.format([50])": '50%',
        "'%.2f'.format([1.005])": '1.00',
        "'%x %X %o %b'.format([255, 255, 8, 5])": 'ff FF 10 101',
        "'%x'.format(['hi'])": '6869',
        "'%e'.format([1234.5])": '1.234500e+03',
        "'%s'.format([[1, 'a', true, null]])": '[1, a, true, null]',
        "'%s'.format([{'b': 1, 'a': 2}])": '{a: 2, b: 1}',
        "'%s'.format([timestamp('2024-01-02T03:04:05Z')])": '2024-01-02T03:04:05Z',
        "'%b'.format([true])": '1',
        "'none'.format([])": 'none',
      },
      type: 'string',
      wrong: "'%s'.format('a')",
    },
    {
      golden: {
        "strings.quote('a')": '"a"',
        "strings.quote('\\n\"\\\\')": String.raw`"\n\"\\"`,
        "strings.quote('')": '""',
      },
      type: 'string',
      wrong: 'strings.quote(1)',
    },
    {
      golden: {
        "matches('abc', 'b')": true,
        "matches('abc', '^b')": false,
        "matches('a1', r'^\\w\\d$')": true,
      },
      type: 'bool',
      wrong: "matches('a', 1)",
    },
    {
      golden: {
        '[2, 1, 2].distinct()': [2, 1],
        '[1, 1.0].distinct()': [1],
        "[{'a': [1]}, {'a': [1]}].distinct()": [{ a: [1] }],
      },
      type: 'list<int>',
      wrong: "'a'.distinct()",
    },
    {
      golden: {
        '[[1], [2, 3], []].flatten()': [1, 2, 3],
        '[[[1]], [[2]]].flatten()': [[1], [2]],
        '[[1, [2]]].flatten(5)': [1, 2],
      },
      type: 'list<int>',
      wrong: '[1].flatten()',
    },
    {
      golden: {
        '[3, 1, 2].sort()': [1, 2, 3],
        "['b', 'B', 'a'].sort()": ['B', 'a', 'b'],
        '[10, 9].sort()': [9, 10],
        '[].sort()': [],
      },
      type: 'list<int>',
      wrong: "'ba'.sort()",
    },
    {
      golden: { '[1, 2, 3].slice(0, 2)': [1, 2], '[1].slice(1, 1)': [], '[1, 2, 3].slice(0, 3)': [1, 2, 3] },
      type: 'list<int>',
      wrong: '[1].slice(0)',
    },
    {
      golden: { '[1, 2].first()': 1, '[].first()': OMITTED, '[null].first()': null },
      type: 'optional<int>',
      wrong: "'a'.first()",
    },
    {
      golden: { '[1, 2].last()': 2, '[].last()': OMITTED, "['a'].last().value()": 'a' },
      type: 'optional<int>',
      wrong: '{}.last()',
    },
    {
      golden: { 'lists.range(3)': [0, 1, 2], 'lists.range(0)': [], 'lists.range(-1)': [] },
      type: 'list<int>',
      wrong: 'lists.range(1.0)',
    },
    {
      golden: { "base64.encode(b'a')": 'YQ==', "base64.encode('ä')": 'w6Q=', "base64.encode('')": '' },
      type: 'string',
      wrong: 'base64.encode(1)',
    },
    {
      golden: { "string(base64.decode('YQ=='))": 'a', "string(base64.decode('YQ'))": 'a', "base64.decode('')": '' },
      type: 'string',
      wrong: "base64.decode(b'a')",
    },
    {
      golden: {
        "hash('')": 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        "hash('abc')": 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        "hash('ä')": '33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc',
      },
      type: 'string',
      wrong: 'hash(1)',
    },
    {
      golden: { "isSemver('1.0.0')": true, "isSemver('1.0')": false, "isSemver('01.0.0')": false },
      type: 'bool',
      wrong: 'isSemver(1)',
    },
    {
      golden: {
        "string(semver('1.2.3').major())": '1',
        "semver('1.2.3').minor()": 2,
        "semver('1.2.3').patch()": 3,
        "semver('1.2.3-a.1')": '1.2.3-a.1',
      },
      type: 'string',
      wrong: 'semver(1)',
    },
    {
      golden: {
        "semver('1.0.0-a').compareTo(semver('1.0.0'))": -1,
        "semver('1.0.0-9').isLessThan(semver('1.0.0-a'))": true,
        "semver('1.0.0-a').isGreaterThan(semver('1.0.0-a.1'))": false,
        "semver('1.0.0') != semver('1.0.1')": true,
      },
      type: 'int',
      wrong: "semver('1.0.0').compareTo('1.0.0')",
    },
    {
      golden: {
        'omit()': OMITTED,
        "{'a': omit(), 'b': [omit(), 1]}": { b: [1] },
        '[1, 2].map(x, x > 1 ? x : omit())': [2],
      },
      type: 'optional<dyn>',
      wrong: 'omit() + 1',
    },
  ])('evaluates $golden', ({ golden, type, wrong }) => {
    for (const [source, expected] of Object.entries(golden)) expect(evaluate(source), source).toEqual(expected);
    const compiled = environment.compile(Object.keys(golden)[0] ?? '');
    expect(compiled.ok && showType(compiled.expression.type)).toBe(type);
    expect(environment.compile(wrong)).toMatchObject({ ok: false, problems: [{ code: 'expression-type' }] });
  });

  test.each([
    ["'abc'.charAt(4)", 'index_out_of_range'],
    ["'abc'.charAt(-1)", 'index_out_of_range'],
    ["'%s'.format([])", 'invalid_format'],
    ["'%d'.format(['a'])", 'invalid_format'],
    ["'%f'.format(['a'])", 'invalid_format'],
    ["'%y'.format([1])", 'invalid_format'],
    ["'%'.format([1])", 'invalid_format'],
    ["'%.101f'.format([1.0])", 'invalid_format'],
    ["'😀'.substring(2)", 'index_out_of_range'],
    ["'ab'.indexOf('a', 3)", 'index_out_of_range'],
    ...['', ' 1', '0x1f', '0b1', '0o7', '1.5', '9'.repeat(21)].flatMap((text): [string, string][] => [
      [`int('${text}')`, 'int_conversion_error'],
      [`uint('${text}')`, 'uint_conversion_error'],
    ]),
    ['int(1e30)', 'numeric_overflow'],
    ["int('9223372036854775808')", 'numeric_overflow'],
    ["int(double('inf'))", 'numeric_overflow'],
    ['uint(-1)', 'numeric_overflow'],
    ['uint(1e30)', 'numeric_overflow'],
    ["[1, 'a'].sort()", 'invalid_argument'],
    ['[{}].sort()', 'invalid_argument'],
    ['[1].slice(0, 2)', 'index_out_of_range'],
    ['[1].slice(1, 0)', 'index_out_of_range'],
    ['[[1]].flatten(-1)', 'invalid_argument'],
    ['lists.range(1001)', 'budget_exceeded'],
    ["'a'.matches('a'.replace('a', lists.range(513).map(n, 'a').join()))", 'budget_exceeded'],
    ["'a'.matches('(' + 'a')", 'invalid_regular_expression'],
    ["base64.decode('a')", 'invalid_base64'],
    ["base64.decode('%%%%')", 'invalid_base64'],
    ["semver('x')", 'invalid_semver'],
  ])('%s fails with %s', (source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  test('calls methods of values whose type is known only at run time', () => {
    expect(evaluate("dyn('abc').charAt(1) + dyn('a').replace('a', 'b') + dyn([['c']]).flatten()[0]")).toBe('bbc');
    expect(codeOf('dyn(1).charAt(1)')).toBe('no_matching_overload');
  });

  test('names functions as they are written where ours are called in place of the engine', () => {
    expect(() => evaluate('dyn(1).lowerAscii()')).toThrow('lowerAscii()');
    expect(() => evaluate('int(dyn([]))')).toThrow("'int(");
    expect(environment.compile("'a'.lowerAsci_()")).toMatchObject({
      ok: false,
      problems: [{ code: 'expression-unknown-name', fix: 'Did you mean lowerAscii()?' }],
    });
    expect(environment.compile("in_('1')")).toMatchObject({ problems: [{ code: 'expression-unknown-name' }] });
  });

  test('replaces every signature of a function that it replaces', () => {
    const { functions } = baseEngine().getDefinitions();
    const signatures = (wanted: boolean) =>
      functions.filter(({ name }) => isStandIn(name) === wanted).map(({ signature }) => withoutStandIns(signature));
    const ours = replacedFunctions.map(({ signature }) => signature);
    const names = new Set(ours.map((signature) => signature.replace(/\(.*/, '')));
    const theirs = signatures(false).filter((signature) => names.has(signature.replace(/\(.*/, '')));
    expect(ours.toSorted()).toEqual(theirs.toSorted());
    expect(signatures(true).toSorted()).toEqual(ours.toSorted());
  });
});
