import { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { describe, expect, test } from 'vitest';
import { World } from '../graph/world.ts';
import type { Kind } from '../kind/kind.ts';
import { addressLabelValue } from '../observe/labels.ts';
import type { Decision } from '../plan/decision.ts';
import { plan, resources } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { type Decided, decisionOn, graphOf } from './decision.fixture.ts';
import { withSuccessions } from './succession.ts';

function ours(id: string) {
  return { 'konduct-owner': 'acme', 'konduct-address': addressLabelValue(`acme/${id}`) };
}

async function dependenciesOf(names: Readonly<Record<string, string>>) {
  const platform = resources(`
  - {id: a, kind: Portal, region: eu, template: {name: ${names.a}}}
  - {id: b, kind: Portal, region: eu, template: {name: ${names.b}}}
`);
  const memory = new Memory();
  memory.put(portal, 'eu', { name: 'one' }, ours('a'));
  memory.put(portal, 'eu', { name: 'two' }, ours('b'));
  const { decisions, world } = await plan(platform, memory);
  const found = withSuccessions(platform.graph, decisions, world);
  return { a: found.get('acme/a'), b: found.get('acme/b') };
}

describe('who takes a name', () => {
  test('comes after who gives it up', async () => {
    expect(await dependenciesOf({ a: 'two', b: 'three' })).toEqual({ a: ['acme/b'], b: [] });
  });

  test('waits for nobody when nobody has it', async () => {
    expect(await dependenciesOf({ a: 'three', b: 'two' })).toEqual({ a: [], b: [] });
  });

  test('waits for nobody when names are swapped', async () => {
    expect(await dependenciesOf({ a: 'two', b: 'one' })).toEqual({ a: [], b: [] });
  });
});

describe('in a plan', () => {
  const observed = (name: string, kind: Kind = portal): Partial<Decided> => ({
    observed: { fields: { name }, labels: {} },
    kind,
  });
  const holder = (address: string, from: string, to: string, more: Decided = {}) =>
    decisionOn(address, { given: { name: to }, changed: ['name'], ...observed(from), ...more });
  const maker = (address: string, name: string, more: Decided = {}) =>
    decisionOn(address, { given: { name }, ...more, change: { action: 'create', ...more.change } });
  const deletion = (address: string, name: string, more: Decided = {}) =>
    decisionOn(address, { node: undefined, ...observed(name), ...more, change: { action: 'delete', ...more.change } });

  test.each<[string, Decision[], string[]]>([
    ['after a rename', [holder('h', 'x', 'y'), maker('m', 'x')], ['h']],
    ['after a deletion', [deletion('d', 'x'), maker('m', 'x')], ['d']],
    ['after nothing where another name is given up', [holder('h', 'z', 'y'), deletion('d', 'w'), maker('m', 'x')], []],
    ['after no change of something else', [holder('h', 'x', 'x', { changed: ['description'] }), maker('m', 'x')], []],
    ['after no change that leaves the name', [holder('h', 'x', 'x'), maker('m', 'x')], []],
    ['after no deletion in another region', [deletion('d', 'x', { change: { region: 'us' } }), maker('m', 'x')], []],
    ['after no deletion of another kind', [deletion('d', 'x', { kind: api }), maker('m', 'x')], []],
    ['after no deletion that stays', [deletion('d', 'x', { change: { action: 'blocked' } }), maker('m', 'x')], []],
    ['after nothing if it is not made', [deletion('d', 'x'), maker('m', 'x', { change: { action: 'blocked' } })], []],
    ['after nothing if it has no name', [deletion('d', 'x'), decisionOn('m', { change: { action: 'create' } })], []],
    [
      'after nothing if the object has no labels',
      [deletion('d', 'x', { kind: portalPage }), maker('m', 'x', { kind: portalPage })],
      [],
    ],
    ['after nothing if it is its own', [deletion('d', 'z'), holder('m', 'x', 'y'), deletion('e', 'x')], []],
  ])('a name is taken %s', (_, decisions, before) => {
    const found = withSuccessions(graphOf(decisions), decisions, new World());
    expect(found.get('m')).toEqual(before);
  });

  test('what a change needs anyway comes first', () => {
    const decisions = [maker('a', 'a'), deletion('d', 'x'), maker('m', 'x')];
    const found = withSuccessions(graphOf(decisions, { m: ['a'] }), decisions, new World());
    expect(Object.fromEntries(found)).toEqual({ a: [], m: ['a', 'd'] });
  });

  test('the first who takes a name is as good as the last', () => {
    const decisions = [deletion('d', 'x'), maker('m', 'x'), maker('n', 'x')];
    const found = withSuccessions(graphOf(decisions), decisions, new World());
    expect(Object.fromEntries(found)).toEqual({ m: ['d'], n: ['d'] });
  });
});
