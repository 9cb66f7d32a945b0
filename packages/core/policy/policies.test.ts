import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { plan, smallManifest } from '../plan/planning.fixture.ts';
import {
  konnectOf,
  ours,
  outcomeOf,
  type Present,
  planOf,
  protectedByPeople,
  type Scenario,
} from '../plan/scenario.fixture.ts';

const serverless = 'CLUSTER_TYPE_SERVERLESS';
const ingress = 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER';

/** A team, a control plane of another type than its template has, and the role of the team on it. */
const plane = `
  - {id: team, kind: Team, template: {name: flights, description: Flights}}
  - {id: plane, kind: ControlPlane, region: eu, template: {name: plane, cluster_type: ${serverless}}}
  - {id: role, kind: TeamRole, template: {team_id: "\${team.id}", role_name: Admin, entity_id: "\${plane.id}", entity_type_name: Control Planes, entity_region: eu}}
`;
const role = (team_id: string, entity_id: string, role_name = 'Admin'): Present => [
  teamRole,
  {
    id: `${role_name}-${entity_id}`,
    team_id,
    role_name,
    entity_id,
    entity_type_name: 'Control Planes',
    entity_region: 'eu',
  },
];
const flights: Present = [team, { id: 't', name: 'flights', description: 'Flights' }, ours('team')];
const changed: readonly Present[] = [
  flights,
  [controlPlane, { id: 'p', name: 'plane', cluster_type: ingress }, ours('plane')],
  role('t', 'p'),
];

describe('an object that has to be made anew', () => {
  test.each<[string, Scenario, string[]]>([
    [
      'is blocked, with its field, until that is asked for',
      { declares: plane, has: changed },
      ['blocked ControlPlane plane: cluster_type cannot change', '! replace-refused'],
    ],
    [
      'goes with its links, which come back',
      { declares: plane, has: changed, run: { replace: true } },
      [
        `replace ControlPlane plane: cluster_type: cluster_type cannot change (with TeamRole Admin: flights on plane, which comes back)`,
        'create TeamRole Admin: flights on plane',
        'delete TeamRole Admin: flights on plane: leads to the ControlPlane plane, which is made anew',
      ],
    ],
    [
      'takes nothing else along, be it new or linked to it',
      {
        declares: `${plane}
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev}}
  - {id: other, kind: Team, template: {name: others, description: "on ${'$'}{plane.id}"}}
`,
        has: [...changed.slice(0, 2), [team, { id: 'o', name: 'others', description: 'x' }, ours('other')]],
        run: { replace: true },
      },
      [
        `replace ControlPlane plane: cluster_type: cluster_type cannot change (with TeamRole Admin: flights on plane, which comes back)`,
        'create TeamRole Admin: flights on plane',
        'create Portal dev',
        'update Team others: description',
      ],
    ],
    [
      'stays while it holds what others made, and its links stay as well',
      { declares: plane, has: changed, run: { replace: true }, holds: { p: [{ noun: 'data planes', names: ['n'] }] } },
      [
        `blocked ControlPlane plane: ControlPlane plane (acme/plane) is not deleted: it holds 1 data plane: n`,
        'blocked TeamRole Admin: flights on plane: TeamRole Admin: flights on plane has to be dealt with first',
        'blocked TeamRole Admin: flights on plane: ControlPlane plane (acme/plane) is not deleted: it holds 1 data plane: n',
        '! delete-held',
      ],
    ],
    [
      'goes with what others made by force',
      {
        declares: plane,
        has: changed.slice(0, 2),
        run: { replace: true, forceDelete: ['acme/plane'] },
        holds: { p: [{ noun: 'data planes', names: ['n'] }] },
      },
      [
        `replace ControlPlane plane: cluster_type: cluster_type cannot change (with 1 data plane: n; TeamRole Admin: flights on plane, which comes back)`,
        'create TeamRole Admin: flights on plane',
      ],
    ],
    [
      'counts as a deletion',
      { declares: plane, has: changed, run: { replace: true, deleteLimit: { type: 'number', most: 0 } } },
      [
        `blocked ControlPlane plane: 1 object of acme would be deleted, which is more than the 0 allowed (with TeamRole Admin: flights on plane, which comes back)`,
        'blocked TeamRole Admin: flights on plane: TeamRole Admin: flights on plane has to be dealt with first',
        'blocked TeamRole Admin: flights on plane: 1 object of acme would be deleted, which is more than the 0 allowed',
        '! delete-guard',
      ],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await outcomeOf(scenario)).toEqual(lines);
  });

  test('is forced only where something of others goes with it', async () => {
    const scenario: Scenario = { declares: plane, has: changed, run: { replace: true, forceDelete: ['acme/plane'] } };
    const forced = async (holds: Scenario['holds'] = {}) => {
      const { decisions } = await planOf({ ...scenario, holds });
      return decisions.find(({ change }) => change.address === 'acme/plane')?.force;
    };
    expect(await forced()).toBeUndefined();
    expect(await forced({ p: [{ noun: 'data planes', names: ['n'] }] })).toBe(true);
  });
});

describe('an object that no manifest declares any more', () => {
  const old: Present = [api, { id: 'a', name: 'old' }, ours('old')];
  const theirs: Present = [portal, { id: 'theirs', name: 'theirs' }];

  test.each<[string, Scenario, string[]]>([
    ['stays without prune', { has: [old] }, ['left API old: prune is off']],
    ['goes with prune', { has: [old], run: { prune: 'all' } }, [`delete API old`]],
    [
      'stays if it holds what others made',
      { has: [old], holds: { a: [{ noun: 'documents', names: ['x', 'y'] }] }, run: { prune: 'all' } },
      [
        `blocked API old: API old (${ours('old')['konduct-address']}) is not deleted: it holds 2 documents: x, y`,
        '! delete-held',
      ],
    ],
    [
      'goes with what others made by force',
      {
        has: [old],
        holds: { a: [{ noun: 'documents', names: ['x', 'y'] }] },
        run: { prune: 'all', forceDelete: [ours('old')['konduct-address'] ?? ''] },
      },
      [`delete API old (with 2 documents: x, y)`],
    ],
    [
      'stays while people protect it',
      { has: [[api, { id: 'a', name: 'old' }, { ...ours('old'), ...protectedByPeople }]], run: { prune: 'all' } },
      [`blocked API old: it is protected in Konnect`, '! deletion-protected'],
    ],
    [
      'stays if others link it',
      {
        has: [old, theirs, [apiPublication, { api_id: 'a', portal_id: 'theirs', visibility: 'private' }]],
        run: { prune: 'all' },
      },
      [
        `blocked API old: API old (${ours('old')['konduct-address']}) is not deleted: it holds links of others: APIPublication old on theirs`,
        '! delete-held',
      ],
    ],
    [
      'is listed after access, which has a warning of its own',
      { has: [old, flights, [controlPlane, { id: 'p', name: 'p' }, ours('p')], role('t', 'p')] },
      [
        'left TeamRole Admin: flights on p: prune is off',
        'left API old: prune is off',
        'left ControlPlane p: prune is off',
        'left Team flights: prune is off',
        '! access-orphaned',
      ],
    ],
    [
      'stays with its publication while it is protected, and holds back no other deletion',
      {
        has: [
          [api, { id: 'a', name: 'kept' }, { ...ours('kept'), ...protectedByPeople }],
          [api, { id: 'b', name: 'old' }, ours('old')],
          [portal, { id: 'dev', name: 'dev' }, ours('dev')],
          [apiPublication, { api_id: 'a', portal_id: 'dev', visibility: 'private' }],
          [apiPublication, { api_id: 'b', portal_id: 'dev', visibility: 'private' }],
        ],
        run: { prune: 'all' },
      },
      [
        'blocked APIPublication kept on dev: API kept is protected',
        'delete APIPublication old on dev',
        'blocked API kept: it is protected in Konnect',
        'delete API old',
        'blocked Portal dev: APIPublication kept on dev has to be dealt with first',
        '! deletion-protected',
      ],
    ],
    [
      'keeps access to it while it is protected',
      {
        has: [flights, [controlPlane, { id: 'p', name: 'p' }, { ...ours('p'), ...protectedByPeople }], role('t', 'p')],
        run: { prune: 'all' },
      },
      [
        'blocked TeamRole Admin: flights on p: it is protected in Konnect',
        `blocked ControlPlane p: it is protected in Konnect`,
        'blocked Team flights: TeamRole Admin: flights on p has to be dealt with first',
        '! deletion-protected',
      ],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await outcomeOf(scenario)).toEqual(lines);
  });

  test('is forced only where something of others goes with it', async () => {
    const run = { prune: 'all', forceDelete: [ours('old')['konduct-address'] ?? ''] } as const;
    const forced = async (holds: Scenario['holds'] = {}) =>
      (await planOf({ has: [old], run, holds })).decisions[0]?.force;
    expect(await forced()).toBeUndefined();
    expect(await forced({ a: [{ noun: 'documents', names: ['x'] }] })).toBe(true);
  });

  test('is one more of the orphans, deleted or not', async () => {
    for (const prune of ['off', 'all'] as const) {
      const { orphans, plan, demands } = await planOf({ has: [old], run: { prune } });
      expect(orphans.map(({ change }) => change.name)).toEqual(['old']);
      expect(plan.summary).toMatchObject({ delete: prune === 'all' ? 1 : 0, orphaned: prune === 'all' ? 0 : 1 });
      expect(demands).toEqual([]);
    }
  });

  test('has a block that says what would happen without it', async () => {
    const held = { has: [old], holds: { a: [{ noun: 'documents', names: ['x'] }] }, run: { prune: 'all' } } as const;
    const { plan, decisions } = await planOf(held);
    const by = ours('old')['konduct-address'];
    expect(plan.changes).toMatchObject([{ action: 'blocked', block: { by, action: 'delete', code: 'delete-held' } }]);
    expect(decisions[0]?.change).toEqual(plan.changes[0]);
    expect(plan.summary).toMatchObject({ blocked: 1, delete: 0 });
  });
});

describe('what is blocked', () => {
  test('of the organization stops nothing that does not need it', async () => {
    const lines = await outcomeOf({
      declares: `
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev}}
  - {id: api, kind: API, region: eu, template: {name: bookings, version: "2"}}
  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "\${api.id}", portal_id: "\${portal.id}", visibility: public}}
`,
      has: [
        [portal, { id: 'dev', name: 'dev', display_name: 'Dev' }, ours('portal')],
        [api, { id: 'a', name: 'bookings', version: '1' }, ours('api')],
        [api, { id: 'b', name: 'bookings', version: '2' }, { 'konduct-owner': 'globex' }],
      ],
    });
    expect(lines).toEqual([
      'blocked API bookings: the API b has name "bookings", version "2" already',
      'create APIPublication bookings on dev',
      '! name-taken',
    ]);
  });

  test('of one environment holds those that come after it', async () => {
    const two = platformOf(smallManifest.replace('      dev:', '      qa: {type: DEV, region: eu}\n      dev:'));
    const memory = konnectOf({ has: [[portal, { name: 'dev' }, { 'konduct-owner': 'globex' }]] });
    const planned = await plan(two, memory, { environmentOrder: new Map([['qa', ['dev']]]) });
    expect(planned.plan.diagnostics.map(({ code }) => code)).toEqual(['foreign-owner', 'environment-blocked']);
    const inQa = planned.plan.changes.filter(({ environment }) => environment === 'qa');
    expect(new Set(inQa.map(({ action }) => action))).toEqual(new Set(['blocked', 'waiting']));
    const inNone = planned.plan.changes.filter(({ environment }) => environment === undefined);
    expect(new Set(inNone.map(({ action }) => action))).toEqual(new Set(['create']));
  });
});

test('what belonged to the platform under an earlier name is ours, and koctl on it is noticed', async () => {
  const labels = { ...ours('portal'), 'konduct-owner': 'before', 'ko-konnect-orchestrator': 'true' };
  const scenario: Scenario = {
    declares: '  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev}}',
    has: [[portal, { id: 'p', name: 'dev', display_name: 'Dev' }, labels]],
  };
  expect(await outcomeOf({ ...scenario, run: { previousOwners: ['before'] } })).toEqual([
    'update Portal dev: labels.konduct-owner',
    '! koctl-writes',
  ]);
  expect(await outcomeOf(scenario)).toEqual([
    'blocked Portal dev: it belongs to another platform repository, "before"',
    '! foreign-owner',
  ]);
});
