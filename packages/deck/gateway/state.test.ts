import { describe, expect, test } from 'vitest';
import { readState } from './state.ts';

const read = (text: string, variables: Record<string, string> = {}) =>
  readState({ path: 'kong.yaml', text }, variables).diagnostics.map(
    ({ code, message, at }) => `${at?.start.line}:${at?.start.column} ${code} ${message}`,
  );

const plain = '${{ env "DECK_A" }}';
const block = (spaces: number) => `|-\n  \${{ env "DECK_A" | indent ${spaces} }}`;
const hostile = [
  'a # b',
  '"',
  "'quoted'",
  "it's",
  '007',
  '0o17777777',
  'yes',
  'null',
  ': ',
  '- a',
  '!x',
  '@',
  '\\u0041',
  ' a',
  'x: {',
];

describe('a value is the same at its place', () => {
  test.each(hostile.filter((value) => !value.includes("'")))('in single quotes: %j', (value) => {
    expect(read(`a: '${plain}'\nb: 'x ${plain} y'\n`, { DECK_A: value })).toEqual([]);
  });

  test.each([
    ...hostile.filter((value) => !value.startsWith(' ')),
    'two\nlines',
    '-----BEGIN\nMII\n-----END\n',
    'a\r\nb',
  ])('in a block: %j', (value) => {
    expect(read(`a: ${block(2)}\nb: c\n`, { DECK_A: value })).toEqual([]);
  });

  test.each([
    ['toInt', '8080'],
    ['toBool', 'true'],
    ['toFloat', '0.5'],
  ])('as %s', (type, value) => {
    expect(read(`a: \${{ env "DECK_A" | ${type} }}\n`, { DECK_A: value })).toEqual([]);
  });

  test('as a key, and beside another', () => {
    expect(read(`'${plain}': '${plain}\${{ env "DECK_B" }}'\n`, { DECK_A: 'x', DECK_B: 'y' })).toEqual([]);
  });

  test('on a line of a text that decK leaves alone', () => {
    expect(read(`a: |\n  # ${plain}\n  ${plain}\n`, { DECK_A: 'x' })).toEqual([]);
  });
});

describe('a value that would become another one', () => {
  test.each([
    ['quotes in quotes', `'${plain}'`, "it's", '2:5'],
    ['doubled quotes in quotes', `'${plain}'`, "it''s", '2:5'],
    ['lines in quotes', `'${plain}'`, 'two\nlines', '2:5'],
    ['an escape in double quotes', '"${{ env `DECK_A` }}"', '\\u0041', '2:5'],
    ['a quote at the end', `'${plain}'`, "it'", '2:5'],
    ['an escape at the end', '"${{ env `DECK_A` }}"', 'it\\', '2:5'],
    ['digits', plain, '12345', '2:4'],
    ['octal digits', plain, '0o17', '2:4'],
    ['an old truth value', plain, 'yes', '2:4'],
    ['an old number', plain, '1_000', '2:4'],
    ['a comment', plain, 'a #b', '2:4'],
    ['a quote', plain, '"a', '2:4'],
    ['more entities', plain, 'x\nb: y', '2:4'],
    ['a list', plain, '[a]', '2:4'],
    ['lines without indentation', `|-\n  ${plain}`, 'two\nlines', '3:3'],
  ])('%s', (_, text, value, place) => {
    const problems = read(`x: 1\na: ${text}\nb: '\${{ env "DECK_B" }}'\n`, { DECK_A: value, DECK_B: 'fine' });
    expect(problems).toEqual([`${place} deck-variable The value of DECK_A would become another one here`]);
  });

  test.each([
    ['toInt', 'x', 'a whole number'],
    ['toBool', 'yes', '`true` or `false`'],
    ['toFloat', '1,5', 'a number'],
  ])('is not what %s wants', (type, value, wanted) => {
    expect(read(`a: \${{ env "DECK_A" | ${type} }}\n`, { DECK_A: value })).toEqual([
      `1:4 deck-variable The value of DECK_A is not ${wanted}, which \`${type}\` wants`,
    ]);
  });
});

describe('among many variables', () => {
  const many = Array.from({ length: 400 }, (_, index) => index);
  const wrong = (texts: (index: number) => string, values: (index: number) => string) => {
    const text = many.map((index) => `k${index}: ${texts(index)}\n`).join('');
    const found = read(text, Object.fromEntries(many.map((index) => [`DECK_${index}`, values(index)])));
    return found.map((problem) => Number.parseInt(problem, 10));
  };
  const quoted = (index: number) => `'\${{ env "DECK_${index}" }}'`;

  test.each([
    [
      'only itself is another',
      (index: number) => `\${{ env "DECK_${index}" }}`,
      (index: number) => (index % 100 === 7 ? '12' : 'x'),
      [8, 108, 208, 308],
    ],
    ['the file is broken', quoted, (index: number) => (index === 7 || index === 399 ? "a'b" : 'x'), [8, 400]],
    [
      'beside another in its text',
      (index: number) => `'\${{ env "DECK_${index}" }}\${{ env "DECK_0" }}'`,
      (index: number) => (index === 7 ? "a''b" : 'x'),
      [8],
    ],
    [
      'it and others are',
      (index: number) => (index % 2 === 0 ? quoted(index) : `\${{ env "DECK_${index}" }}`),
      (index: number) => (index === 8 ? "'" : index === 9 ? '10' : 'x'),
      [9, 10],
    ],
  ])('those are found with which %s', (_, texts, values, lines) => {
    expect(wrong(texts, values)).toEqual(lines);
  });

  test('though all of them are wrong', () => {
    const found = wrong(
      (index) => `\${{ env "DECK_${index}" }}`,
      () => '12',
    );
    expect(found).toHaveLength(400);
    const breaking = wrong(quoted, () => "it's");
    expect(breaking).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

test('a variable that is not set is told on its line', () => {
  expect(read(`a: 1\nb: '${plain}'\n`)).toEqual([
    '2:5 deck-variable-unset kong.yaml reads DECK_A, which is not set here',
  ]);
  // A workflow gives an empty text for a missing secret.
  expect(read(`b: '${plain}'\n`, { DECK_A: '' })).toEqual([
    '1:5 deck-variable-unset kong.yaml reads DECK_A, which is empty here',
  ]);
});

test('variables that are not set are told in one note where a file is only compared', () => {
  const text = `a: '${plain}'\nb: '\${{ env "DECK_B" }}'\nc: '\${{ env "DECK_C" }}'\n`;
  const { variables, absent, diagnostics } = readState({ path: 'kong.yaml', text }, { DECK_B: 'set' }, 'diff');
  expect(diagnostics).toMatchObject([
    {
      severity: 'note',
      code: 'deck-variable-unset',
      message: 'Compared without the values of DECK_A and DECK_C, which are not set here',
      at: { file: 'kong.yaml', start: { line: 1, column: 5 } },
    },
  ]);
  expect(variables).toEqual({ DECK_B: 'set' });
  expect(Object.keys(absent?.variables ?? {})).toEqual(['DECK_A', 'DECK_C']);
});

test('a template in double quotes is told how to be quoted', () => {
  const [problem] = readState({ path: 'kong.yaml', text: 'a: "hello ${{ env "DECK_A" }}"\n' }, {}).diagnostics;
  expect(problem).toMatchObject({ code: 'yaml-syntax', fix: expect.stringContaining('single quotes') });
});

test.each(['_konnect', '_workspace', '_info', '_transform'])('%s is for the manifest to say', (key) => {
  expect(read(`${key}: {}\n`)).toEqual([`1:1 deck-file kong.yaml has \`${key}\``]);
});
