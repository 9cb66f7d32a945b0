import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../graph/node.ts';
import type { Observation } from '../observe/observation.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { objectOf, observationOf } from './decision.fixture.ts';
import { Ends } from './ends.ts';

const flights = objectOf({ id: 't', name: 'flights' }, { 'konduct-owner': 'acme' });
const plane = objectOf({ id: 'p', name: 'plane' });
const role = {
  team_id: 't',
  role_name: 'Admin',
  entity_id: 'p',
  entity_type_name: 'Control Planes',
  entity_region: 'eu',
};

function endsIn(observation: Observation, nodes: ReadonlyMap<ObservedObject, ResourceNode> = new Map()): Ends {
  return new Ends(observation, new Set(['acme']), nodes);
}

const all = () => observationOf([team, flights], [controlPlane, plane]);

describe('the ends of a link', () => {
  test('have their ids, kinds and regions, in the order of the kind', () => {
    expect(endsIn(all()).of(teamRole, { ...role, entity_region: 'us' }, 'global')).toMatchObject([
      {
        path: 'team_id',
        id: 't',
        kind: 'Team',
        region: 'global',
        isOurs: true,
        isGone: false,
        goesAlong: true,
        anybody: false,
      },
      {
        path: 'entity_id',
        id: 'p',
        kind: 'ControlPlane',
        region: 'us',
        isOurs: false,
        isGone: false,
        goesAlong: false,
      },
    ]);
    expect(
      endsIn(all())
        .of(apiPublication, { api_id: 'a', portal_id: 'd' }, 'us')
        .map(({ region }) => region),
    ).toEqual([...['us', 'us']]);
    expect(endsIn(all()).of(teamUser, { team_id: 't', user_id: 'u' }, 'global')).toMatchObject([
      { path: 'user_id', anybody: true, goesAlong: false },
      { path: 'team_id', anybody: false, goesAlong: true },
    ]);
    expect(endsIn(all()).of(api, { id: 'a' }, 'eu')).toEqual([]);
  });

  test.each([
    ['an owner label makes an object ours', flights, undefined, true],
    ['a resource that will label it makes it ours', plane, controlPlane, true],
    ['so does one of a kind that is ours by what it joins', plane, teamRole, true],
    ['one of a kind without an owner does not', plane, portalPage, false],
    ['no resource', plane, undefined, false],
  ])('%s', (_, object, kind, isOurs) => {
    const nodes = new Map(kind ? [[object, { kind } as unknown as ResourceNode]] : []);
    const found = endsIn(all(), nodes)
      .of(teamRole, role, 'global')
      .find(({ id }) => id === object.fields.id);
    expect([found?.isOurs, found?.node !== undefined]).toEqual([isOurs, kind !== undefined]);
  });

  test.each<[string, Observation, Record<string, string>, 'there' | 'gone' | undefined, boolean]>([
    ['that its list shows', all(), {}, undefined, false],
    ['that its list lacks', all(), { entity_id: 'x' }, undefined, true],
    ['that its list lacks, and Konnect as well', all(), { entity_id: 'x' }, 'gone', true],
    ['that its list hides', all(), { entity_id: 'x' }, 'there', false],
    ['whose list was not read', observationOf([team, flights]), { entity_id: 'x' }, undefined, false],
    ['in a region that was not read', all(), { entity_id: 'x', entity_region: 'us' }, undefined, false],
    ['of a kind that we do not know', all(), { entity_id: 'x', entity_type_name: 'Networks' }, undefined, false],
  ])('an object %s is told to be gone or not', (_, observation, fields, beyond, isGone) => {
    if (beyond) observation.addBeyondLists('x', beyond);
    expect(
      endsIn(observation)
        .of(teamRole, { ...role, ...fields }, 'global')
        .at(-1)?.isGone,
    ).toBe(isGone);
  });
});

describe('a name', () => {
  const ends = endsIn(all());

  test('of what a field refers to is that of the object, or its kind and id', () => {
    expect(ends.nameAt(teamRole, role, 'entity_id')).toBe('plane');
    expect(ends.nameAt(teamRole, { ...role, entity_id: 'x' }, 'entity_id')).toBe('ControlPlane x');
    expect(ends.nameAt(teamRole, { ...role, entity_id: 'x', entity_type_name: 'Networks' }, 'entity_id')).toBe(
      'something x',
    );
    expect(ends.nameAt(teamRole, { ...role, entity_id: '*' }, 'entity_id')).toBeUndefined();
    expect(ends.nameAt(teamRole, role, 'role_name')).toBeUndefined();
    expect(ends.nameOf('nobody')).toBeUndefined();
  });

  test('of an object is its title, its name, its id or its kind', () => {
    expect(ends.title(teamRole, { ...role, entity_id: '*' })).toBe('Admin: flights on *');
    expect(ends.title(api, { id: 'a', name: 'bookings' })).toBe('bookings');
    expect(ends.title(api, { id: 'a' })).toBe('a');
    expect(ends.title(api, {})).toBe('API');
  });
});
