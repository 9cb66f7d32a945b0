import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { showAddress } from '../graph/address.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressKey, addressLabelValue } from '../observe/labels.ts';
import { Observation } from '../observe/observation.ts';
import { objectOf } from './decision.fixture.ts';
import { idleRenames, inferRenames, previousKeys, type Rename } from './rename.ts';
import { ours, outcomeOf, type Scenario } from './scenario.fixture.ts';

/** A resource by its address, whose parts are apart by a slash; an API unless it says something else. */
function node(address: string, kind: Kind = api): ResourceNode {
  const parts = address.split('/');
  return { address: showAddress(parts), parts, kind, region: 'eu' } as unknown as ResourceNode;
}

interface Present {
  readonly at: string;
  readonly kind?: Kind;
  readonly owner?: string;
  readonly name?: string;
  readonly label?: string;
}

function found(nodes: readonly ResourceNode[], has: readonly Present[], isDeclared: readonly string[] = []): string[] {
  const observation = new Observation();
  const byKind = Map.groupBy(has, ({ kind = api }) => kind);
  for (const [kind, objects] of byKind) {
    const list = objects.map(({ at, owner = 'acme', name, label }) =>
      objectOf(name === undefined ? {} : { name }, {
        'konduct-owner': owner,
        'konduct-address': label ?? addressLabelValue(showAddress(at.split('/'))),
      }),
    );
    observation.addList({ kind, region: 'eu', parents: {} }, list);
  }
  const declared = new Set(isDeclared.map((address) => addressKey(showAddress(address.split('/')))));
  const renames = inferRenames({
    nodes,
    observation,
    owners: new Set(['acme']),
    isDeclared: (key) => declared.has(key),
  });
  return renames.map(({ from, to }) => `${from.join('/')} -> ${to.join('/')}`);
}

describe('a renamed key is found', () => {
  test.each<[string, readonly ResourceNode[], readonly Present[], string[]]>([
    ['in the middle', [node('acme/dev/planes/svc/api')], [{ at: 'acme/dev/flights/svc/api' }], ['flights -> planes']],
    ['at the start', [node('new/dev/flights/svc/api')], [{ at: 'old/dev/flights/svc/api' }], ['old -> new']],
    [
      'of every resource that has it',
      [node('a/planes/x/y/api'), node('a/planes/z/y/api')],
      [{ at: 'a/flights/x/y/api' }, { at: 'a/flights/z/y/api' }],
      ['flights -> planes'],
    ],
    [
      'of several kinds',
      [node('a/planes/x/y'), node('a/planes/x/z', portal)],
      [{ at: 'a/flights/x/y' }, { at: 'a/flights/x/z', kind: portal }],
      ['flights -> planes'],
    ],
    [
      'though a run that broke off moved some',
      [node('a/planes/x/y/api'), node('a/planes/z/y/api')],
      [{ at: 'a/planes/x/y/api' }, { at: 'a/flights/z/y/api' }],
      ['flights -> planes'],
    ],
    [
      'though links with it have no labels',
      [node('a/planes/x/y/api'), node('a/planes/x/y/link', apiPublication)],
      [{ at: 'a/flights/x/y/api' }],
      ['flights -> planes'],
    ],
    [
      'that the label cuts off',
      [node(`a/planes/${'x'.repeat(40)}/y/api`)],
      [{ at: `a/flights/${'x'.repeat(40)}/y/api` }],
      ['flights -> planes'],
    ],
    [
      'of which the label keeps only a slug, by the name of the object',
      [node('a/planes/x/y/api')],
      [{ at: 'a/my flights/x/y/api', name: 'my flights' }],
      ['my flights -> planes'],
    ],
    [
      'two at once',
      [node('a/planes/x/y/api'), node('b/boats/x/y/api')],
      [{ at: 'a/flights/x/y/api' }, { at: 'b/ships/x/y/api' }],
      ['flights -> planes', 'ships -> boats'],
    ],
  ])('%s', (_, nodes, has, renames) => {
    expect(found(nodes, has)).toEqual(renames);
  });
});

describe('no renamed key is found', () => {
  test.each<[string, readonly ResourceNode[], readonly Present[], readonly string[]]>([
    ['without anything of ours', [node('a/planes/x/y/api')], [], []],
    [
      'where the objects belong to others',
      [node('a/planes/x/y/api')],
      [{ at: 'a/flights/x/y/api', owner: 'globex' }],
      [],
    ],
    [
      'where the object is still declared',
      [node('a/planes/x/y/api'), node('a/flights/x/y/api')],
      [{ at: 'a/flights/x/y/api' }],
      [],
    ],
    [
      'where another organization declares the object',
      [node('a/planes/x/y/api')],
      [{ at: 'a/flights/x/y/api' }],
      ['a/flights/x/y/api'],
    ],
    [
      'where the resource has its object',
      [node('a/planes/x/y/api')],
      [{ at: 'a/planes/x/y/api' }, { at: 'a/flights/x/y/api' }],
      [],
    ],
    [
      'where only some have an old object',
      [node('a/planes/x/y/api'), node('a/planes/z/y/api')],
      [{ at: 'a/flights/x/y/api' }],
      [],
    ],
    [
      'where the old object is of another kind',
      [node('a/planes/x/y/api')],
      [{ at: 'a/flights/x/y/api', kind: portal }],
      [],
    ],
    [
      'where one of several is of another kind',
      [node('a/planes/x/y'), node('a/planes/x/z', portal)],
      [{ at: 'a/flights/x/y' }, { at: 'a/flights/x/z', kind: controlPlane }],
      [],
    ],
    ['where nothing below the key has a key of its own', [node('a/planes/api')], [{ at: 'a/flights/api' }], []],
    ['where two parts differ', [node('a/planes/x/y/api')], [{ at: 'a/flights/q/y/api' }], []],
    [
      'where two old keys could be meant',
      [node('a/planes/x/y/api')],
      [{ at: 'a/flights/x/y/api' }, { at: 'a/boats/x/y/api' }],
      [],
    ],
    [
      'where two new keys could be meant',
      [node('a/planes/x/y/api'), node('a/boats/x/y/api')],
      [{ at: 'a/flights/x/y/api' }],
      [],
    ],
    [
      'where the label is none of ours',
      [node('a/planes/x/y/api')],
      [{ at: 'a/flights/x/y/api', label: 'a-flights-x-y-api' }],
      [],
    ],
    ['of links', [node('a/planes/x/y/link', apiPublication)], [{ at: 'a/flights/x/y/link', kind: apiPublication }], []],
  ])('%s', (_, nodes, has, declared) => {
    expect(found(nodes, has, declared)).toEqual([]);
  });
});

test('of very many orphans only so many are looked at, which is enough for any key in all of them', () => {
  const many = Array.from({ length: 205 }, (_, index) => `a/flights/x${index}/y/api`);
  const moved = many.map((address) => node(address.replace('flights', 'planes')));
  expect(
    found(
      moved,
      many.map((at) => ({ at })),
    ),
  ).toEqual(['flights -> planes']);
});

test('the earlier keys of a resource have the old parts in place of the new ones', () => {
  const keys = (address: string, ...renames: Rename[]) => previousKeys(node(address), renames);
  const key = (address: string) => addressKey(showAddress(address.split('/')));
  const rename = (from: string, to: string): Rename => ({ from: from.split('/'), to: to.split('/') });
  expect(keys('a/b/c', rename('x', 'b'))).toEqual([key('a/x/c')]);
  expect(keys('a/b/c', rename('x/y', 'b'))).toEqual([key('a/x/y/c')]);
  expect(keys('a/b/c', rename('x', 'b/c'))).toEqual([key('a/x')]);
  expect(keys('a/b/c', rename('x', 'c/b'))).toEqual([]);
  expect(keys('a/b/c', rename('x', 'd'))).toEqual([]);
  expect(keys('b/a/b', rename('x', 'b'))).toEqual([key('x/a/b'), key('b/a/x')]);
  expect(keys('a/b', rename('x', 'a'), rename('y', 'b'))).toEqual([key('x/b'), key('a/y')]);
});

describe('an entry of `moved` with nothing left to do', () => {
  const at = { file: 'platform.yaml', start: { line: 3, column: 3 }, end: { line: 3, column: 9 } };
  const moved: Rename[] = [{ from: ['old', 'team'], to: ['new', 'team'], at }];
  const idle = (nodes: readonly ResourceNode[], ...left: string[]) =>
    idleRenames(moved, nodes, (key) => left.some((address) => key === addressKey(showAddress(address.split('/')))));

  test('is a note at its place', () => {
    expect(idle([node('a/new/team/api')])).toMatchObject([
      { code: 'moved-idle', severity: 'note', at, message: 'Nothing in Konnect stands under old/team any more' },
    ]);
  });

  test.each<[string, readonly ResourceNode[], readonly string[]]>([
    ['not while an object has the old key', [node('a/new/team/api'), node('b/new/team/api')], ['b/old/team/api']],
    ['not while no resource has the new key', [node('a/new/other/api')], []],
    ['not for links, which have no key', [node('a/new/team/link', apiPublication)], []],
  ])('%s', (_, nodes, left) => {
    expect(idle(nodes, ...left)).toEqual([]);
  });

  const declared: Scenario = {
    declares: '  - {id: portal, kind: Portal, region: eu, template: {name: dev}}',
    run: { moved: [{ from: ['old'], to: ['portal'] }] },
  };
  test.each<[string, Scenario, string[]]>([
    ['is noted after a run', { has: [[portal, { name: 'dev' }, ours('portal')]] }, ['! moved-idle']],
    [
      'is not noted by the run that follows it',
      { has: [[portal, { name: 'dev' }, ours('old')]] },
      [`update Portal dev: moved from ${ours('old')['konduct-address']}`],
    ],
    [
      'does not count objects of others',
      {
        has: [
          [portal, { name: 'x' }, { ...ours('old'), 'konduct-owner': 'globex' }],
          [portal, { name: 'dev' }, ours('portal')],
        ],
      },
      ['! moved-idle'],
    ],
    [
      'is no matter of a run about a part',
      { has: [[portal, { name: 'dev' }, ours('portal')]], run: { selects: () => true } },
      [],
    ],
    [
      'is noted in a run that only limits deletions',
      { has: [[portal, { name: 'dev' }, ours('portal')]], run: { selects: () => true, within: () => true } },
      ['! moved-idle'],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await outcomeOf({ ...declared, ...scenario, run: { ...declared.run, ...scenario.run } })).toEqual(lines);
  });
});
