import { describe, expect, test } from 'vitest';
import { CelEnvironment } from './environment.ts';
import { compile, context, environment, portal, team } from './example.fixture.ts';
import { type CelType, celInt, celList, celString, celStruct, type StructType, showType } from './type.ts';
import { fromCel, toCel } from './value.ts';
import { isReservedName } from './vocabulary.ts';

describe('compile', () => {
  test.each([
    ["portal.name + 'x'", 'string'],
    ['portal', 'Portal'],
    ['portal.size', 'int'],
    ['portal.labels', 'map<string, string>'],
    ['teams.map(t, t.portals)', 'list<list<Portal>>'],
    ['teams.map(t, t.portals).flatten()', 'list<Portal>'],
    ["teams.filter(t, t.name == 'x')", 'list<Team>'],
    ['teams[0].portals[0]', 'Portal'],
    ['portal.?size', 'optional<int>'],
    ["portal.?labels.?x.orValue('')", 'string'],
    ['teams.first()', 'optional<Team>'],
    ["{'a': 1}", 'map<string, int>'],
    ["{'a': 1, 'b': 'x'}", 'map<string, dyn>'],
    ["[1, 'x']", 'list<dyn>'],
    ['[]', 'list<dyn>'],
    ['{}', 'map<string, dyn>'],
    ['[[1], []]', 'list<list<int>>'],
    ['null', 'null'],
    ['1.5', 'double'],
    ['true', 'bool'],
    ['anything.x', 'dyn'],
    ["timestamp('2024-01-01T00:00:00Z')", 'dyn'],
    ["true ? 'a' : omit()", 'optional<string>'],
    ["true ? (false ? omit() : 'a') : 'b'", 'optional<string>'],
    ['omit()', 'optional<dyn>'],
    ["{'a': omit()}", 'map<string, dyn>'],
    ['cel.bind(x, 1, x > 0 ? x : omit())', 'optional<int>'],
  ])('types %s as %s', (source, type) => {
    expect(showType(compile(source).type)).toBe(type);
  });

  test('tells structs with one name apart, and finds them again', () => {
    const other: StructType = { name: 'Team', fields: new Map([['size', { type: celInt, always: true }]]) };
    const strange: StructType = { name: 'T', fields: new Map([['team', { type: celStruct(other), always: true }]]) };
    const both = new CelEnvironment({ a: celStruct(team), b: celStruct(other), c: celStruct(strange) });
    expect(compile('[a][0]', both).type).toEqual(celStruct(team));
    expect(compile('c.team', both).type).toEqual(celStruct(other));
    expect(both.compile('true ? a : b').ok).toBe(false);
    expect(compile('c.team.size + b.size', both).type).toEqual(celInt);
  });

  test('takes structs that contain themselves', () => {
    const fields = new Map<string, { type: CelType; always: boolean }>();
    const tree: StructType = { name: 'Tree', fields };
    fields.set('children', { type: celList(celStruct(tree)), always: true });
    const value = toCel({ children: [{ children: [] }] }, celStruct(tree));
    const expression = compile('tree.children[0].children', new CelEnvironment({ tree: celStruct(tree) }));
    expect(fromCel(expression.evaluate({ tree: value }))).toEqual([]);
  });

  test('refuses names that cannot be variables', () => {
    for (const name of ['type', 'map', 'cel', 'lists', 'in', 'package', 'true', 'a-b', '1a', '']) {
      expect(isReservedName(name)).toBe(true);
    }
    for (const name of ['schema', 'each', 'self', 'controlPlane', 'matches']) {
      expect(isReservedName(name)).toBe(false);
      expect(new CelEnvironment({ [name]: celString }).compile(name).ok).toBe(true);
    }
    expect(() => new CelEnvironment({ type: celString })).toThrow();
  });
});

describe('an environment with more variables', () => {
  const other: StructType = { name: 'Portal', fields: new Map([['size', { type: celString, always: true }]]) };
  const more = environment.with({ item: celStruct(portal), other: celStruct(other) });

  test('knows those of the first, and the first does not know the others', () => {
    expect(more.compile('item.name + portal.name')).toMatchObject({ ok: true, expression: { type: celString } });
    expect(environment.compile('item.name')).toMatchObject({
      ok: false,
      problems: [{ code: 'expression-unknown-name' }],
    });
  });

  test('knows types of the first as the same types, and tells others of their names apart', () => {
    const compiled = more.compile('[item, portal]');
    expect(compiled.ok && compiled.expression.type).toEqual(celList(celStruct(portal)));
    expect(more.compile('other.size')).toMatchObject({ ok: true, expression: { type: celString } });
    expect(more.compile('item.size')).toMatchObject({ ok: true, expression: { type: celInt } });
  });

  test('evaluates with values of both', () => {
    const compiled = more.compile('item.name + portal.name');
    if (!compiled.ok) throw new Error('does not compile');
    expect(compiled.expression.evaluate({ ...context, item: context.portal })).toBe('devdev');
  });
});
