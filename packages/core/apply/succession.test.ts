import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { addressLabelValue } from '../observe/labels.ts';
import { plan, resources } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
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
