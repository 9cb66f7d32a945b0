import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { team } from '@konduct/konnect/kinds/team';
import { teamGroupMapping } from '@konduct/konnect/kinds/team-group-mapping';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { tokenAccount } from '@konduct/konnect/kinds/token-account';
import { user } from '@konduct/konnect/kinds/user';
import { describe, expect, test } from 'vitest';
import { UserError } from '../diagnostic/user-error.ts';
import {
  konnectOf,
  linesOf,
  ours,
  outcomeOf,
  type Present,
  planOf,
  protectedByPeople,
  reach,
  type Scenario,
} from './scenario.fixture.ts';

// Which objects of Konnect a run takes for ours and undeclared. Everything here is asked with `prune: all`, unless it says
// something else, so that a deletion means "an orphan", and nothing means "not ours, or declared".

const theirs = { 'konduct-owner': 'globex' };

const flights: Present = [team, { id: 't', name: 'flights', description: 'x' }, ours('team')];
const plane: Present = [controlPlane, { id: 'p', name: 'plane' }, ours('plane')];
const bookings: Present = [api, { id: 'a', name: 'bookings' }, ours('api')];
const dev: Present = [portal, { id: 'd', name: 'dev' }, ours('portal')];

const role = (more: Record<string, unknown> = {}): Present => [
  teamRole,
  {
    id: 'r',
    team_id: 't',
    role_name: 'Admin',
    entity_id: 'p',
    entity_type_name: 'Control Planes',
    entity_region: 'eu',
    ...more,
  },
];
const publication = (api_id = 'a', portal_id = 'd'): Present => [
  apiPublication,
  { api_id, portal_id, visibility: 'private' },
];

const declares = {
  team: '  - {id: team, kind: Team, template: {name: flights, description: x}}\n',
  plane: '  - {id: plane, kind: ControlPlane, region: eu, template: {name: plane}}\n',
  api: '  - {id: api, kind: API, region: eu, template: {name: bookings}}\n',
  portal: '  - {id: portal, kind: Portal, region: eu, template: {name: dev}}\n',
  role: '  - {id: role, kind: TeamRole, template: {team_id: "${team.id}", role_name: Admin, entity_id: "${plane.id}", entity_type_name: Control Planes, entity_region: eu}}\n',
  publication:
    '  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "${api.id}", portal_id: "${portal.id}", visibility: private}}\n',
};

function all({ run, ...scenario }: Scenario): Promise<string[]> {
  return outcomeOf({ ...scenario, run: { prune: 'all', ...run } });
}

describe('a labelled object', () => {
  test.each<[string, Scenario, string[]]>([
    ['of ours that is not declared', { has: [bookings] }, [`delete API bookings`]],
    ['of ours that is declared', { declares: declares.api, has: [bookings] }, []],
    ['without an owner', { has: [[api, { id: 'a', name: 'x' }]] }, []],
    ['of another platform', { has: [[api, { id: 'a', name: 'x' }, { ...ours('api'), ...theirs }]] }, []],
    [
      'of ours without an address',
      { has: [[api, { id: 'a', name: 'x' }, { 'konduct-owner': 'acme' }]] },
      [`delete API x`],
    ],
    ['of ours without a name is called by its id', { has: [[api, { id: 'a' }, ours('api')]] }, [`delete API a`]],
    ['that Konnect keeps to itself', { has: [[team, { id: 't', name: 'x', system_team: true }, ours('team')]] }, []],
    ['of ours that another organization declares', { has: [bookings], run: { isDeclaredElsewhere: () => true } }, []],
    [
      'of ours under the address of another kind',
      { declares: declares.api, has: [bookings, [portal, { id: 'd', name: 'x' }, ours('api')]] },
      [`delete Portal x`],
    ],
    [
      'of ours in a region that its resource left',
      {
        declares: declares.api,
        has: [bookings, [api, { id: 'b', name: 'bookings' }, ours('api'), 'us']],
        run: { reach: { ...reach, otherRegions: ['us'] } },
      },
      [`delete API bookings`],
    ],
    [
      'that two runs made at the same time, beside the one that is taken',
      {
        declares: declares.api,
        has: [bookings, [api, { id: 'b', name: 'bookings', created_at: '2026-01-01' }, ours('api')]],
      },
      [`delete API bookings`, '! ambiguous-match'],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await all(scenario)).toEqual(lines);
  });

  test('counts only below the addresses to which the run is limited', async () => {
    const has = [bookings, [api, { id: 'b', name: 'other' }, ours('other')]] as const;
    const within = (label: string | undefined) => label === ours('other')['konduct-address'];
    expect(await all({ has, run: { within } })).toEqual([`delete API other`]);
    // Also of a run that changes a part: its limit is what it deletes.
    expect(await all({ has, run: { within, selects: () => true } })).toEqual([`delete API other`]);
  });
});

describe('a link', () => {
  test.each<[string, Scenario, string[]]>([
    [
      'between objects of ours',
      { declares: declares.team + declares.plane, has: [flights, plane, role()] },
      ['delete TeamRole Admin: flights on plane'],
    ],
    [
      'that is declared',
      { declares: declares.team + declares.plane + declares.role, has: [flights, plane, role()] },
      [],
    ],
    [
      'that joins an object of others',
      { declares: declares.team, has: [flights, [controlPlane, { id: 'p', name: 'x' }], role()] },
      [],
    ],
    [
      'between objects of others',
      { has: [[team, { id: 't', name: 'x' }], [controlPlane, { id: 'p', name: 'x' }], role()] },
      [],
    ],
    [
      'to something of a kind that we do not know',
      { declares: declares.team, has: [flights, role({ entity_type_name: 'Networks' })] },
      [],
    ],
    ['to everything of a kind', { declares: declares.team, has: [flights, role({ entity_id: '*' })] }, []],
    [
      'to everything everywhere',
      { declares: declares.team, has: [flights, role({ entity_id: '*', entity_region: '*' })] },
      [],
    ],
    ['without one of its ends', { declares: declares.team, has: [flights, role({ entity_id: undefined })] }, []],
    [
      'to what is gone',
      { declares: declares.team, has: [flights, role({ entity_id: 'gone' })] },
      ['delete TeamRole Admin: flights on ControlPlane gone'],
    ],
    [
      'to what is in a region that was not read',
      { declares: declares.team, has: [flights, role({ entity_id: 'gone', entity_region: 'us' })] },
      [],
    ],
    [
      'to what is declared and gets our label in this run stays for the next one',
      { declares: declares.team + declares.plane, has: [flights, [controlPlane, { id: 'p', name: 'plane' }], role()] },
      [
        'adopt ControlPlane plane: labels.konduct-owner: found by name',
        'left TeamRole Admin: flights on plane: plane is being adopted in this run; the next one takes it',
        '! access-orphaned',
      ],
    ],
    [
      'to an object of another organization of the manifests',
      {
        declares: declares.team,
        has: [flights, plane, role()],
        run: { isDeclaredElsewhere: (key) => ours('plane')['konduct-address']?.includes(key) === true },
      },
      [],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await all(scenario)).toEqual(lines);
  });

  test('is left alone if Konnect finds its target by the id, or does not say', async () => {
    const scenario: Scenario = { declares: declares.team, has: [flights, role({ entity_id: 'hidden' })] };
    const find = async (answer: () => Promise<unknown>) => {
      const memory = Object.assign(konnectOf(scenario), { find: answer });
      return linesOf(await planOf({ ...scenario, run: { prune: 'all' } }, memory));
    };
    expect(await find(async () => ({ fields: { id: 'hidden' }, labels: {} }))).toEqual([]);
    expect(await find(async () => Promise.reject(new UserError([])))).toEqual([]);
    expect(await find(async () => undefined)).toHaveLength(1);
  });

  test('counts with the objects that it joins, where a run is limited to addresses', async () => {
    const scenario: Scenario = { declares: declares.team + declares.plane, has: [flights, plane, role()] };
    const within = (id: string) => (label: string | undefined) => label === ours(id)['konduct-address'];
    expect(await all({ ...scenario, run: { within: within('plane') } })).toEqual([
      'delete TeamRole Admin: flights on plane',
    ]);
    expect(await all({ ...scenario, run: { within: within('other') } })).toEqual([]);
  });
});

describe('a link that may belong to a resource', () => {
  const waiting = `
  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: "\${plane.id}", tags: [x]}}
  - {id: link, kind: APIImplementation, region: eu, template: {api_id: "\${api.id}", service: {control_plane_id: "\${plane.id}", id: "\${gateway[0].id}"}}}
`;
  const implementation: Present = [
    apiImplementation,
    { id: 'i', api_id: 'a', service: { control_plane_id: 'p', id: 's' } },
  ];

  test('is left alone, also if the run blocks or waits for that', async () => {
    const lines = await all({
      declares: declares.api + declares.plane + waiting,
      has: [bookings, plane, implementation],
    });
    expect(lines.filter((line) => line.startsWith('delete'))).toEqual([]);
  });

  test('and whose resource is made on a new object is one that goes', async () => {
    // The publication is declared for a portal that does not exist yet: it cannot be the one on the old portal.
    expect(
      await all({
        declares: declares.api + declares.portal + declares.publication,
        has: [bookings, [portal, { id: 'o', name: 'old' }, ours('old')], publication('a', 'o')],
      }),
    ).toEqual([
      'create Portal dev',
      'create APIPublication bookings on dev',
      'delete APIPublication bookings on old',
      `delete Portal old`,
    ]);
  });
});

describe('a link that replaces another one', () => {
  const leading = `
  - {id: link, kind: APIImplementation, region: eu, template: {api_id: "\${api.id}", service: {control_plane_id: "\${plane.id}", id: new}}}
  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: "\${plane.id}", tags: [x]}}
`;
  const moved: Present = [apiImplementation, { id: 'i', api_id: 'a', service: { control_plane_id: 'q', id: 'old' } }];
  const other: Present = [controlPlane, { id: 'q', name: 'other' }, ours('other')];
  const planes = `${declares.plane}  - {id: other, kind: ControlPlane, region: eu, template: {name: other}}\n`;

  test.each<[string, readonly Present[], string[]]>([
    [
      'once its target is gone',
      [],
      ['create APIImplementation bookings on plane', 'delete APIImplementation bookings on other'],
    ],
    [
      'not before',
      [[gatewayService, { id: 'old', control_plane_id: 'q' }]],
      ['create APIImplementation bookings on plane', 'left APIImplementation bookings on other: prune is off'],
    ],
  ])('is deleted without prune, %s', async (_, services, lines) => {
    const has = [bookings, plane, other, moved, ...services];
    expect(await outcomeOf({ declares: declares.api + planes + leading, has })).toEqual(lines);
  });
});

describe('a membership', () => {
  const eve: readonly Present[] = [
    flights,
    [user, { id: 'u', email: 'eve@example.com' }],
    [teamUser, { team_id: 't', user_id: 'u' }],
  ];
  const claiming =
    '  - {id: team, kind: Team, manages: {TeamUser: "${true}"}, template: {name: flights, description: x}}\n';
  const group: Present = [teamGroupMapping, { team_id: 't', groups: ['g'] }];

  test.each<[string, Scenario, string[]]>([
    [
      'of a team whose members the manifests list',
      { declares: claiming, has: eve },
      ['delete TeamUser eve@example.com in flights'],
    ],
    ['of another team', { declares: declares.team, has: eve }, []],
    [
      'of a team that is mapped to groups stays, and that is said',
      { declares: claiming, has: [...eve, group] },
      ['! link-yielded'],
    ],
    [
      'of the account of the token stays, and that is said',
      { declares: claiming, has: [...eve, [tokenAccount, { user_id: 'u' }]] },
      ['! link-yielded'],
    ],
    [
      'of a team that is mapped to no group',
      { declares: claiming, has: [...eve, [teamGroupMapping, { team_id: 't', groups: [] }]] },
      ['delete TeamUser eve@example.com in flights'],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await all(scenario)).toEqual(lines);
  });

  test('that stays because of the token is a note that names its person', async () => {
    const has = [...eve, [tokenAccount, { user_id: 'u' }]] as const;
    const { plan } = await planOf({ declares: claiming, has, run: { prune: 'access' } });
    expect(plan.diagnostics).toMatchObject([
      {
        severity: 'note',
        message:
          'The manifests do not decide about eve@example.com, because it is the account of the access token; not removed: eve@example.com in flights',
        at: { file: 'manifest.yaml' },
      },
    ]);
  });

  test('that stays because of groups is named with its team', async () => {
    const { plan } = await planOf({ declares: claiming, has: [...eve, group], run: { prune: 'all' } });
    expect(plan.diagnostics).toMatchObject([
      {
        message:
          'The manifests do not decide about the members of team flights, because groups of an identity provider are mapped to the team; not removed: eve@example.com in flights',
        at: { file: 'manifest.yaml' },
      },
    ]);
  });
});

describe('the deletion of an orphan', () => {
  async function orphans(scenario: Scenario) {
    const { orphans: found } = await planOf({ ...scenario, run: { prune: 'all', ...scenario.run } });
    return found;
  }

  test('comes before that of the objects that it names, access first, else by kind and address', async () => {
    const has = [
      [portal, { id: 'y', name: 'y' }, ours('y')],
      dev,
      bookings,
      plane,
      publication(),
      [apiImplementation, { id: 'i', api_id: 'a', service: { control_plane_id: 'p', id: 's' } }],
      flights,
      role({ role_name: 'Viewer', id: 'v' }),
      role(),
    ] as readonly Present[];
    expect((await orphans({ has })).map(({ change: { kind, name } }) => `${kind} ${name}`)).toEqual([
      'APIPublication bookings on dev',
      'TeamRole Admin: flights on plane',
      'TeamRole Viewer: flights on plane',
      'APIImplementation bookings on plane',
      'API bookings',
      'ControlPlane plane',
      'Portal dev',
      'Portal y',
      'Team flights',
    ]);
  });

  test('has the addresses of those that it names', async () => {
    const [link] = await orphans({ has: [flights, plane, role()] });
    expect(link?.names).toEqual([ours('team')['konduct-address'], ours('plane')['konduct-address']]);
    const [alone] = await orphans({ declares: declares.team + declares.plane, has: [flights, plane, role()] });
    expect(alone?.names).toEqual([]);
  });

  test('is called by its label or what it joins, with a region, and a number where that is not enough', async () => {
    const twice = [bookings, dev, publication(), publication()] as const;
    const more = [
      [api, { id: 'b', name: 'x' }, { 'konduct-owner': 'acme' }],
      [team, { id: 'g', name: 'x' }, { 'konduct-owner': 'acme' }],
    ] as readonly Present[];
    const addresses = (await orphans({ has: [...twice, ...more] })).map(({ change }) => change.address);
    expect(addresses).toEqual([
      'APIPublication bookings on dev (eu)',
      'APIPublication bookings on dev (eu) #2',
      'API x (eu)',
      ours('api')['konduct-address'],
      ours('portal')['konduct-address'],
      'Team x',
    ]);
  });

  test('of access says what people lose, and what else goes with it', async () => {
    const [link, object] = await orphans({ has: [flights, role({ entity_id: 'gone' })] });
    expect(link).toMatchObject({
      isGrant: true,
      gone: [{ id: 'gone', kind: 'ControlPlane', region: 'eu' }],
      change: {
        effect: 'narrows',
        meaning: 'Team flights loses the role Admin on ControlPlane gone',
        region: 'global',
        id: 'r',
      },
    });
    expect(link?.change).not.toHaveProperty('cannotBeUndone');
    const members = "the team's members, roles and group mappings that no manifest lists, if any";
    expect(object).toMatchObject({ isGrant: false, gone: [], change: { cannotBeUndone: [members] } });
    expect(object?.change).not.toHaveProperty('effect');
  });

  test('has the place and the environment of what hangs together with it', async () => {
    const { graph } = (await import('./planning.fixture.ts')).resources(declares.team + declares.plane);
    const of = (address: string) => graph.nodes.find((node) => node.address === address)?.place;
    const [link] = await orphans({ declares: declares.team + declares.plane, has: [flights, plane, role()] });
    expect(link?.change.place).toEqual(of('acme/team'));
    const found = await orphans({ declares: declares.portal, has: [dev, bookings, publication()] });
    expect(found.map(({ change }) => [change.kind, change.place?.start.line])).toEqual([
      ['APIPublication', link?.change.place?.start.line],
      ['API', link?.change.place?.start.line],
    ]);
  });
});

describe('protection', () => {
  const guarded = (present: Present): Present => [present[0], present[1], { ...present[2], ...protectedByPeople }];

  test.each<[string, Scenario, string[]]>([
    [
      'of an API covers its publication',
      { declares: declares.portal, has: [dev, guarded(bookings), publication()] },
      ['it is protected in Konnect', 'API bookings is protected'],
    ],
    [
      'of a portal does not cover the publications on it',
      { declares: declares.api, has: [guarded(dev), bookings, publication()] },
      ['it is protected in Konnect'],
    ],
    [
      'of a declared API covers its publication',
      { declares: declares.portal + declares.api, has: [dev, guarded(bookings), publication()] },
      ['API bookings is protected'],
    ],
    [
      'of a control plane does not cover the roles on it',
      { declares: declares.team, has: [flights, guarded(plane), role()] },
      ['it is protected in Konnect'],
    ],
  ])('%s', async (_, scenario, protections) => {
    const { orphans } = await planOf({ ...scenario, run: { prune: 'all' } });
    expect(orphans.flatMap(({ protection }) => protection ?? []).sort()).toEqual(protections.sort());
  });
});

describe('links of others', () => {
  test.each<[string, Scenario, string[]]>([
    [
      'on an object that goes',
      { has: [bookings, [portal, { id: 'x', name: 'theirs' }], publication('a', 'x')] },
      ['APIPublication bookings on theirs'],
    ],
    [
      'on an object that goes, to what nobody has read',
      {
        has: [bookings, publication('a', 'nobody')],
        run: { reach: { ...reach, kinds: new Map([...reach.kinds].filter(([name]) => name !== 'Portal')) } },
      },
      ['APIPublication bookings on Portal nobody'],
    ],
    ['but not those between our objects', { declares: declares.portal, has: [dev, bookings, publication()] }, []],
    [
      'but not those on other objects',
      { has: [bookings, [portal, { id: 'x', name: 'theirs' }], publication('other', 'x')] },
      [],
    ],
  ])('%s', async (_, scenario, foreign) => {
    const { orphans } = await planOf(scenario);
    expect(orphans.flatMap((orphan) => orphan.foreign)).toEqual(foreign);
  });
});

describe('a run about a part of the organization', () => {
  const selects = ({ address }: { readonly address: string }) => /\/(portal|publication)$/.test(address);
  const part: Scenario = {
    declares: declares.portal + declares.api + declares.publication,
    run: { prune: 'all', selects, refersTo: () => true },
  };
  const second: Present = [api, { id: 'b', name: 'second' }, ours('second')];
  const old: Present = [portal, { id: 'o', name: 'old' }, ours('old')];
  const later = 'a run about the whole organization decides about it';

  test.each<[string, readonly Present[], string[]]>([
    [
      'decides about links to its objects, and about what they join',
      [dev, bookings, second, publication('b')],
      ['delete APIPublication second on dev', `delete API second`],
    ],
    [
      'leaves alone what is linked to none of its objects',
      [dev, bookings, second, publication()],
      [`left API second: ${later}`],
    ],
    [
      'leaves links between other objects alone',
      [dev, bookings, old, second, publication('b', 'o')],
      [`left APIPublication second on old: ${later}`, `left API second: ${later}`, `left Portal old: ${later}`],
    ],
    [
      'leaves links to what it only refers to alone',
      [dev, bookings, old, publication('a', 'o')],
      [`left APIPublication bookings on old: ${later}`, `left Portal old: ${later}`],
    ],
  ])('%s', async (_, has, lines) => {
    const { plan } = await planOf({ ...part, has });
    expect(linesOf({ plan }).filter((line) => line.startsWith('delete') || line.startsWith('left'))).toEqual(lines);
    expect(plan.extent).toEqual({ type: 'part' });
  });
});

test('orphans on an object that is made anew go with it', async () => {
  const planed =
    '  - {id: plane, kind: ControlPlane, region: eu, template: {name: plane, cluster_type: CLUSTER_TYPE_SERVERLESS}}\n';
  const old: Present = [
    controlPlane,
    { id: 'p', name: 'plane', cluster_type: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER' },
    ours('plane'),
  ];
  const { plan } = await planOf({
    declares: declares.team + planed,
    has: [flights, old, role()],
    run: { replace: true },
  });
  expect(linesOf({ plan })).toEqual([
    `replace ControlPlane plane: cluster_type: cluster_type cannot change`,
    'delete TeamRole Admin: flights on plane: leads to the ControlPlane plane, which is made anew',
  ]);
  expect(plan.changes.at(-1)).toMatchObject({ partOf: 'acme/plane' });
});
