import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { portal } from '@konduct/konnect/kinds/portal';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../graph/node.ts';
import { type Kind, kindRegistry } from '../kind/kind.ts';
import { Knowledge } from '../observe/knowledge.ts';
import { Observation } from '../observe/observation.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import { objectOf } from './decision.fixture.ts';
import { idOfKind, madeUp } from './made-up.fixture.ts';
import { demandPrecedence, demandWhatMayBeOurs, extentOf, type Reach } from './reach.ts';

const all = kindRegistry(konnectKinds);
const ours: Labels = { 'konduct-owner': 'acme' };
const reach: Reach = { kinds: all, regions: ['eu'], otherRegions: ['eu', 'us', 'au'], elsewhere: 'if hinted' };
const labelled = konnectKinds.filter(({ ownership }) => ownership === 'labels');

type List = readonly [
  kind: string | Kind,
  region: string,
  objects?: readonly ObservedObject[],
  parents?: Readonly<Record<string, string>>,
];

function observe(...lists: readonly List[]): Observation {
  const observation = new Observation();
  for (const [name, region, objects = [], parents = {}] of lists) {
    const kind = typeof name === 'string' ? all.get(name) : name;
    if (!kind) throw new Error(`there is no ${String(name)}`);
    observation.addList({ kind, region, parents }, objects);
  }
  return observation;
}

const object = (fields: Fields, labels: Labels = {}) => objectOf(fields, labels);
/** A resource that an object belongs to; `manages` are the kinds of links that it claims. */
const nodeFor = (...manages: string[]) => ({ kind: team, manages: new Set(manages) }) as unknown as ResourceNode;

interface Run {
  readonly seen?: readonly List[];
  readonly reach?: Partial<Reach>;
  readonly nodes?: ReadonlyMap<ObservedObject, ResourceNode>;
  readonly selects?: (node: ResourceNode) => boolean;
}

/** The lists that are read next: `Portal eu`, with `?` where the plan does without. */
function demands({ seen = [], reach: more = {}, nodes = new Map(), selects }: Run): string[] {
  const observation = observe(...seen);
  const knowledge = new Knowledge(observation, { get: () => undefined });
  const scope = { ...reach, ...more, observation, owners: new Set(['acme']), nodeOf: nodes };
  demandWhatMayBeOurs({ ...scope, ...(selects ? { selects } : {}) }, knowledge);
  return knowledge.demands.map((demand) => {
    if (demand.type !== 'list') return demand.type;
    const { kind, region, parents } = demand.collection;
    return [kind.name, region, ...Object.values(parents)].join(' ') + (demand.optional ? '?' : '');
  });
}

const only = (...names: string[]) => ({ kinds: kindRegistry(konnectKinds.filter(({ name }) => names.includes(name))) });

describe('the lists that may have objects of ours', () => {
  test('at first: labelled kinds and links in the regions of the manifests, and no settings or external objects', () => {
    const links = ['APIImplementation eu', 'APIPublication eu'];
    const lists = labelled.map(({ name, scope }) => `${name} ${scope === 'global' ? 'global' : 'eu'}`);
    expect(demands({}).sort()).toEqual([...lists, ...links].sort());
  });

  test.each<[string, Run, string[]]>([
    [
      'each region of the manifests',
      { reach: { ...only('Portal'), regions: ['eu', 'us'] } },
      ['Portal eu', 'Portal us'],
    ],
    [
      'a list that was read is not read again',
      { reach: only('Portal', 'Team'), seen: [['Portal', 'eu']] },
      ['Team global'],
    ],
    [
      'other regions always, where that is wanted, as far as they can be read',
      { reach: { ...only('Portal', 'Team'), elsewhere: 'always' } },
      ['Portal eu', 'Portal us?', 'Portal au?', 'Team global'],
    ],
    [
      'links in another region only after an object of ours was found there',
      {
        reach: { ...only('Portal', 'APIPublication'), elsewhere: 'always' },
        seen: [
          ['Portal', 'us', [object({}, ours)]],
          ['Portal', 'au', [object({})]],
        ],
      },
      ['APIPublication eu', 'APIPublication us?', 'Portal eu'],
    ],
    [
      'all regions, if there are objects of ours but none in a region of the manifests',
      {
        reach: only('Portal', 'Team'),
        seen: [
          ['Team', 'global', [object({}, ours)]],
          ['Portal', 'eu'],
        ],
      },
      ['Portal us?', 'Portal au?'],
    ],
    [
      'all regions, if one of those of the manifests has no object of ours',
      {
        reach: { ...only('Portal', 'Team'), regions: ['eu', 'in'] },
        seen: [
          ['Team', 'global', [object({}, ours)]],
          ['Portal', 'eu', [object({}, ours)]],
          ['Portal', 'in'],
        ],
      },
      ['Portal us?', 'Portal au?'],
    ],
    [
      'no other region, if the platform is where the manifests say',
      {
        reach: only('Portal', 'Team'),
        seen: [
          ['Team', 'global', [object({}, ours)]],
          ['Portal', 'eu', [object({}, ours)]],
        ],
      },
      [],
    ],
    [
      'no other region, if nothing of the organization is ours',
      {
        reach: only('Portal', 'Team'),
        seen: [
          ['Team', 'global', [object({})]],
          ['Portal', 'eu', [object({})]],
        ],
      },
      [],
    ],
    [
      'the region that a role leads to',
      {
        reach: only('Portal'),
        seen: [
          [
            'TeamRole',
            'global',
            [object({ entity_id: 'x', entity_type_name: 'Portals', entity_region: 'us' })],
            { team_id: 't' },
          ],
          ['Portal', 'eu'],
          ['Team', 'global', [object({ entity_region: 'au' })]],
        ],
      },
      ['Portal us?'],
    ],
  ])('%s', (_, run, lists) => {
    expect(demands(run)).toEqual(lists);
  });

  test.each<[string, readonly ObservedObject[], (teams: readonly ObservedObject[]) => Run['nodes'], string[]]>([
    ['of a team of ours', [object({ id: 't' }, ours)], () => new Map(), ['TeamRole global t']],
    ['of a team of somebody', [object({ id: 't' })], () => new Map(), []],
    [
      'of a team that is declared',
      [object({ id: 't' })],
      ([one]) => new Map(one ? [[one, nodeFor()]] : []),
      ['TeamRole global t'],
    ],
    [
      'of a team whose members the manifest lists',
      [object({ id: 't' }, ours)],
      ([one]) => new Map(one ? [[one, nodeFor('TeamUser')]] : []),
      ['TeamRole global t', 'TeamUser global t'],
    ],
    ['of a team without an id', [object({}, ours)], () => new Map(), []],
  ])('links %s', (_, teams, nodes, lists) => {
    const found = demands({
      reach: only('TeamRole', 'TeamUser'),
      seen: [['Team', 'global', teams]],
      nodes: nodes(teams) ?? new Map(),
    });
    expect(found.sort()).toEqual(lists);
  });

  test('links of a kind are below objects of one kind only', () => {
    expect(demands({ reach: only('TeamRole'), seen: [['Portal', 'eu', [object({ id: 'p' }, ours)]]] })).toEqual([]);
  });

  test('a kind below two others, or below no known one, is left out', () => {
    const below = (fields: Partial<typeof teamRole>) => new Map([['X', { ...teamRole, name: 'X', ...fields }]]);
    const seen: readonly List[] = [['Team', 'global', [object({ id: 't' }, ours)]]];
    expect(demands({ reach: { kinds: below({}) }, seen })).toEqual(['X global t']);
    expect(demands({ reach: { kinds: below({ collection: ['team_id', 'role_name'] }) }, seen })).toEqual([]);
    expect(demands({ reach: { kinds: below({ collection: ['role_name'] }) }, seen })).toEqual([]);
    expect(demands({ reach: { kinds: below({ collection: ['entity_id'] }) }, seen })).toEqual([]);
  });

  describe('of a kind below two others', () => {
    // A house has clubs, a club has keys.
    const club = madeUp('Club', {
      fields: { house_id: idOfKind('House') },
      collection: ['house_id'],
      ownership: 'links',
    });
    const key = madeUp('Key', {
      fields: { house_id: idOfKind('House'), club_id: idOfKind('Club') },
      collection: ['house_id', 'club_id'],
      ownership: 'links',
      links: [{ field: 'club_id', goesAlong: true }],
      claimedBy: 'club_id',
    });
    const kinds = kindRegistry([club, key]);
    const chess = object({ id: 'c', house_id: 'h' });
    const seen: readonly List[] = [[club, 'eu', [chess, object({ id: 'd', house_id: 'h' })], { house_id: 'h' }]];

    test('are read below a child that is declared and claims them', () => {
      const nodes = new Map([[chess, nodeFor('Key')]]);
      expect(demands({ reach: { kinds }, seen, nodes })).toEqual(['Key eu h c']);
      expect(
        demands({ reach: { kinds }, seen: [...seen, [key, 'eu', [], { house_id: 'h', club_id: 'c' }]], nodes }),
      ).toEqual([]);
    });

    test('are not read below one that does not claim them, nor below one that nobody declares', () => {
      expect(demands({ reach: { kinds }, seen, nodes: new Map([[chess, nodeFor()]]) })).toEqual([]);
      expect(demands({ reach: { kinds }, seen })).toEqual([]);
    });

    test('are not read below one that does not say where it is', () => {
      const lost = object({ id: 'c' });
      const nodes = new Map([[lost, nodeFor('Key')]]);
      expect(demands({ reach: { kinds }, seen: [[club, 'eu', [lost], { house_id: 'h' }]], nodes })).toEqual([]);
    });
  });

  describe('that an object claims which they are not below', () => {
    // Groups of people are mapped to clubs, below the register that has the groups.
    const register = madeUp('Register');
    const club = madeUp('Club', { ownership: 'labels' });
    const mapping = madeUp('Mapping', {
      fields: { register_id: idOfKind('Register'), club_id: idOfKind('Club') },
      collection: ['register_id'],
      ownership: 'links',
      links: [
        { field: 'club_id', goesAlong: true },
        { field: 'register_id', anybody: true, goesAlong: true },
      ],
      claimedBy: 'club_id',
    });
    const kinds = kindRegistry([register, mapping]);
    const chess = object({ id: 'c' }, ours);
    const clubs: List = [club, 'eu', [chess]];
    const registers: List = [register, 'eu', [object({ id: 'r' }), object({ id: 's' })]];
    const claiming = new Map([[chess, { ...nodeFor('Mapping'), kind: club, region: 'eu' }]]);

    test('have what they are below read first, and then every list', () => {
      expect(demands({ reach: { kinds }, seen: [clubs], nodes: claiming })).toEqual(['Register eu']);
      expect(demands({ reach: { kinds }, seen: [clubs, registers], nodes: claiming })).toEqual([
        'Mapping eu r',
        'Mapping eu s',
      ]);
    });

    test('are read below objects of ours alone, where the link is nobody else’s', () => {
      const links = [{ field: 'club_id' }, { field: 'register_id' }];
      const strict = kindRegistry([register, { ...mapping, links }]);
      expect(demands({ reach: { kinds: strict }, seen: [clubs, registers], nodes: claiming })).toEqual([]);
    });

    test('cost nothing as long as nothing claims them', () => {
      const idle = new Map([[chess, { ...nodeFor(), kind: club, region: 'eu' }]]);
      expect(demands({ reach: { kinds }, seen: [clubs, registers], nodes: idle })).toEqual([]);
      expect(demands({ reach: { kinds }, seen: [clubs, registers] })).toEqual([]);
    });

    test('belong to a run about a part if what claims them does', () => {
      const run = { reach: { kinds }, seen: [clubs, registers], nodes: claiming };
      expect(demands({ ...run, selects: () => true })).toEqual(['Mapping eu r', 'Mapping eu s']);
      expect(demands({ ...run, selects: () => false })).toEqual([]);
    });
  });

  test('links are in the region of what they are below, unless they are of the whole organization', () => {
    const seen: readonly List[] = [['Portal', 'us', [object({ id: 'p' }, ours)]]];
    const below = (scope: 'global' | 'regional') =>
      new Map([['X', { ...teamRole, name: 'X', scope, collection: ['portal_id'], fields: apiPublication.fields }]]);
    expect(demands({ reach: { kinds: below('regional') }, seen })).toEqual(['X us p']);
    expect(demands({ reach: { kinds: below('global') }, seen })).toEqual(['X global p']);
  });

  describe('of a run about a part', () => {
    const flights = object({ id: 't' }, ours);
    const node = nodeFor('TeamUser');
    const run: Run = { seen: [['Team', 'global', [flights]]], nodes: new Map([[flights, node]]) };

    test('are only the links that its own resources claim', () => {
      expect(demands({ ...run, selects: () => true })).toEqual(['TeamUser global t']);
      expect(demands({ ...run, selects: () => false })).toEqual([]);
      expect(demands({ ...run, nodes: new Map(), selects: () => true })).toEqual([]);
    });
  });
});

describe('a membership that is not declared', () => {
  const flights = object({ id: 't' }, ours);
  const member = object({ team_id: 't', user_id: 'u' });
  const seen: readonly List[] = [
    ['Team', 'global', [flights]],
    ['TeamUser', 'global', [member], { team_id: 't' }],
  ];
  const nodes = new Map([[flights, nodeFor('TeamUser')]]);
  const withUsers = only(
    'TeamUser',
    'User',
    'Team',
    'TokenAccount',
    'TeamGroupMapping',
    'IdentityProviderTeamGroupMapping',
    'IdentityProvider',
  );

  test('has the person and everything that may decide about it read', () => {
    expect(demands({ reach: withUsers, seen, nodes })).toEqual([
      'User global',
      'TokenAccount global',
      'TeamGroupMapping global',
      'IdentityProvider global',
    ]);
  });

  test('has the groups of each identity provider read', () => {
    const providers: List = ['IdentityProvider', 'global', [object({ id: 'x' }), object({ id: 'y' })]];
    expect(demands({ reach: withUsers, seen: [...seen, providers], nodes })).toContain(
      'IdentityProviderTeamGroupMapping global y',
    );
  });

  test('beside one that is declared has them read as well', () => {
    const other = object({ team_id: 't', user_id: 'v' });
    const both: readonly List[] = [
      ['Team', 'global', [flights]],
      ['TeamUser', 'global', [member, other], { team_id: 't' }],
    ];
    expect(demands({ reach: withUsers, seen: both, nodes: new Map([...nodes, [member, nodeFor()]]) })).toContain(
      'TokenAccount global',
    );
  });

  test('costs nothing once it is declared', () => {
    expect(demands({ reach: withUsers, seen, nodes: new Map([...nodes, [member, nodeFor()]]) })).toEqual([]);
  });
});

test('what may take precedence is read as far as its kinds are known', () => {
  const precedences = teamUser.yieldsTo ?? [];
  const read = (...names: string[]) => {
    const observation = new Observation();
    const knowledge = new Knowledge(observation, { get: () => undefined });
    demandPrecedence(precedences, only(...names).kinds, observation, knowledge);
    return knowledge.demands.map((demand) => (demand.type === 'list' ? demand.collection.kind.name : demand.type));
  };
  expect(read()).toEqual([]);
  expect(read('TokenAccount')).toEqual(['TokenAccount']);
  expect(read('IdentityProviderTeamGroupMapping')).toEqual([]);
  expect(read('IdentityProviderTeamGroupMapping', 'IdentityProvider')).toEqual(['IdentityProvider']);
});

describe('the part of Konnect that a plan was made from', () => {
  const regional = labelled.filter(({ scope }) => scope === 'regional');
  const read = (region: string): List[] => regional.map(({ name }) => [name, region]);

  test.each<[string, Reach | undefined, readonly List[], ReturnType<typeof extentOf>]>([
    ['nothing without a reach', undefined, read('eu'), { type: 'regions', regions: [] }],
    ['nothing as long as nothing was read', reach, [], { type: 'regions', regions: [] }],
    ['a region of which every labelled kind was read', reach, read('eu'), { type: 'regions', regions: ['eu'] }],
    [
      'not one of which some were',
      reach,
      [...read('eu'), ...read('us').slice(1)],
      { type: 'regions', regions: ['eu'] },
    ],
    ['everything if that is all regions', reach, [...read('eu'), ...read('us'), ...read('au')], { type: 'everything' }],
    [
      'everything, of a region in the manifests and another one',
      { ...reach, otherRegions: ['us'] },
      [...read('eu'), ...read('us')],
      { type: 'everything' },
    ],
    [
      'regions, if it is not known which others there are',
      { ...reach, otherRegions: [] },
      read('eu'),
      { type: 'regions', regions: ['eu'] },
    ],
  ])('%s', (_, found, seen, extent) => {
    expect(extentOf(found, observe(...seen))).toEqual(extent);
  });

  test('needs no list below an object', () => {
    const kinds = new Map([...all, ['X', { ...portal, name: 'X', collection: ['portal_id'] }]]);
    expect(extentOf({ ...reach, kinds }, observe(...read('eu')))).toEqual({ type: 'regions', regions: ['eu'] });
  });

  test('a region that could not be read does not belong to it', () => {
    const observation = observe(...read('eu'));
    for (const kind of regional) observation.addUnread({ kind, region: 'us', parents: {} });
    expect(extentOf({ ...reach, otherRegions: ['us'] }, observation)).toEqual({ type: 'regions', regions: ['eu'] });
  });
});
