import { Optional } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Origin, originOf, setOrigin } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import { CelEnvironment } from './environment.ts';
import { ExpressionError } from './expression-error.ts';
import {
  celDouble,
  celDyn,
  celInt,
  celList,
  celMap,
  celOptional,
  celString,
  celStruct,
  type StructType,
} from './type.ts';
import { Unknown } from './unknown.ts';
import { fromCel, lazyStruct, OMITTED, toCel } from './value.ts';

const service: StructType = {
  name: 'Service',
  fields: new Map([
    ['name', { type: celString, always: true }],
    ['port', { type: celInt, always: false }],
    ['weight', { type: celDouble, always: false }],
  ]),
};
const team: StructType = {
  name: 'Team',
  fields: new Map([
    ['services', { type: celList(celStruct(service)), always: true }],
    ['labels', { type: celMap(celString), always: false }],
  ]),
};

function originAt(file: string): Origin {
  return { self: startOf(file), members: new Map() };
}

describe('toCel', () => {
  test('makes bigint of integers where the type is int, and nowhere else', () => {
    const value = toCel({ name: 'a', port: 80, weight: 1 }, celStruct(service));
    expect(value).toMatchObject({ name: 'a', port: 80n, weight: 1 });
    expect(toCel(1.5, celInt)).toBe(1.5);
    expect(toCel([1, 1.5], celDyn)).toEqual([1n, 1.5]);
    expect(toCel(2 ** 60, celDyn)).toBe(2 ** 60);
  });

  test('leaves absent and null fields absent, and drops those the struct does not have', () => {
    const value = toCel({ name: 'a', port: undefined, weight: null, other: 1 }, celStruct(service));
    expect(Object.keys(value as object)).toEqual(['name']);
  });

  test('keeps the origin of objects and of lists', () => {
    const [list, item, labels] = [originAt('list'), originAt('item'), originAt('labels')];
    const plain = {
      services: setOrigin([setOrigin({ name: 'a' }, item)], list),
      labels: setOrigin({ a: 'b' }, labels),
    };
    const value = toCel(plain, celStruct(team)) as Record<string, object[]>;
    expect(originOf(value.services)).toBe(list);
    expect(originOf(value.services?.[0])).toBe(item);
    expect(originOf(value.labels)).toBe(labels);
    expect(originOf((fromCel(value) as typeof value).services?.[0])).toBe(item);
  });

  test('returns instances as they are', () => {
    const instance = toCel({ name: 'a' }, celStruct(service));
    expect(toCel(instance, celStruct(service))).toBe(instance);
  });

  test('makes maps of instances where any type may stand, and reads their members when they are read', () => {
    const lazy = lazyStruct(team, {
      services: () => toCel([{ name: 'a', port: 80 }], celList(celStruct(service))),
      labels: () => {
        throw new Unknown('team.labels');
      },
    });
    const compiled = new CelEnvironment({ t: celDyn }).compile('[t.services[0].port + 1, size(t)]');
    expect(compiled.ok && fromCel(compiled.expression.evaluate({ t: toCel(lazy, celDyn) }))).toEqual([81, 2]);
    expect(() => fromCel(toCel(lazy, celDyn))).toThrow(Unknown);
    const origin = originAt('team');
    expect(originOf(toCel(setOrigin(lazy, origin), celDyn))).toBe(origin);
  });

  test('makes optionals', () => {
    expect(toCel(null, celOptional(celInt))).toBe(Optional.none());
    expect((toCel(1, celOptional(celInt)) as Optional).value()).toBe(1n);
  });

  test('lets no key of a map mean something to JavaScript', () => {
    const plain = JSON.parse('{"constructor": 1, "__proto__": 2, "toString": 3}');
    const environment = new CelEnvironment({ m: celDyn, s: celStruct(service) });
    const compiled = environment.compile("[m.constructor, m['__proto__'], m.toString, size(m)]");
    const context = { m: toCel(plain, celDyn), s: toCel({}, celStruct(service)) };
    expect(compiled.ok && fromCel(compiled.expression.evaluate(context))).toEqual([1, 2, 3, 3]);
    expect(JSON.stringify(fromCel(context.m))).toBe(JSON.stringify(plain));
  });

  test('is undone by fromCel for any JSON of the type', () => {
    const services = fc.record(
      { name: fc.string(), port: fc.maxSafeInteger(), weight: fc.double({ noNaN: true, noDefaultInfinity: true }) },
      { requiredKeys: ['name'], noNullPrototype: true },
    );
    const teams = fc.record(
      { services: fc.array(services), labels: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }) },
      { requiredKeys: ['services'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(teams, (plain) => {
        expect(fromCel(toCel(plain, celStruct(team)))).toEqual(plain);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        expect(JSON.stringify(fromCel(toCel(plain, celDyn)))).toBe(JSON.stringify(plain));
      }),
    );
  });
});

describe('lazyStruct', () => {
  test('calls a getter when the field is read, and only then', () => {
    const read: string[] = [];
    const value = lazyStruct(service, {
      name: () => read.push('name') && 'a',
      port: () => read.push('port') && 1n,
    });
    const compiled = new CelEnvironment({ s: celStruct(service) }).compile("s.name + (has(s.weight) ? 'x' : 'y')");
    expect(compiled.ok && compiled.expression.evaluate({ s: value })).toBe('ay');
    expect(read).toEqual(['name']);
    expect(fromCel(value)).toEqual({ name: 'a', port: 1 });
  });
});

describe('fromCel', () => {
  test('leaves empty optionals out and unwraps full ones', () => {
    expect(fromCel(Optional.none())).toBe(OMITTED);
    expect(fromCel({ a: Optional.none(), b: Optional.of(1n), c: [Optional.none(), 'x'] })).toEqual({ b: 1, c: ['x'] });
  });

  test.each([[2n ** 53n], [-(2n ** 53n)], [Number.NaN], [Number.POSITIVE_INFINITY], [Symbol.iterator]])(
    'refuses %s, which JSON cannot hold',
    (value) => {
      expect(() => fromCel([value])).toThrow(ExpressionError);
    },
  );

  test('shows timestamps, durations, bytes and versions as text', () => {
    const compiled = new CelEnvironment({}).compile(
      "[timestamp('2024-01-02T03:04:05Z'), duration('1m30s'), b'abc', semver('1.2.3')]",
    );
    expect(compiled.ok && fromCel(compiled.expression.evaluate({}))).toEqual([
      '2024-01-02T03:04:05Z',
      '90s',
      'YWJj',
      '1.2.3',
    ]);
  });

  test('returns opaque handles as they are', () => {
    const content: StructType = { name: 'Content', fields: new Map(), opaque: true };
    const handle = lazyStruct(content, {});
    const compiled = new CelEnvironment({ c: celStruct(content) }).compile("{'content': c}");
    const result = compiled.ok ? fromCel(compiled.expression.evaluate({ c: handle })) : undefined;
    expect((result as { content: object }).content).toBe(handle);
  });
});
