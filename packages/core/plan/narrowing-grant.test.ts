import { expect, test } from 'vitest';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { applyNodes, idOfKind, linesOfNodes, madeUp, planOfNodes } from './made-up.fixture.ts';
import { meaningsOf } from './meaning.ts';
import { ours } from './scenario.fixture.ts';

// A door lets everybody in; a guest list lets in those who are on it, so that making one takes access away.

const door = madeUp('Door', { ownership: 'labels' });
const guests = madeUp('GuestList', {
  fields: { ...madeUp('GuestList').fields, door_id: idOfKind('Door') },
  collection: ['door_id'],
  ownership: 'links',
  links: [{ field: 'door_id', goesAlong: true }],
  claimedBy: 'door_id',
  grant: {
    given: 'Only those on {name} get through {door_id}',
    taken: 'Everybody gets through {door_id}',
    effect: 'narrows',
  },
});
const entry = nodeAt('acme/door', door, { name: 'front' }, { manages: new Set(['GuestList']) });
const list = nodeAt('acme/list', guests, { name: 'party', door_id: idOf('acme/door') });
const kinds = [door, guests];

function konnect(withList: boolean): Memory {
  const memory = new Memory();
  memory.put(door, 'eu', { id: 'd', name: 'front' }, ours('door'));
  if (withList) memory.put(guests, 'eu', { id: 'g', name: 'party', door_id: 'd' });
  return memory;
}

test('its creation narrows', async () => {
  const { plan } = await planOfNodes([entry, list], konnect(false), kinds);
  expect(meaningsOf(plan.changes).map(({ effect, text }) => [effect, text])).toEqual([
    ['narrows', 'Only those on party get through front'],
  ]);
});

test('its deletion widens, and is no withdrawal of access', async () => {
  const memory = konnect(true);
  const withdrawing = await planOfNodes([entry], memory, kinds, { prune: 'access' });
  expect(linesOfNodes(withdrawing).map((line) => line.split(' ').slice(0, 2))).toEqual([['left', 'GuestList']]);
  const planned = await planOfNodes([entry], memory, kinds, { prune: 'all', allowDeletes: true });
  expect(meaningsOf(planned.plan.changes).map(({ effect, text }) => [effect, text])).toEqual([
    ['widens', 'Everybody gets through front'],
  ]);
  await applyNodes([entry], planned, memory);
  expect(memory.all(guests)).toEqual([]);
});

test('a new door gets its list', async () => {
  const memory = new Memory();
  await applyNodes([entry, list], await planOfNodes([entry, list], memory, kinds), memory);
  expect(memory.all(guests)).toHaveLength(1);
});
