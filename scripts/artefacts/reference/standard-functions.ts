/** A function of standard CEL with all its overloads, for the reference. */
export interface StandardFunction {
  /** In the engine's notation: `string.startsWith(string): bool`. */
  readonly signatures: readonly string[];
  readonly description: string;
  /** An expression that is true. */
  readonly example: string;
}

export const standardTexts: readonly StandardFunction[] = [
  {
    signatures: ['string.contains(string): bool'],
    description: 'Whether a text stands somewhere in another.',
    example: "'orders-api'.contains('api')",
  },
  {
    signatures: ['string.startsWith(string): bool'],
    description: 'Whether a text begins with another.',
    example: "'orders-api'.startsWith('orders')",
  },
  {
    signatures: ['string.endsWith(string): bool'],
    description: 'Whether a text ends with another.',
    example: "'orders-api'.endsWith('-api')",
  },
  {
    signatures: ['string.indexOf(string): int', 'string.indexOf(string, int): int'],
    description:
      'The position of the first occurrence, from a position on if one is given; -1 for none. Positions count characters.',
    example: "'a-b-c'.indexOf('-') == 1 && 'a-b-c'.indexOf('-', 2) == 3",
  },
  {
    signatures: ['string.lastIndexOf(string): int', 'string.lastIndexOf(string, int): int'],
    description:
      'The position of the last occurrence that begins at a position or before it, if one is given; -1 for none.',
    example: "'a-b-c'.lastIndexOf('-') == 3 && 'a-b-c'.lastIndexOf('-', 2) == 1",
  },
  {
    signatures: ['string.substring(int): string', 'string.substring(int, int): string'],
    description: 'The characters from the first position up to, not including, the second, or to the end.',
    example: "'orders'.substring(2) == 'ders' && 'orders'.substring(0, 2) == 'or'",
  },
  {
    signatures: ['string.lowerAscii(): string'],
    description: 'The text with the letters A to Z in lower case; others stay as they are.',
    example: "'Orders Ä'.lowerAscii() == 'orders Ä'",
  },
  {
    signatures: ['string.upperAscii(): string'],
    description: 'The text with the letters a to z in upper case; others stay as they are.',
    example: "'eu-köln'.upperAscii() == 'EU-KöLN'",
  },
  {
    signatures: ['string.trim(): string'],
    description: 'The text without blanks, line breaks and other white space of Unicode at both ends.',
    example: "' orders '.trim() == 'orders'",
  },
  {
    signatures: ['string.split(string): list<string>', 'string.split(string, int): list<string>'],
    description:
      'The parts between a separator, or the characters for an empty one; at most as many as the number says, of which the last is the rest, or all if it is negative.',
    example: "'a/b/c'.split('/') == ['a', 'b', 'c'] && 'a/b/c'.split('/', 2) == ['a', 'b/c']",
  },
  {
    signatures: ['list<string>.join(): string', 'list<string>.join(string): string'],
    description: 'The texts of a list as one, with a separator between them if one is given.',
    example: "['a', 'b'].join() == 'ab' && ['a', 'b'].join(', ') == 'a, b'",
  },
  {
    signatures: ['string.matches(string): bool'],
    description: 'Whether a regular expression in RE2 syntax is found in the text; `^` and `$` bind it to the ends.',
    example: "'orders-api'.matches('^[a-z-]+$')",
  },
];

export const standardCollections: readonly StandardFunction[] = [
  {
    signatures: [
      ...['size(string): int', 'size(bytes): int', 'size(list<dyn>): int', 'size(map<dyn, dyn>): int'],
      ...['string.size(): int', 'bytes.size(): int', 'list<dyn>.size(): int', 'map<dyn, dyn>.size(): int'],
    ],
    description: 'How many characters, bytes, items or keys there are.',
    example: "size('orders') == 6 && [1, 2].size() == 2 && {'a': 1}.size() == 1",
  },
  {
    signatures: ['list<dyn>.all(ast, ast): bool'],
    description: 'Whether a condition holds for every item of a list, or every key of a map.',
    example: '[1, 2].all(n, n > 0)',
  },
  {
    signatures: ['list<dyn>.exists(ast, ast): bool'],
    description: 'Whether a condition holds for at least one.',
    example: '[1, 2].exists(n, n > 1)',
  },
  {
    signatures: ['list<dyn>.exists_one(ast, ast): bool'],
    description: 'Whether a condition holds for exactly one.',
    example: '[1, 2].exists_one(n, n > 1)',
  },
  {
    signatures: ['list<dyn>.filter(ast, ast): list<dyn>'],
    description: 'The items for which a condition holds.',
    example: '[1, 2, 3].filter(n, n > 1) == [2, 3]',
  },
  {
    signatures: ['list<dyn>.map(ast, ast): list<dyn>', 'list<dyn>.map(ast, ast, ast): list<dyn>'],
    description: 'What an expression makes of each item; with three arguments, of those for which the second holds.',
    example: '[1, 2].map(n, n * 10) == [10, 20] && [1, 2].map(n, n > 1, n * 10) == [20]',
  },
  {
    signatures: ['has(ast): bool'],
    description: 'Whether a field is there; takes a path of names, such as `has(team.description)`.',
    example: "cel.bind(m, {'a': 1}, has(m.a) && !has(m.b))",
  },
  {
    signatures: ['CelNamespace.bind(ast, dyn, ast): dyn'],
    description: 'Gives a value a name for the expression behind it.',
    example: "cel.bind(parts, 'a/b'.split('/'), parts[0] + parts[1]) == 'ab'",
  },
];

export const standardOptionals: readonly StandardFunction[] = [
  {
    signatures: ['OptionalNamespace.of(A): optional<A>'],
    description: 'An optional that holds a value.',
    example: "optional.of('a').value() == 'a'",
  },
  {
    signatures: ['OptionalNamespace.none(): optional<T>'],
    description: 'An optional that holds none: as a whole template field, it is unset in Konnect.',
    example: '!optional.none().hasValue()',
  },
  {
    signatures: ['optional<dyn>.hasValue(): bool'],
    description: 'Whether an optional holds a value.',
    example: "{'a': 1}.?a.hasValue()",
  },
  {
    signatures: ['optional<A>.value(): A'],
    description: 'What an optional holds; fails for an empty one.',
    example: "{'a': 1}.?a.value() == 1",
  },
  {
    signatures: ['optional<dyn>.orValue(ast): dyn'],
    description: 'What an optional holds, or else another value.',
    example: "{'a': 1}.?b.orValue(2) == 2",
  },
  {
    signatures: ['optional<dyn>.or(ast): optional<dyn>'],
    description: 'The first of two optionals that holds a value.',
    example: "{'a': 1}.?b.or({'a': 1}.?a).value() == 1",
  },
];

export const standardConversions: readonly StandardFunction[] = [
  {
    signatures: [
      ...['string(string): string', 'string(bool): string', 'string(int): string', 'string(uint): string'],
      ...['string(bytes): string', 'string(double): string'],
    ],
    description: 'A value as text.',
    example: "string(42) == '42' && string(true) == 'true'",
  },
  {
    signatures: ['int(int): int', 'int(double): int', 'int(string): int'],
    description:
      'A number, or a text of decimal digits, as an integer; what follows the point of a number is cut off. Fails beyond 64 bits.',
    example: "int('42') == 42 && int(1.9) == 1",
  },
  {
    signatures: ['uint(uint): uint', 'uint(int): uint', 'uint(double): uint', 'uint(string): uint'],
    description: 'The same as an integer that cannot be negative, written `42u`.',
    example: 'uint(42) == 42u',
  },
  {
    signatures: ['double(double): double', 'double(int): double', 'double(uint): double', 'double(string): double'],
    description: 'A number, or a text that holds one, as a number with a point.',
    example: "double('1.5') == 1.5",
  },
  {
    signatures: ['bool(bool): bool', 'bool(string): bool'],
    description:
      'A text such as `true`, `True`, `TRUE`, `t` or `1`, or the same of false, as a truth value; fails for any other text.',
    example: "bool('true')",
  },
  {
    signatures: ['bytes(bytes): bytes', 'bytes(string): bytes'],
    description: 'The UTF-8 bytes of a text.',
    example: "size(bytes('ä')) == 2",
  },
  {
    signatures: ['dyn(dyn): dyn'],
    description: 'The value as one of any type, which is checked only when it is there.',
    example: "(true ? dyn(1) : dyn('a')) == 1",
  },
  {
    signatures: [
      ...['type(string): type', 'type(bool): type', 'type(int): type', 'type(uint): type', 'type(double): type'],
      ...['type(map<dyn, dyn>): type', 'type(list<dyn>): type', 'type(bytes): type', 'type(null): type'],
      ...['type(google.protobuf.Timestamp): type', 'type(google.protobuf.Duration): type', 'type(Semver): type'],
      'type(type): type',
    ],
    description: 'The type of a value.',
    example: 'type(1) == int',
  },
];

export const standardBytes: readonly StandardFunction[] = [
  { signatures: ['bytes.at(int): int'], description: 'The byte at a position.', example: "b'a'.at(0) == 97" },
  {
    signatures: ['bytes.hex(): string'],
    description: 'Bytes as hexadecimal digits.',
    example: "b'hi'.hex() == '6869'",
  },
  {
    signatures: ['bytes.base64(): string'],
    description: 'Bytes as base64 text.',
    example: "b'hello'.base64() == 'aGVsbG8='",
  },
  {
    signatures: ['bytes.string(): string'],
    description: 'The text that bytes stand for in UTF-8.',
    example: "b'hi'.string() == 'hi'",
  },
  {
    signatures: ['bytes.json(): map<dyn, dyn>'],
    description: "The object that the bytes of a text stand for as JSON; not for `b'…'` literals.",
    example: `bytes('{"a": "b"}').json().a == 'b'`,
  },
];
