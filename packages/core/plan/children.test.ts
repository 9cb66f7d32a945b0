import { describe, expect, test } from 'vitest';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { applyNodes, idOfKind, linesOfNodes, madeUp, planOfNodes } from './made-up.fixture.ts';
import { ours } from './scenario.fixture.ts';

// A house has labels; its clubs and their keys have none, and are ours by the house and the club that they are in.

const house = madeUp('House', { ownership: 'labels' });
const club = madeUp('Club', {
  fields: { ...madeUp('Club').fields, house_id: idOfKind('House') },
  collection: ['house_id'],
  ownership: 'links',
  links: [{ field: 'house_id', goesAlong: true }],
  claimedBy: 'house_id',
});
const key = madeUp('Key', {
  fields: { ...madeUp('Key').fields, house_id: idOfKind('House'), club_id: idOfKind('Club') },
  collection: ['house_id', 'club_id'],
  ownership: 'links',
  links: [{ field: 'club_id', goesAlong: true }],
  claimedBy: 'club_id',
});
const kinds = [house, club, key];

function nodesOf({ clubs = ['chess'], keys = ['silver'], manages = ['Club', 'Key'] } = {}) {
  const claims = { manages: new Set(manages) };
  return [
    nodeAt('acme/house', house, { name: 'h' }, claims),
    ...clubs.map((name) => nodeAt(`acme/${name}`, club, { name, house_id: idOf('acme/house') }, claims)),
    ...keys.map((name) =>
      nodeAt(`acme/${name}`, key, { name, house_id: idOf('acme/house'), club_id: idOf('acme/chess') }),
    ),
  ];
}

/** A house with a declared club and key, and one more of each. */
function konnect(): Memory {
  const memory = new Memory();
  memory.put(house, 'eu', { id: 'h', name: 'h' }, ours('house'));
  memory.put(club, 'eu', { id: 'c', name: 'chess', house_id: 'h' });
  memory.put(club, 'eu', { id: 'd', name: 'darts', house_id: 'h' });
  memory.put(key, 'eu', { id: 'k', name: 'silver', house_id: 'h', club_id: 'c' });
  memory.put(key, 'eu', { id: 'l', name: 'gold', house_id: 'h', club_id: 'c' });
  memory.put(key, 'eu', { id: 'm', name: 'iron', house_id: 'h', club_id: 'd' });
  return memory;
}

describe('children that no manifest declares', () => {
  test('are orphans where what they are in is declared and claims them, two deep', async () => {
    expect(linesOfNodes(await planOfNodes(nodesOf(), konnect(), kinds, { prune: 'all', allowDeletes: true }))).toEqual([
      'delete Club darts',
      'delete Key gold',
    ]);
  });

  test('are deleted, and then nothing is left', async () => {
    const memory = konnect();
    const settings = { prune: 'all', allowDeletes: true } as const;
    await applyNodes(nodesOf(), await planOfNodes(nodesOf(), memory, kinds, settings), memory);
    expect(memory.all(key).map(({ fields }) => fields.name)).toEqual(['silver', 'iron']);
    expect(linesOfNodes(await planOfNodes(nodesOf(), memory, kinds, settings))).toEqual([]);
  });

  test('stay without being mentioned where nothing claims them', async () => {
    expect(linesOfNodes(await planOfNodes(nodesOf({ manages: [] }), konnect(), kinds, { prune: 'all' }))).toEqual([]);
  });

  test('and were all of their kind are found as well', async () => {
    const memory = konnect();
    const planned = await planOfNodes(nodesOf({ keys: [] }), memory, kinds, { prune: 'all', allowDeletes: true });
    expect(linesOfNodes(planned)).toEqual(['delete Club darts', 'delete Key gold', 'delete Key silver']);
  });
});

test('children of an object that does not exist yet are made with it', async () => {
  const memory = new Memory();
  await applyNodes(nodesOf(), await planOfNodes(nodesOf(), memory, kinds), memory);
  expect(linesOfNodes(await planOfNodes(nodesOf(), memory, kinds))).toEqual([]);
});
