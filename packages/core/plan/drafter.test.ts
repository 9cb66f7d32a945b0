import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { identityProvider } from '@konduct/konnect/kinds/identity-provider';
import { identityProviderTeamGroupMapping } from '@konduct/konnect/kinds/identity-provider-team-group-mapping';
import { portal } from '@konduct/konnect/kinds/portal';
import { signIn } from '@konduct/konnect/kinds/sign-in';
import { team } from '@konduct/konnect/kinds/team';
import { teamGroupMapping } from '@konduct/konnect/kinds/team-group-mapping';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { tokenAccount } from '@konduct/konnect/kinds/token-account';
import { user } from '@konduct/konnect/kinds/user';
import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../graph/node.ts';
import { contentHandle } from '../provider/content.ts';
import { konnectOf, linesOf, ours, outcomeOf, type Present, planOf, type Scenario } from './scenario.fixture.ts';

// What a run decides about each resource of the manifests. Lines that are missing are resources that stay as they are.

const declares = {
  team: '  - {id: team, kind: Team, template: {name: flights, description: x}}\n',
  user: '  - {id: user, kind: User, template: {email: ann@example.com}}\n',
  member: '  - {id: member, kind: TeamUser, template: {team_id: "${team.id}", user_id: "${user.id}"}}\n',
  plane:
    '  - {id: plane, kind: ControlPlane, region: eu, template: {name: plane, cluster_type: CLUSTER_TYPE_SERVERLESS}}\n',
  api: '  - {id: api, kind: API, region: eu, template: {name: bookings}}\n',
  portal: '  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: x}}\n',
  publication:
    '  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "${api.id}", portal_id: "${portal.id}", visibility: public}}\n',
  gateway:
    '  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: "${plane.id}", tags: [x]}}\n',
  implementation:
    '  - {id: implementation, kind: APIImplementation, region: eu, template: {api_id: "${api.id}", service: {control_plane_id: "${plane.id}", id: "${gateway[0].id}"}}}\n',
};

const bookings: Present = [api, { id: 'a', name: 'bookings' }, ours('api')];
const dev: Present = [portal, { id: 'd', name: 'dev', description: 'x' }, ours('portal')];
const plane: Present = [
  controlPlane,
  { id: 'p', name: 'plane', cluster_type: 'CLUSTER_TYPE_SERVERLESS' },
  ours('plane'),
];
const flights: Present = [team, { id: 't', name: 'flights', description: 'x' }, ours('team')];
const service: Present = [gatewayService, { id: 's', control_plane_id: 'p', tags: ['x'] }];
const foreign = { 'konduct-owner': 'globex' };

describe('a resource', () => {
  test.each<[string, Scenario, string[]]>([
    ['without an object is created', { declares: declares.portal }, ['create Portal dev']],
    ['whose object agrees stays', { declares: declares.portal, has: [dev] }, []],
    [
      'whose object differs is updated',
      { declares: declares.portal, has: [[portal, { name: 'dev', description: 'y' }, ours('portal')]] },
      ['update Portal dev: description'],
    ],
    [
      'whose object is nobody’s takes it over',
      { declares: declares.portal, has: [[portal, { name: 'dev', description: 'x' }]] },
      ['adopt Portal dev: labels.konduct-owner: found by name'],
    ],
    [
      'whose object may not be taken over is blocked',
      { declares: declares.portal, has: [[portal, { name: 'dev', description: 'x' }]], run: { adopt: 'none' } },
      ['blocked Portal dev: it exists and is not managed from here', '! foreign-owner'],
    ],
    [
      'whose object belongs to others is blocked',
      { declares: declares.portal, has: [[portal, { name: 'dev' }, foreign]] },
      ['blocked Portal dev: it belongs to another platform repository, "globex"', '! foreign-owner'],
    ],
    [
      'whose object has another address is updated, and that is said',
      { declares: declares.portal, has: [[portal, { name: 'dev', description: 'x' }, ours('old')]] },
      [`update Portal dev: moved from ${ours('old')['konduct-address']}`],
    ],
    [
      'that was renamed by `moved`',
      {
        declares: declares.portal,
        has: [[portal, { name: 'old', description: 'x' }, ours('old')]],
        run: { moved: [{ from: ['old'], to: ['portal'] }] },
      },
      [`update Portal dev: name: moved from ${ours('old')['konduct-address']}`],
    ],
    [
      'whose object is there twice takes the older one',
      { declares: declares.portal, has: [dev, [portal, { id: 'e', name: 'dev', description: 'x' }, ours('portal')]] },
      ['left Portal dev: prune is off', '! ambiguous-match'],
    ],
    [
      'that is a setting is updated',
      {
        declares: '  - {id: s, kind: SignIn, template: {basic_auth_enabled: true}}',
        has: [[signIn, { basic_auth_enabled: false }]],
      },
      ['update SignIn of the organization: basic_auth_enabled'],
    ],
    [
      'that is a setting always exists',
      { declares: '  - {id: s, kind: SignIn, template: {basic_auth_enabled: true}}' },
      [
        'blocked SignIn of the organization: Konnect does not show the SignIn of acme/s, which always exists',
        '! konnect-answer',
      ],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await outcomeOf(scenario)).toEqual(lines);
  });
});

describe('a resource that needs another one', () => {
  const all = declares.api + declares.portal + declares.publication;
  test.each<[string, Scenario, string[]]>([
    [
      'comes after it',
      { declares: all },
      ['create API bookings', 'create Portal dev', 'create APIPublication bookings on dev'],
    ],
    [
      'is found when both are there',
      { declares: all, has: [bookings, dev, [apiPublication, { api_id: 'a', portal_id: 'd', visibility: 'private' }]] },
      ['update APIPublication bookings on dev: visibility'],
    ],
    [
      'is blocked with it',
      { declares: all, has: [bookings, [portal, { name: 'dev' }, foreign]] },
      [
        'blocked Portal dev: it belongs to another platform repository, "globex"',
        'blocked APIPublication bookings on dev: Portal "dev": it belongs to another platform repository, "globex"',
        '! foreign-owner',
      ],
    ],
    [
      'goes on once they have made it',
      {
        declares: declares.api + declares.plane + declares.gateway + declares.implementation,
        has: [bookings, plane, service],
      },
      ['create APIImplementation bookings on plane'],
    ],
    [
      'is not made again while its target cannot be told',
      {
        declares: declares.api + declares.plane + declares.gateway + declares.implementation,
        has: [
          bookings,
          plane,
          [apiImplementation, { id: 'i', api_id: 'a', service: { control_plane_id: 'p', id: 's' } }],
        ],
      },
      [],
    ],
    [
      'waits with an object that exists, if a part of it waits',
      {
        declares: `${declares.plane}${declares.gateway}  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: "\${gateway[0].id}"}}\n`,
        has: [plane, dev],
      },
      [],
    ],
  ])('%s', async (_, scenario, lines) => {
    expect(await outcomeOf(scenario)).toEqual(lines);
  });
});

test('a link to what others make waits until they have made it', async () => {
  const { plan } = await planOf({
    declares: declares.api + declares.plane + declares.gateway + declares.implementation,
    has: [bookings, plane],
  });
  expect(plan.changes.at(-1)).toMatchObject({ kind: 'APIImplementation', action: 'waiting', fields: [] });
  expect(plan.changes.at(-1)?.reason).toContain('`gateway[0].id`');
  expect(plan.changes.at(-1)).not.toHaveProperty('block');
});

describe('an expression that fails', () => {
  const failing =
    '  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: "${string(1 / (size(plane.id) - 1))}"}}\n';

  test('blocks its resource, with all that follows from it', async () => {
    const { plan } = await planOf({
      declares: declares.plane + failing + declares.api + declares.publication,
      has: [plane, bookings],
    });
    expect(linesOf({ plan }).map((line) => line.split(': ')[0])).toEqual([
      'blocked Portal dev',
      'blocked APIPublication bookings on dev',
      '! expression-failed',
    ]);
    expect(plan.changes.find(({ kind }) => kind === 'Portal')).toMatchObject({
      reason: expect.stringMatching(/^an expression that fails: /),
      block: { by: 'acme/portal', action: 'none', code: 'expression-failed' },
      fields: [],
    });
    expect(plan.changes.find(({ kind }) => kind === 'APIPublication')).toMatchObject({
      block: { by: 'acme/portal', action: 'create', code: 'expression-failed' },
    });
  });
});

describe('what cannot be told for certain is left as it is', () => {
  const failing = '"${string(1 / (size(plane.id) - 1))}"';
  const old: Present = [portal, { id: 'o', name: 'old' }, ours('old')];
  const link = (portal_id: string): Present => [apiPublication, { api_id: 'a', portal_id, visibility: 'public' }];

  test.each<[string, Scenario]>([
    [
      'the object of a resource whose expression fails',
      {
        declares: `${declares.plane}  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: ${failing}}}\n`,
        has: [plane, dev],
      },
    ],
    [
      'a link that may be the one of a resource whose expression fails',
      {
        declares: `${declares.plane}${declares.api}${declares.portal}  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "\${api.id}", portal_id: "\${portal.id}", visibility: ${failing}}}\n`,
        has: [plane, bookings, dev, link('d')],
      },
    ],
    [
      'a link that may be the one of a resource whose end belongs to others',
      {
        declares: declares.api + declares.portal + declares.publication,
        has: [bookings, [portal, { id: 'x', name: 'dev' }, foreign], old, link('o')],
      },
    ],
    [
      'a link that is declared for a run about another part',
      {
        declares: `${declares.api}${declares.portal}${declares.publication}  - {id: second, kind: API, region: eu, template: {name: second}}\n  - {id: other, kind: APIPublication, region: eu, template: {api_id: "\${second.id}", portal_id: "\${portal.id}", visibility: public}}\n`,
        has: [bookings, dev, link('d'), [api, { id: 's', name: 'second' }, ours('second')]],
        run: { selects: ({ address }) => address !== 'acme/publication' },
      },
    ],
  ])('%s', async (_, scenario) => {
    const { plan, orphans } = await planOf({ ...scenario, run: { prune: 'all', ...scenario.run } });
    const links = orphans.filter(({ change }) => change.kind === 'APIPublication' || change.name === 'dev');
    expect(links).toEqual([]);
    expect(plan.changes.filter(({ action, kind }) => action === 'delete' && kind === 'APIPublication')).toEqual([]);
  });
});

test('what needs something that is blocked is blocked by the same, over several steps', async () => {
  const { plan } = await planOf({
    declares: `${declares.plane}  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: "\${plane.id}"}}\n${declares.api}${declares.publication}`,
    has: [[controlPlane, { name: 'plane' }, foreign], bookings],
  });
  expect(plan.changes.map(({ kind, block }) => [kind, block?.by, block?.action])).toEqual([
    ['ControlPlane', 'acme/plane', 'none'],
    ['Portal', 'acme/plane', 'create'],
    ['API', undefined, undefined],
    ['APIPublication', 'acme/plane', 'create'],
  ]);
});

test('an object of ours that another organization declares is not taken for a resource', async () => {
  const scenario: Scenario = {
    declares: declares.portal,
    has: [[portal, { name: 'dev', description: 'x' }, ours('elsewhere')]],
  };
  expect(await outcomeOf({ ...scenario, run: { isDeclaredElsewhere: () => true } })).toEqual([
    `blocked Portal dev: it already stands for another resource, ${ours('elsewhere')['konduct-address']}`,
    '! foreign-owner',
  ]);
  const two = `${declares.portal}  - {id: other, kind: Portal, region: eu, template: {name: other}}\n`;
  const has: readonly Present[] = [[portal, { name: 'dev', description: 'x' }, ours('other')]];
  expect((await outcomeOf({ declares: two, has })).map((line) => line.split(':')[0])).toEqual([
    'blocked Portal dev',
    'update Portal other',
    '! foreign-owner',
  ]);
});

describe('the decision', () => {
  const decided = async (scenario: Scenario, address: string) => {
    const { decisions } = await planOf(scenario);
    const found = decisions.find(({ change }) => change.address === address);
    if (!found) throw new Error(`nothing was decided about ${address}`);
    return found;
  };

  test('to create says what comes before, and what the fields are', async () => {
    const { change, node, observed, changed } = await decided(
      { declares: declares.api + declares.portal + declares.publication },
      'acme/publication',
    );
    expect(change).toMatchObject({
      action: 'create',
      effect: 'widens',
      meaning: 'API bookings is published on portal dev, public',
      dependsOn: ['acme/api', 'acme/portal'],
      name: 'bookings on dev',
      region: 'eu',
    });
    expect(change.fields.map(({ path, after, knownAfterApply }) => [path, after ?? knownAfterApply])).toEqual([
      ['api_id', 'api.id'],
      ['portal_id', 'portal.id'],
      ['visibility', 'public'],
    ]);
    expect([node?.address, observed, changed]).toEqual(['acme/publication', undefined, []]);
    const object = await decided({ declares: declares.api }, 'acme/api');
    expect(object.change).not.toHaveProperty('meaning');
    expect(object.change).not.toHaveProperty('effect');
  });

  test('to update has the object, and what changes of it', async () => {
    const has: readonly Present[] = [[portal, { id: 'd', name: 'dev', description: 'y' }, ours('portal')]];
    const { change, observed, changed } = await decided({ declares: declares.portal, has }, 'acme/portal');
    expect(change).toMatchObject({ id: 'd', fields: [{ path: 'description', before: 'y', after: 'x' }] });
    expect([observed?.fields.id, changed]).toEqual(['d', ['description']]);
  });

  test('to update a grant tells what it opens', async () => {
    const has: readonly Present[] = [
      bookings,
      dev,
      [apiPublication, { api_id: 'a', portal_id: 'd', visibility: 'private' }],
    ];
    const { change } = await decided(
      { declares: declares.api + declares.portal + declares.publication, has },
      'acme/publication',
    );
    expect(change).toMatchObject({ effect: 'widens', fields: [{ meaning: 'is public' }] });
  });

  test('to wait for an object that exists keeps the object', async () => {
    const blockedPlane: Present = [controlPlane, { name: 'plane' }, foreign];
    const blocked = `${declares.plane}  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: "\${plane.id}"}}\n`;
    const { change, observed } = await decided({ declares: blocked, has: [blockedPlane, dev] }, 'acme/portal');
    expect(change).toMatchObject({
      action: 'blocked',
      id: 'd',
      block: { by: 'acme/plane', action: 'update', code: 'foreign-owner' },
      reason: 'ControlPlane "plane": it belongs to another platform repository, "globex"',
      fields: [],
    });
    expect(observed?.fields.id).toBe('d');
    const missing = await decided({ declares: blocked, has: [blockedPlane] }, 'acme/portal');
    expect(missing.change).toMatchObject({ action: 'blocked', block: { by: 'acme/plane', action: 'create' } });
    expect(missing).not.toHaveProperty('observed');
  });

  test('to keep an object with what cannot change remembers that', async () => {
    const has: readonly Present[] = [[controlPlane, { id: 'p', name: 'plane', cluster_type: 'X' }]];
    const { accepted } = await decided({ declares: declares.plane, has }, 'acme/plane');
    expect(accepted).toMatch(/^[0-9a-f]{32}$/);
    expect(await decided({ declares: declares.plane, has: [plane] }, 'acme/plane')).not.toHaveProperty('accepted');
  });

  test('not to replace says why, where, and what would happen', async () => {
    const has: readonly Present[] = [[controlPlane, { id: 'p', name: 'plane', cluster_type: 'X' }, ours('plane')]];
    const { plan } = await planOf({ declares: declares.plane, has });
    expect(plan.changes).toMatchObject([
      {
        action: 'blocked',
        reason: 'cluster_type cannot change',
        block: { by: 'acme/plane', action: 'replace', code: 'replace-refused' },
        fields: [{ path: 'cluster_type' }],
      },
    ]);
    expect(plan.diagnostics).toMatchObject([
      {
        message: 'The ControlPlane "plane" (acme/plane) is not replaced: cluster_type cannot change',
        at: { file: 'blueprints/organization.yaml' },
      },
    ]);
  });

  test('to refuse an object names it as people do, with its place', async () => {
    const { plan } = await planOf({ declares: declares.portal, has: [[portal, { name: 'dev' }, foreign]] });
    expect(plan.changes[0]?.block).toEqual({ by: 'acme/portal', action: 'none', code: 'foreign-owner' });
    expect(plan.diagnostics).toMatchObject([
      {
        message: 'The Portal "dev" (acme/portal) is left alone: it belongs to another platform repository, "globex"',
        at: { file: 'manifest.yaml' },
      },
    ]);
  });

  test('about an object that is there several times names all of them', async () => {
    const again = (id: string): Present => [
      portal,
      { id, name: 'dev', description: 'x', created_at: '2026-02-02' },
      ours('portal'),
    ];
    const { plan } = await planOf({ declares: declares.portal, has: [again('f'), again('e'), dev] });
    expect(plan.diagnostics).toMatchObject([
      {
        severity: 'warning',
        message: '3 objects in Konnect could be the Portal acme/portal: d is taken for it, and not e, f',
      },
    ]);
  });
});

describe('an object that is made anew', () => {
  const old: Present = [controlPlane, { id: 'p', name: 'plane', cluster_type: 'X' }, ours('plane')];

  test('has a new id, so that what has the old one differs', async () => {
    const named = `${declares.plane}  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: "\${plane.id}"}}\n`;
    const has: readonly Present[] = [old, [portal, { id: 'd', name: 'dev', description: 'p' }, ours('portal')]];
    expect(await outcomeOf({ declares: named, has, run: { replace: true } })).toEqual([
      'replace ControlPlane plane: cluster_type: cluster_type cannot change',
      'update Portal dev: description',
    ]);
    // Refused, it keeps its id.
    expect(await outcomeOf({ declares: named, has })).toEqual([
      'blocked ControlPlane plane: cluster_type cannot change',
      '! replace-refused',
    ]);
  });

  test('says what cannot be undone, whether it is allowed or not', async () => {
    const link: Present = [apiPublication, { api_id: 'x', portal_id: 'd', visibility: 'public' }];
    for (const replace of [true, false]) {
      const { plan } = await planOf({ declares: declares.plane, has: [old, link], run: { replace } });
      expect(plan.changes[0]?.action).toBe(replace ? 'replace' : 'blocked');
      expect(plan.changes[0]).not.toHaveProperty('takesAlong');
      expect(plan.changes[0]?.cannotBeUndone?.[0]).toBe("the control plane's address");
    }
  });
});

describe('a link', () => {
  const linked = declares.api + declares.plane + declares.gateway + declares.implementation;
  const to = (id: string): Present => [
    apiImplementation,
    { id: 'i', api_id: 'a', service: { control_plane_id: 'p', id } },
  ];
  const expecting = (ids: readonly string[] | undefined): NonNullable<Scenario['run']> => ({
    documents: { get: () => undefined, expected: () => (ids ? new Set(ids) : undefined) },
  });

  test.each<[string, Scenario, boolean]>([
    ['whose target the files of the platform do not know', { has: [bookings, plane, to('s')] }, false],
    ['whose target is what the files say', { has: [bookings, plane, to('s')], run: expecting(['r', 's']) }, false],
    [
      'whose target the files say is another by now',
      { has: [bookings, plane, to('old'), service], run: expecting(['s']) },
      true,
    ],
    ['about whose target the files say nothing', { has: [bookings, plane, to('s')], run: expecting(undefined) }, false],
  ])('%s', async (_, scenario, isRead) => {
    const memory = konnectOf(scenario);
    await planOf({ ...scenario, declares: linked, searches: false }, memory);
    expect(memory.calls.filter((call) => call.includes('GatewayService')).length).toBe(isRead ? 1 : 0);
  });
});

describe('a membership in a team', () => {
  const all = declares.team + declares.user + declares.member;
  const ann: Present = [user, { id: 'u', email: 'ann@example.com' }];
  const joins = 'create TeamUser ann@example.com in flights';

  test.each<[string, readonly Present[], string[]]>([
    ['of a team that nothing else decides about', [flights, ann], [joins]],
    [
      'of a new team needs nothing read',
      [ann, [teamGroupMapping, { team_id: 't', groups: ['g'] }]],
      ['create Team flights', joins],
    ],
    [
      'is left to the groups of the team',
      [flights, ann, [teamGroupMapping, { team_id: 't', groups: ['g'] }]],
      ['! link-yielded'],
    ],
    ['is not left to groups that are none', [flights, ann, [teamGroupMapping, { team_id: 't', groups: [] }]], [joins]],
    [
      'is left to the groups of an identity provider',
      [
        flights,
        ann,
        [identityProvider, { id: 'o' }],
        [identityProviderTeamGroupMapping, { id: 'm', identity_provider_id: 'o', team_id: 't', group: 'g' }],
      ],
      ['! link-yielded'],
    ],
    ['is made for the account of the token as for others', [flights, ann, [tokenAccount, { user_id: 'u' }]], [joins]],
    [
      'that is there stays',
      [flights, ann, [teamUser, { team_id: 't', user_id: 'u' }], [teamGroupMapping, { team_id: 't', groups: ['g'] }]],
      [],
    ],
  ])('%s', async (_, has, lines) => {
    expect(await outcomeOf({ declares: all, has })).toEqual(lines);
  });

  test('that is left to groups is one change less, and says whose it would be', async () => {
    const { plan } = await planOf({
      declares: all,
      has: [flights, ann, [teamGroupMapping, { team_id: 't', groups: ['g'] }]],
    });
    expect(plan.changes.at(-1)).toMatchObject({ kind: 'TeamUser', action: 'none', fields: [] });
    expect(plan.diagnostics[0]?.message).toBe(
      'The manifests do not decide about the members of team flights, because groups of an identity provider are mapped to the team; not added: ann@example.com in flights',
    );
    expect(plan.diagnostics[0]?.at?.file).toBe('manifest.yaml');
  });
});

describe('a run about a part', () => {
  const all = declares.api + declares.portal + declares.publication;
  const only =
    (...ids: string[]) =>
    (node: ResourceNode) =>
      ids.some((id) => node.address === `acme/${id}`);
  const part = (selected: readonly string[], referred: readonly string[], has: readonly Present[] = []) =>
    outcomeOf({ declares: all, has, run: { selects: only(...selected), refersTo: only(...referred) } });

  test.each<[string, readonly string[], readonly string[], readonly Present[], string[]]>([
    ['changes what it is about', ['api'], [], [], ['create API bookings']],
    [
      'neither changes nor counts what it refers to',
      ['publication'],
      ['api', 'portal'],
      [bookings, [portal, { id: 'd', name: 'dev', description: 'y' }, ours('portal')]],
      ['create APIPublication bookings on dev'],
    ],
    [
      'waits for what it refers to',
      ['publication'],
      ['api', 'portal'],
      [bookings],
      ['waiting APIPublication bookings on dev: acme/portal, which this run is not about and which does not exist yet'],
    ],
    [
      'waits for what belongs to others',
      ['publication'],
      ['api', 'portal'],
      [bookings, [portal, { id: 'd', name: 'dev' }, foreign]],
      ['waiting APIPublication bookings on dev: acme/portal, which this run is not about and which does not exist yet'],
    ],
  ])('%s', async (_, selected, referred, has, lines) => {
    expect(await part(selected, referred, has)).toEqual(lines);
  });

  test('takes no link of what it only refers to for an orphan', async () => {
    const link: Present = [apiPublication, { api_id: 'a', portal_id: 'd', visibility: 'public' }];
    const run = { selects: only('api'), refersTo: only('portal', 'publication'), prune: 'all' } as const;
    expect(await outcomeOf({ declares: all, has: [bookings, dev, link], run })).toEqual([]);
    const alone = { selects: only('api', 'portal'), refersTo: () => false, prune: 'all' } as const;
    expect(await outcomeOf({ declares: all, has: [bookings, dev, link], run: alone })).toEqual([]);
  });
});

describe('what is read', () => {
  const calls = async (scenario: Scenario) => {
    const memory = konnectOf(scenario);
    await planOf({ ...scenario, searches: false }, memory);
    return memory.calls;
  };

  test('of a new link, nothing below what does not exist', async () => {
    expect(await calls({ declares: declares.team + declares.user + declares.member })).toEqual([
      'list Team global',
      'list User global',
    ]);
  });

  test('of a membership in a new team, nothing that could decide about it', async () => {
    const scenario: Scenario = {
      declares: declares.team + declares.user + declares.member,
      has: [[user, { id: 'u', email: 'ann@example.com' }]],
    };
    const memory = konnectOf(scenario);
    await planOf(scenario, memory);
    expect(memory.calls.filter((call) => /Mapping|TokenAccount|IdentityProvider/.test(call))).toEqual([]);
  });

  test('in a run about a part, only what the part needs', async () => {
    const scenario: Scenario = {
      declares: declares.api + declares.portal,
      run: { selects: ({ address }) => address === 'acme/api' },
    };
    const memory = konnectOf(scenario);
    await planOf(scenario, memory);
    expect(memory.calls).toEqual(['list API eu']);
  });

  test('of what lists do not show, what an adoption has to compare', async () => {
    const documented =
      '  - {id: document, kind: StagedSpec, region: eu, externalRef: {path: a.yaml}}\n  - {id: api, kind: API, region: eu, template: {name: bookings, spec_content: "${document.content}"}}\n';
    const has: readonly Present[] = [[api, { id: 'a', name: 'bookings', spec_content: contentHandle('a.yaml') }]];
    expect(await calls({ declares: documented, has })).toEqual(['list API eu', 'read API a']);
  });
});
