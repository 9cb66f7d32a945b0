/** The parts of expressions besides functions, each with an example that is true. */
export const operators: readonly { readonly form: string; readonly description: string; readonly example: string }[] = [
  {
    form: 'a == b, a != b',
    description: 'Whether two values are the same: numbers by value, lists and objects by what is in them.',
    example: "[1, 2] == [1, 2] && {'a': 1} != {'a': 2}",
  },
  {
    form: 'a < b, a <= b, a > b, a >= b',
    description: 'The order of two numbers, texts, truth values, bytes, timestamps or durations.',
    example: "'a' < 'b' && 2 >= 1",
  },
  {
    form: 'a && b, a || b, !a',
    description: 'And, or, not. Where one side decides, it does not matter that the other fails or is unknown.',
    example: 'true || 1 / 0 == 1',
  },
  {
    form: 'a ? b : c',
    description: '`b` if `a` is true, else `c`; both are of one type, and only one is evaluated.',
    example: "(2 > 1 ? 'yes' : 'no') == 'yes'",
  },
  {
    form: 'a + b',
    description: 'The sum of two numbers; two texts, lists or bytes as one; a timestamp and a duration.',
    example: "1 + 2 == 3 && 'a' + 'b' == 'ab' && [1] + [2] == [1, 2]",
  },
  {
    form: 'a - b, a * b, a / b, a % b, -a',
    description: 'Arithmetic on two numbers of one type; integers are divided without a rest.',
    example: '7 / 2 == 3 && 7 % 2 == 1 && -7 < 0',
  },
  {
    form: 'a in b',
    description: 'Whether a list has an item, or a map a key.',
    example: "'a' in ['a', 'b'] && 'a' in {'a': 1}",
  },
  {
    form: "a.f, a['f'], a[0]",
    description:
      'A field of an object, a value of a map, an item of a list, counted from 0. Fails where there is none.',
    example: "{'f': 1}.f == 1 && {'f': 1}['f'] == 1 && [1, 2][0] == 1",
  },
  {
    form: "a.?f, a[?'f'], a[?0]",
    description: 'The same as an optional, which is empty where there is none.',
    example: "{'f': 1}.?f.value() == 1 && ![1, 2][?2].hasValue()",
  },
  {
    form: "'a', \"a\", r'\\d', '''a''', b'a'",
    description: 'Texts; raw ones, in which a backslash is a character; those over several lines; bytes.',
    example: `"a" == 'a' && r'\\d' == '\\\\d'`,
  },
  {
    form: "1, 1u, 0x1f, 1.5, true, null, [1, 2], {'a': 1}",
    description: 'Numbers, truth values, nothing, lists and maps.',
    example: '0x1f == 31 && size([1, 2]) == 2',
  },
  {
    form: '// text',
    description: 'A comment, to the end of the line.',
    example: 'true // and nothing else',
  },
];
