import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { team } from '@konduct/konnect/kinds/team';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { user } from '@konduct/konnect/kinds/user';
import { describe, expect, test } from 'vitest';
import { startOf } from '../source/range.ts';
import { buildGraph } from './graph.ts';
import { idOf, nodeAt } from './node.fixture.ts';
import type { ResourceNode } from './node.ts';
import { World } from './world.ts';

const { external } = gatewayService;

function build(nodes: readonly ResourceNode[], blank = new World()) {
  return buildGraph('acme', nodes, blank);
}

describe('two resources that would be one object', () => {
  const page = { slug: 'first', content: '# First' };
  const pageOf = (address: string, more: object) => nodeAt(address, portalPage, { ...page, ...more });
  test.each<[string, ResourceNode[], string[]]>([
    [
      'with one name',
      [nodeAt('a', portal, { name: 'dev' }), nodeAt('b', portal, { name: 'dev' })],
      ['b and a would be one and the same Portal, dev'],
    ],
    [
      'with one name, three times: each is compared with the first',
      ['a', 'b', 'c'].map((address) => nodeAt(address, portal, { name: 'dev' })),
      ['b and a would be one and the same Portal, dev', 'c and a would be one and the same Portal, dev'],
    ],
    [
      'that stand for the same objects',
      [pageOf('p/1', { portal_id: idOf('p') }), pageOf('p/2', { portal_id: idOf('p') }), nodeAt('p', portal)],
      ['p/2 and p/1 would be one and the same PortalPage, first on (p id)'],
    ],
    ['with two names', [nodeAt('a', portal, { name: 'dev' }), nodeAt('b', portal, { name: 'prd' })], []],
    [
      'in two regions',
      [nodeAt('a', portal, { name: 'dev' }), nodeAt('b', portal, { name: 'dev' }, { region: 'us' })],
      [],
    ],
    ['of two kinds', [nodeAt('a', portal, { name: 'dev' }), nodeAt('b', team, { name: 'dev' })], []],
    ['below two parents', [pageOf('p/1', { portal_id: 'p' }), pageOf('p/2', { portal_id: 'q' })], []],
    ['without a name', [nodeAt('a', portal), nodeAt('b', portal)], []],
    [
      'that are only looked for',
      ['a', 'b'].map((address) => nodeAt(address, portal, { name: 'dev' }, external && { external })),
      [],
    ],
  ])('%s', (_, nodes, messages) => {
    const duplicates = build(nodes).diagnostics.filter(({ code }) => code === 'identity-duplicate');
    expect(duplicates.map(({ message }) => message)).toEqual(messages);
  });

  test('are told at the second, with the place of the first', () => {
    const { diagnostics } = build([nodeAt('a', portal, { name: 'dev' }), nodeAt('b', portal, { name: 'dev' })]);
    expect(diagnostics).toMatchObject([
      { code: 'identity-duplicate', at: startOf('b'), cause: expect.stringContaining('a:1:1') },
    ]);
    expect(diagnostics[0]?.related).toEqual([{ message: 'The other one', at: startOf('a') }]);
  });
});

test('what is wrong with a resource alone is told, too', () => {
  const { diagnostics } = build([nodeAt('a', portal), nodeAt('b', portal, { name: '' })]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['field-required', 'field-value']);
});

test('of two resources with one address the first counts, and the second is told', () => {
  const first = nodeAt('a%2Fb', portal, { name: 'first' });
  const { graph, diagnostics } = build([first, nodeAt('a%2Fb', portal, { name: 'second' })]);
  expect(graph.nodes).toEqual([first]);
  expect(diagnostics).toMatchObject([
    { code: 'identity-duplicate', message: 'Two resources have the address a/b', at: startOf('a%2Fb') },
  ]);
});

describe('dependencies', () => {
  const named = (address: string, ...reads: string[]) =>
    nodeAt(address, team, {
      name: address,
      description: (world: World) => `After ${reads.map((read) => world.computed(read, 'id')).join()}`,
    });
  const dependenciesOf = (nodes: readonly ResourceNode[], blank?: World) =>
    Object.fromEntries(build(nodes, blank).graph.dependencies);

  test('come first, in the order of the graph, each once, however they were read', () => {
    const nodes = [named('b'), named('a'), named('d', 'a', 'c', 'b', 'a'), named('c')];
    expect(build(nodes).graph.nodes.map(({ address }) => address)).toEqual(['b', 'a', 'c', 'd']);
    expect(dependenciesOf(nodes)).toEqual({ a: [], b: [], c: [], d: ['b', 'a', 'c'] });
  });

  test('are neither the resource itself nor what is no resource', () => {
    expect(dependenciesOf([named('a', 'a', 'nothing'), named('b', 'a')])).toEqual({ a: [], b: ['a'] });
  });

  test('are what is read with the objects that are known, and only that', () => {
    const looked = nodeAt('looked', portal, {}, external && { external });
    const chooses = nodeAt('chooses', team, {
      name: 'chooses',
      description: (world: World) => {
        const found = world.external('looked') as { name?: string } | undefined;
        return world.computed(found?.name === 'b' ? 'b' : 'a', 'id');
      },
    });
    const nodes = [looked, named('a'), named('b'), chooses];
    const blank = new World();
    expect(dependenciesOf(nodes, blank)).toMatchObject({ chooses: ['looked', 'a'] });
    blank.learnExternal('looked', { state: 'waiting', reason: 'not there' });
    expect(dependenciesOf(nodes, blank)).toMatchObject({ chooses: ['looked', 'a'] });
    blank.learnExternal('looked', { state: 'found', value: { name: 'b' } });
    expect(dependenciesOf(nodes, blank)).toMatchObject({ chooses: ['looked', 'b'] });
  });

  test('in a circle are told with all addresses, and what hangs on it has no place in the order', () => {
    const { graph, diagnostics } = build([
      named('a', 'b'),
      named('b', 'c'),
      named('c', 'a'),
      named('d', 'a'),
      named('e'),
    ]);
    expect(graph.nodes.map(({ address }) => address)).toEqual(['e']);
    expect(diagnostics).toMatchObject([
      {
        code: 'blueprint-cycle',
        message: 'Resources depend on each other in a circle: a -> b -> c -> a',
        at: startOf('a'),
      },
    ]);
  });
});

test('a link is named by the names of what it joins, and a resource without a name by its item', () => {
  const nodes = [
    nodeAt('acme/member', teamUser, { user_id: idOf('acme/ann'), team_id: idOf('acme/team') }),
    nodeAt('acme/ann', user, { email: 'ann@example.com' }),
    nodeAt('acme/team', team, { name: 'flights' }),
    nodeAt('acme/nameless/portal', portal),
    nodeAt('alone', portal),
  ];
  expect(Object.fromEntries(build(nodes).graph.names)).toEqual({
    'acme/member': 'ann@example.com in flights',
    'acme/ann': 'ann@example.com',
    'acme/team': 'flights',
    'acme/nameless/portal': 'nameless',
    alone: 'alone',
  });
});

test('a graph has the organization, and its place where it is known', () => {
  const place = startOf('manifest.yaml');
  expect(buildGraph('acme', [], new World(), place).graph).toMatchObject({ organization: 'acme', place });
  expect(buildGraph('acme', [], new World()).graph).not.toHaveProperty('place');
});
