import fc from 'fast-check';
import { type CelType, celBool, celInt, celList, celMap, celString, celStruct } from '../../packages/core/cel/type.ts';

/** What generated expressions are evaluated over, as JSON and as types. */
export const variables: Readonly<Record<string, unknown>> = {
  name: 'orders-api',
  count: 3,
  flag: true,
  tags: ['a', 'ko-api-name=orders', ''],
  numbers: [3, 1, 2],
  labels: { team: 'Flight Data', env: 'dev' },
  services: [
    { name: 'orders', port: 80 },
    { name: 'flights', port: 443 },
  ],
};

const service: CelType = celStruct({
  name: 'Service',
  fields: new Map([
    ['name', { type: celString, always: true }],
    ['port', { type: celInt, always: true }],
  ]),
});
export const variableTypes: Readonly<Record<string, CelType>> = {
  name: celString,
  count: celInt,
  flag: celBool,
  tags: celList(celString),
  numbers: celList(celInt),
  labels: celMap(celString),
  services: celList(service),
};

interface Expressions {
  text: string;
  int: string;
  bool: string;
  texts: string;
  ints: string;
}

/** Well-typed by construction, and kept small: one that needs too much of chance fails on both sides. */
const expressions = fc.letrec<Expressions>((tie: fc.LetrecTypedTie<Expressions>) => {
  const [text, int, bool] = [tie('text'), tie('int'), tie('bool')];
  const [texts, ints] = [tie('texts'), tie('ints')];
  const build = (strings: TemplateStringsArray, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map((values) => String.raw({ raw: strings }, ...values));
  const small = fc.integer({ min: -2, max: 9 }).map(String);
  const oneOf = (...choices: fc.Arbitrary<string>[]) =>
    fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...choices);
  const literal = fc.constantFrom("''", "'a'", "'-'", "'orders'", "'Abc'", '"it\'s"', "r'\\d'", "'1'", "'日本'");
  const index = fc.constantFrom('0', '0', '1', '2');
  const key = fc.constantFrom("'team'", "'env'", "'missing'", 'name');
  const digits = fc.constantFrom("'0'", "'-12'", "'007'", "'1x'", "''");
  const search = fc.constantFrom("'-'", "'a'", "'or'", "'日'");
  const pattern = fc.constantFrom("'^[a-z-]+$'", "'o.*s'", "'a|b'", "'^$'", "r'\\d'", "'(x+)+y'");
  const comparison = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
  return {
    text: oneOf(
      literal,
      fc.constant('name'),
      build`labels.${fc.constantFrom('team', 'env')}`,
      build`labels[${key}]`,
      build`services[${index}].name`,
      build`(${text} + ${text})`,
      build`(${bool} ? ${text} : ${text})`,
      build`string(${int})`,
      build`string(${bool})`,
      build`${text}.lowerAscii()`,
      build`${text}.upperAscii()`,
      build`${text}.trim()`,
      build`${text}.replace(${search}, ${text})`,
      build`${text}.replace(${search}, ${text}, ${index})`,
      build`${text}.charAt(${index})`,
      build`${text}.substring(${index})`,
      build`${texts}.join(${literal})`,
      build`${texts}[${index}]`,
      build`strings.quote(${text})`,
      build`'%s-%d'.format([${text}, ${int}])`,
    ),
    int: oneOf(
      small,
      fc.constant('count'),
      build`services[${index}].port`,
      build`(${int} + ${int})`,
      build`(${int} - ${int})`,
      build`(${int} * ${small})`,
      build`(${int} / ${int})`,
      build`(${int} % ${int})`,
      build`-(${int})`,
      build`size(${text})`,
      build`size(${texts})`,
      build`${ints}.size()`,
      build`${text}.indexOf(${literal})`,
      build`int(${digits})`,
      build`(${bool} ? ${int} : ${int})`,
      build`${ints}[${index}]`,
    ),
    bool: oneOf(
      fc.constantFrom('true', 'false', 'flag'),
      build`(${text} ${comparison} ${text})`,
      build`(${int} ${comparison} ${int})`,
      build`(${texts} == ${texts})`,
      build`(${ints} != ${ints})`,
      build`(${bool} && ${bool})`,
      build`(${bool} || ${bool})`,
      build`!(${bool})`,
      build`(${bool} ? ${bool} : ${bool})`,
      build`(${text} in ${texts})`,
      build`(${int} in ${ints})`,
      build`(${text} in labels)`,
      build`has(labels.${fc.constantFrom('team', 'missing')})`,
      build`${text}.contains(${text})`,
      build`${text}.startsWith(${literal})`,
      build`${text}.endsWith(${literal})`,
      build`${text}.matches(${pattern})`,
      build`${texts}.exists(t, ${text} == t)`,
      build`${texts}.all(t, t.size() < ${int})`,
      build`${ints}.exists_one(n, n > ${int})`,
      build`services.exists(s, s.name == ${text} && s.port > ${int})`,
      build`services.all(s, s.port / ${int} > 1)`,
    ),
    texts: oneOf(
      fc.constant('tags'),
      build`[${text}]`,
      build`[${text}, ${text}]`,
      build`(${texts} + ${texts})`,
      build`${text}.split(${fc.constantFrom("'-'", "' '", "'='")})`,
      build`${texts}.map(t, t + ${literal})`,
      build`${texts}.filter(t, t != ${text})`,
      build`services.map(s, s.name)`,
      build`services.filter(s, s.port > ${int}).map(s, s.name)`,
      build`(${bool} ? ${texts} : ${texts})`,
    ),
    ints: oneOf(
      fc.constant('numbers'),
      build`[${int}]`,
      build`[${int}, ${int}]`,
      build`(${ints} + ${ints})`,
      build`${ints}.map(n, n * ${int})`,
      build`${ints}.filter(n, n < ${int})`,
      build`${ints}.map(n, n > ${int}, n + 1)`,
      build`services.map(s, s.port)`,
    ),
  };
});

/** Expressions of our profile of CEL: what blueprints are made of, nested at random. */
export const generatedExpression: fc.Arbitrary<string> = fc.oneof(...Object.values(expressions));
