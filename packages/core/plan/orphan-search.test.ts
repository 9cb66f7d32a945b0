import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { team } from '@konduct/konnect/kinds/team';
import { teamGroupMapping } from '@konduct/konnect/kinds/team-group-mapping';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { tokenAccount } from '@konduct/konnect/kinds/token-account';
import { describe, expect, test } from 'vitest';
import type { ResourceNode, UnknownField } from '../graph/node.ts';
import { type Kind, kindRegistry } from '../kind/kind.ts';
import { addressLabelValue } from '../observe/labels.ts';
import { Observation } from '../observe/observation.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import type { Change } from './change.ts';
import { decisionOf, objectOf } from './decision.fixture.ts';
import type { Decision, Orphan } from './decision.ts';
import { type FoundOrphans, type OrphanSearch, orphansIn } from './orphan.ts';

// The search alone, with resources and objects that are only as much as it looks at.

const ours: Labels = { 'konduct-owner': 'acme', 'konduct-address': 'x-0123456789abcdef' };
const place = (line: number) => ({ file: 'm.yaml', start: { line, column: 1 }, end: { line, column: 2 } });

interface Seen {
  readonly kind: Kind;
  readonly fields: Fields;
  readonly labels?: Labels;
  readonly region?: string;
  /** The resource that it belongs to, if any: what is special about it. */
  readonly node?: Partial<ResourceNode>;
  /** What the run does with it, for an object of a resource. */
  readonly action?: Change['action'];
}

/** The objects of one environment: an API on a portal, a team with a role on a control plane. */
const seen = {
  api: { kind: api, fields: { id: 'a', name: 'bookings' }, labels: ours },
  portal: { kind: portal, fields: { id: 'd', name: 'dev' }, labels: ours },
  publication: { kind: apiPublication, fields: { api_id: 'a', portal_id: 'd' } },
  team: { kind: team, fields: { id: 't', name: 'flights' }, labels: ours },
  plane: { kind: controlPlane, fields: { id: 'p', name: 'plane' }, labels: ours },
  role: {
    kind: teamRole,
    fields: {
      id: 'r',
      team_id: 't',
      role_name: 'Admin',
      entity_id: 'p',
      entity_type_name: 'Control Planes',
      entity_region: 'eu',
    },
  },
} satisfies Record<string, Seen>;

const of = (one: Seen, node: Partial<ResourceNode> = {}, action: Change['action'] = 'none'): Seen => ({
  ...one,
  node,
  action,
});

/** A resource without an object, in `eu`. */
function unmatched(
  kind: Kind,
  fields: Fields,
  unknowns: readonly UnknownField[] = [],
  node: Partial<ResourceNode> = {},
) {
  return { node: nodeOf(kind, 'acme/unmatched', node), fields, unknowns };
}

function nodeOf(kind: Kind, address: string, more: Partial<ResourceNode>): ResourceNode {
  const region = kind.scope === 'global' ? 'global' : 'eu';
  const node = {
    address,
    parts: address.split('/'),
    kind,
    region,
    isProtected: false,
    manages: new Set<string>(),
    ...more,
  };
  return node as unknown as ResourceNode;
}

function find(objects: readonly Seen[], more: Partial<OrphanSearch> = {}): FoundOrphans {
  const observation = new Observation();
  const nodes = new Map<ObservedObject, ResourceNode>();
  const decisions: Decision[] = [];
  const lists = Map.groupBy(objects, ({ kind, region, fields }) => JSON.stringify([kind.name, region, fields.team_id]));
  for (const members of lists.values()) {
    const found = members.map(({ kind, fields, labels = {}, node, action }, index) => {
      const object = objectOf(fields, labels);
      if (!node) return object;
      const address = `acme/${kind.name}/${index}`;
      nodes.set(object, nodeOf(kind, address, node));
      decisions.push(decisionOf(kind, address, { action: action ?? 'none' }, { observed: object }));
      return object;
    });
    const [first] = members;
    if (!first) continue;
    const { kind, fields, region = kind.scope === 'global' ? 'global' : 'eu' } = first;
    const parents = Object.fromEntries(kind.collection.map((name) => [name, String(fields[name])]));
    observation.addList({ kind, region, parents }, found);
  }
  return orphansIn({
    observation,
    owners: new Set(['acme']),
    isDeclared: () => false,
    decisions,
    nodeOf: nodes,
    unmatched: [],
    kinds: kindRegistry(konnectKinds),
    kindAt: () => undefined,
    ...more,
  });
}

const names = ({ orphans }: FoundOrphans) => orphans.map(({ change }) => `${change.kind} ${change.name}`);
const only = (found: FoundOrphans): Orphan => {
  const [orphan, ...others] = found.orphans;
  if (!orphan || others.length > 0) throw new Error(`not one orphan, but ${names(found).join(', ')}`);
  return orphan;
};

describe('a link may belong to a resource without an object', () => {
  const ends = [of(seen.api), of(seen.portal), seen.publication];
  const unknown = (path: string, on: string): UnknownField => ({ path, expression: `${path}.id`, on });

  test.each<[string, ReturnType<typeof unmatched>, boolean]>([
    ['of which nothing is known', unmatched(apiPublication, {}), true],
    ['that has the same ends', unmatched(apiPublication, { api_id: 'a', portal_id: 'd' }), true],
    ['of which one end is known', unmatched(apiPublication, { api_id: 'a' }), true],
    ['not if one end is another', unmatched(apiPublication, { api_id: 'a', portal_id: 'e' }), false],
    ['not if it is of another kind', unmatched(teamRole, {}), false],
    ['not if it is in another region', unmatched(apiPublication, {}, [], { region: 'us' }), false],
  ])('%s', (_, resource, isLeft) => {
    expect(names(find(ends, { unmatched: [resource] }))).toEqual(isLeft ? [] : ['APIPublication bookings on dev']);
  });

  test.each<[string, Partial<ResourceNode>, string, Partial<ResourceNode>, boolean]>([
    [
      'whose end is a resource that the link joins',
      { address: 'acme/api', environment: 'dev' },
      'acme/api',
      { environment: 'prd' },
      true,
    ],
    ['of the environment of its end', { environment: 'dev' }, 'acme/other', { environment: 'dev' }, true],
    ['not of another environment', { environment: 'dev' }, 'acme/other', { environment: 'prd' }, false],
    [
      'of another environment, if its end may be of another kind',
      { environment: 'dev' },
      'acme/portal',
      { environment: 'prd' },
      true,
    ],
  ])('%s', (_, end, on, node, isLeft) => {
    const kindAt = (address: string) => (address === 'acme/portal' ? 'Portal' : 'API');
    const resource = unmatched(apiPublication, { portal_id: 'd' }, [unknown('api_id', on)], node);
    const found = find([of(seen.api, end), of(seen.portal), seen.publication], { unmatched: [resource], kindAt });
    expect(names(found)).toEqual(isLeft ? [] : ['APIPublication bookings on dev']);
  });

  test('unless one of several unknown ends rules it out', () => {
    const two = [unknown('api_id', 'acme/other'), unknown('portal_id', 'acme/portal')];
    const resource = unmatched(apiPublication, {}, two, { environment: 'prd' });
    const objects = [
      of(seen.api, { environment: 'dev' }),
      of(seen.portal, { address: 'acme/portal' }),
      seen.publication,
    ];
    expect(names(find(objects, { unmatched: [resource], kindAt: () => 'API' }))).toEqual([
      'APIPublication bookings on dev',
    ]);
  });
});

describe('a run about a part leaves an orphan to a whole run', () => {
  const inPart = { environment: 'dev' };
  const selects = (node: ResourceNode) => node.environment === 'dev';
  const reason = 'a run about the whole organization decides about it';

  test.each<[string, readonly Seen[], boolean]>([
    [
      'unless all that it joins is of that part',
      [of(seen.api, inPart), of(seen.portal, inPart), seen.publication],
      false,
    ],
    [
      'unless what it joins is of that part or of no environment',
      [of(seen.api, inPart), of(seen.portal), seen.publication],
      false,
    ],
    [
      'if it joins an object of another environment',
      [of(seen.api, inPart), of(seen.portal, { environment: 'prd' }), seen.publication],
      true,
    ],
    ['if all that it joins is of no environment', [of(seen.api), of(seen.portal), seen.publication], true],
    ['if it is joined with nothing', [seen.api], true],
    ['unless the links on it lead into that part', [seen.api, of(seen.portal, inPart), of(seen.publication)], false],
    [
      'if the links on it lead elsewhere',
      [seen.api, of(seen.portal, { environment: 'prd' }), of(seen.publication)],
      true,
    ],
  ])('%s', (_, objects, isLeft) => {
    expect(only(find(objects, { selects })).doubt).toEqual(isLeft ? { stays: 'selection', reason } : undefined);
  });

  test('and one on an object that is adopted to the next run', () => {
    const objects = [of(seen.api, {}, 'adopt'), of(seen.portal, inPart, 'update'), seen.publication];
    expect(only(find(objects, { selects })).doubt).toEqual({
      stays: 'adoption',
      reason: 'bookings is being adopted in this run; the next one takes it',
    });
    expect(only(find([of(seen.api), of(seen.portal), seen.publication])).doubt).toBeUndefined();
  });
});

describe('an orphan is shown', () => {
  const here = { environment: 'dev', place: place(1) };
  const there = { environment: 'prd', place: place(2) };

  test.each<[string, readonly Seen[], number | undefined, string | undefined]>([
    [
      'at the first declared object that it joins',
      [of(seen.api, here), of(seen.portal, there), seen.publication],
      1,
      'dev',
    ],
    [
      'at a declared object behind one that is not',
      [{ ...seen.api, node: undefined } as unknown as Seen, of(seen.portal, there), of(seen.publication)],
      2,
      'prd',
    ],
    ['at what the links on it lead to', [seen.api, of(seen.portal, there), of(seen.publication)], 2, 'prd'],
    ['at the organization without either', [seen.api], 9, undefined],
    [
      'in the environment of the second end, if the first has none',
      [of(seen.api, { place: place(1) }), of(seen.portal, there), seen.publication],
      1,
      'prd',
    ],
  ])('%s', (_, objects, line, environment) => {
    const { change } = only(find(objects, { place: place(9) }));
    expect([change.place?.start.line, change.environment]).toEqual([line, environment]);
  });

  test('nowhere, if there is no place', () => {
    const { change } = only(find([seen.api]));
    for (const key of ['place', 'environment', 'partOf', 'reason', 'meaning']) expect(change).not.toHaveProperty(key);
  });
});

describe('protection', () => {
  const guarded = { isProtected: true };
  const labels = { ...ours, 'konduct-protected': 'true' };
  test.each<[string, readonly Seen[], string | undefined]>([
    [
      'by a manifest covers the publications of an API',
      [of(seen.api, guarded), of(seen.portal), seen.publication],
      'API bookings is protected',
    ],
    [
      'by people covers them as well',
      [of({ ...seen.api, labels }), of(seen.portal), seen.publication],
      'API bookings is protected',
    ],
    ['of the portal does not', [of(seen.api), of({ ...seen.portal, labels }, guarded), seen.publication], undefined],
    [
      'of a team does not cover its roles',
      [of(seen.team, guarded), of({ ...seen.plane, labels }), seen.role],
      undefined,
    ],
    ['by people covers the object itself', [{ ...seen.api, labels }], 'it is protected in Konnect'],
    ['is none without a label', [seen.api], undefined],
  ])('%s', (_, objects, protection) => {
    expect(only(find(objects)).protection).toBe(protection);
  });
});

describe('what is deleted with an object that is made anew', () => {
  test('is a link that Konnect keeps, as a part of that', () => {
    const objects = [of(seen.team), of(seen.plane, {}, 'replace'), seen.role];
    expect(only(find(objects)).change).toMatchObject({
      partOf: 'acme/ControlPlane/0',
      reason: 'leads to the ControlPlane 0, which is made anew',
    });
  });

  test('is not asked about where Konnect deletes it by itself', () => {
    expect(names(find([of(seen.api, {}, 'replace'), of(seen.portal), seen.publication]))).toEqual([]);
    expect(names(find([of(seen.api), of(seen.portal, {}, 'replace'), seen.publication]))).toEqual([]);
    expect(names(find([of(seen.api, {}, 'update'), of(seen.portal), seen.publication]))).toEqual([
      'APIPublication bookings on dev',
    ]);
  });

  test('may be links of others, which are told by the address of the replacement', () => {
    const theirs = { kind: api, fields: { id: 'x', name: 'theirs' } };
    const foreign = { kind: apiPublication, fields: { api_id: 'x', portal_id: 'd' } };
    const told = (action: Change['action']) =>
      Object.fromEntries(find([of(seen.portal, {}, action), theirs, foreign]).foreignLinks);
    expect(told('replace')).toEqual({ 'acme/Portal/0': ['APIPublication theirs on dev'] });
    expect(told('update')).toEqual({});
    expect(Object.fromEntries(find([of(seen.portal, {}, 'replace')]).foreignLinks)).toEqual({ 'acme/Portal/0': [] });
  });
});

describe('links of others on an orphan', () => {
  const link = (api_id: unknown, portal_id: unknown): Seen => ({ kind: apiPublication, fields: { api_id, portal_id } });
  test.each<[string, readonly Seen[], number]>([
    ['are those to objects of others', [{ kind: portal, fields: { id: 'x', name: 'theirs' } }, link('a', 'x')], 1],
    ['are those to objects that were not read', [link('a', 'nobody')], 1],
    ['are those without another end', [link('a', undefined)], 1],
    ['are not those to what is gone', [{ kind: portal, fields: { id: 'x' } }, link('a', 'gone')], 0],
    ['are not those to objects of ours', [of(seen.portal), of(link('a', 'd'))], 0],
    ['are not those on other objects', [{ kind: portal, fields: { id: 'x' } }, link('b', 'x')], 0],
  ])('%s', (_, objects, count) => {
    const orphan = find([seen.api, ...objects]).orphans.find(({ kind }) => kind === api);
    expect(orphan?.foreign).toHaveLength(count);
  });

  test('cannot be told of an object without an id', () => {
    expect(only(find([{ kind: api, fields: { name: 'x' }, labels: ours }, link('a', 'b')]))).toMatchObject({
      foreign: [],
      change: { name: 'x' },
    });
  });
});

describe('a membership that nobody declares', () => {
  const member: Seen = { kind: teamUser, fields: { team_id: 't', user_id: 'u' } };
  const claiming = { manages: new Set(['TeamUser']), place: place(4) };

  test.each<[string, readonly Seen[], readonly string[]]>([
    [
      'is an orphan where the manifests list the users',
      [of(seen.team, claiming), member],
      ['TeamUser User u in flights'],
    ],
    ['is none where they do not', [of(seen.team), member], []],
    [
      'is none where no manifest has the team',
      [{ ...seen.team, labels: { ...ours, 'konduct-address': 'declared' } }, member],
      ['Team flights'],
    ],
    [
      'is none while groups decide',
      [of(seen.team, claiming), member, { kind: teamGroupMapping, fields: { team_id: 't', groups: ['g'] } }],
      [],
    ],
    [
      'is none while it is that of the token',
      [of(seen.team, claiming), member, { kind: tokenAccount, fields: { user_id: 'u' } }],
      [],
    ],
  ])('%s', (_, objects, found) => {
    expect(names(find(objects))).toEqual(found);
  });

  test('is told where groups decide, and where it is that of the token', () => {
    const groups: Seen = { kind: teamGroupMapping, fields: { team_id: 't', groups: ['g'] } };
    expect(find([of(seen.team, claiming), member, groups]).yielded).toEqual([
      {
        verb: 'remove',
        name: 'User u in flights',
        because: 'groups of an identity provider are mapped to the team',
        about: 'the members of team flights',
        place: place(4),
      },
    ]);
    expect(find([of(seen.team, claiming), member, { kind: tokenAccount, fields: { user_id: 'u' } }]).yielded).toEqual([
      {
        verb: 'remove',
        name: 'User u in flights',
        because: 'it is the account of the access token',
        about: 'User u',
        onlyKeeps: true,
        place: place(4),
      },
    ]);
  });
});

describe('an object under the address of a declared resource', () => {
  const labels = { 'konduct-owner': 'acme', 'konduct-address': addressLabelValue('acme/API/0') };
  const taken = of({ ...seen.api, labels });
  test.each<[string, readonly Seen[], readonly string[]]>([
    [
      'is one too many beside the one that is taken',
      [taken, { kind: api, fields: { id: 'b', name: 'twin' }, labels }],
      ['API twin'],
    ],
    [
      'is another resource in another region',
      [taken, { kind: api, fields: { id: 'b', name: 'x' }, labels, region: 'us' }],
      [],
    ],
    ['is another resource of another kind', [taken, { kind: portal, fields: { id: 'd', name: 'x' }, labels }], []],
    ['is the resource, if no other one is taken', [{ kind: api, fields: { id: 'b', name: 'x' }, labels }], []],
  ])('%s', (_, objects, found) => {
    expect(names(find(objects, { isDeclared: () => true }))).toEqual(found);
  });
});

test('orphans without a label of ours are numbered by their ids, whatever the order of the lists', () => {
  const bare = (id: string): Seen => ({ kind: api, fields: { id, name: 'x' }, labels: { 'konduct-owner': 'acme' } });
  for (const ids of [
    ['1', '2', '3'],
    ['3', '1', '2'],
    ['2', '3', '1'],
  ])
    expect(find(ids.map(bare)).orphans.map(({ change }) => `${change.id} ${change.address}`)).toEqual([
      '1 API x (eu)',
      '2 API x (eu) #2',
      '3 API x (eu) #3',
    ]);
});
