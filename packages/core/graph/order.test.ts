import { portal } from '@konduct/konnect/kinds/portal';
import { signIn } from '@konduct/konnect/kinds/sign-in';
import { team } from '@konduct/konnect/kinds/team';
import { expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { resources } from '../plan/planning.fixture.ts';
import { buildGraph } from './graph.ts';
import { nodeAt } from './node.fixture.ts';
import { World } from './world.ts';

test('what has to come last comes after all of the kinds it names, and after nothing else', () => {
  const { graph } = resources(`  - {id: signIn, kind: SignIn, template: {basic_auth_enabled: true}}
  - {id: team, kind: Team, template: {name: a}}
  - {id: known, kind: Team, externalRef: {name: b}}
  - {id: portal, kind: Portal, region: eu, template: {name: a}}
  - id: role
    kind: TeamRole
    template: {team_id: "\${team.id}", role_name: Viewer, entity_id: "*", entity_type_name: APIs, entity_region: eu}`);
  expect(graph.dependencies.get('acme/signIn')).toEqual(['acme/team', 'acme/role']);
});

test('a kind of a region comes after those in its own region, and one of the organization after all', () => {
  const late: Kind = { ...portal, name: 'Late', after: ['Portal'] };
  const at = (address: string, kind: Kind, region: string) => nodeAt(address, kind, { name: address }, { region });
  const nodes = [at('late', late, 'eu'), at('near', portal, 'eu'), at('far', portal, 'us'), nodeAt('team', team)];

  const last = nodeAt('last', { ...team, name: 'Last', after: ['Portal'] }, { name: 'last' });
  const { graph } = buildGraph('acme', [...nodes, last], new World());
  expect(graph.dependencies.get('late')).toEqual(['near']);
  expect(graph.dependencies.get('last')).toEqual(['near', 'far']);
});

test('two resources that would be the only object of their kind are told', () => {
  const nodes = [nodeAt('one', signIn), nodeAt('two', signIn)];
  expect(buildGraph('acme', nodes, new World()).diagnostics).toMatchObject([{ code: 'identity-duplicate' }]);
});
