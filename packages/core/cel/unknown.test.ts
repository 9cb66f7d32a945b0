import { describe, expect, test } from 'vitest';
import { CelEnvironment } from './environment.ts';
import { celList, celMap, celString, celStruct, type StructType } from './type.ts';
import { Unknown } from './unknown.ts';
import { fromCel, lazyStruct, toCel } from './value.ts';

const portal: StructType = {
  name: 'Portal',
  fields: new Map([
    ['id', { type: celString, always: true }],
    ['name', { type: celString, always: true }],
    ['labels', { type: celMap(celString), always: true }],
  ]),
};
const environment = new CelEnvironment({
  portal: celStruct(portal),
  portals: celList(celStruct(portal)),
  env: celString,
});

function unknownPortal(name: string, path: string): object {
  return lazyStruct(portal, {
    name: () => name,
    labels: () => new Map(),
    id: () => {
      throw new Unknown(path);
    },
  });
}

const context = {
  env: 'DEV',
  portal: unknownPortal('dev', 'portal.id'),
  portals: [unknownPortal('a', 'portals[0].id'), toCel({ id: '2', name: 'b', labels: {} }, celStruct(portal))],
};

function evaluate(source: string): unknown {
  const compiled = environment.compile(source);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return fromCel(compiled.expression.evaluate(context));
}

describe('Unknown', () => {
  test.each([
    ['portal.name + portal.id', 'portal.id'],
    ["portal.name == 'dev' ? portal.id : 'x'", 'portal.id'],
    ['has(portal.id)', 'portal.id'],
    ["has(portal.id) ? 'a' : 'b'", 'portal.id'],
    ["portal.id != '' ? 'a' : 'a'", 'portal.id'],
    ['[portal.name, portal.id]', 'portal.id'],
    ["{'a': {'b': portal.id}}", 'portal.id'],
    ["!(portal.id == 'x')", 'portal.id'],
    ["portal.?id.orValue('z')", 'portal.id'],
    ["portal[?'id'].orValue('z')", 'portal.id'],
    ["portal['id'] + ''", 'portal.id'],
    ['string(portal.id)', 'portal.id'],
    ['cel.bind(p, portal.id, p)', 'portal.id'],
    ["'%s'.format([portal.id])", 'portal.id'],
    ['portals.map(p, p.id)', 'portals[0].id'],
    ["portals.filter(p, p.id == '2')", 'portals[0].id'],
    ["portals.exists(p, p.id == '3')", 'portals[0].id'],
    ["portals.all(p, p.id == '2')", 'portals[0].id'],
    ["portals.exists_one(p, p.id == '2')", 'portals[0].id'],
    ["portal.id == 'x' || env == 'PROD'", 'portal.id'],
    ["portal.id.matches('x')", 'portal.id'],
    // Whole objects, when they are turned into JSON
    ['portal', 'portal.id'],
    ['[portal]', 'portal.id'],
    ["{'a': portal}", 'portal.id'],
    ['optional.of(portal)', 'portal.id'],
  ])('%s depends on %s', (source, path) => {
    let thrown: unknown;
    try {
      evaluate(source);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Unknown);
    expect(thrown).toMatchObject({ path });
  });

  test.each([
    ["env == 'DEV' ? portal.name : portal.id", 'dev'],
    ["portal.id == 'x' || true", true],
    ["true || portal.id == 'x'", true],
    ["portal.id == 'x' && false", false],
    ["env == 'PROD' && portal.id == 'x'", false],
    ['size(portals)', 2],
    ['portals.map(p, p.name)', ['a', 'b']],
    ["portals.filter(p, p.name == 'b').map(p, p.id)", ['2']],
    ["portals.exists(p, p.id == '2')", true],
    ["portals.all(p, p.id != '2')", false],
    ['portals[1].id', '2'],
    ['has(portal.name) ? portal.name : portal.id', 'dev'],
    ["'x' in portal.labels ? portal.id : ''", ''],
  ])('%s does not depend on it', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  test('is cheap: it takes no stack trace', () => {
    expect(new Unknown('a.b').stack?.split('\n')).toHaveLength(1);
  });
});
