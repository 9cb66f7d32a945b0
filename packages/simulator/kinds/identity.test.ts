import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';
import { load, save } from '../snapshot.ts';
import { State } from '../state.ts';
import { acceptInvites } from './users.ts';

const emails = (body: unknown) => (body as { data: { email: string }[] }).data.map(({ email }) => email);

describe('invites', () => {
  test('make users at once', () => {
    const call = caller();
    expect(call('global POST /v3/invites', { email: 'ann@example.com' })).toMatchObject({ status: 201, headers: {} });
    const { body } = call('global GET /v3/users?filter[email]=ann@example.com');
    expect(body.data).toMatchObject([{ email: 'ann@example.com', active: true }]);
    expect(call('global POST /v3/invites', { email: 'Ann@Example.com' }).status).toBe(409);
  });

  test('make users when they are accepted, if so asked', () => {
    const state = new State({ pendingInvites: true });
    const call = caller('kpat_a', state);
    for (const email of ['ann@example.com', 'ben@example.com']) call('global POST /v3/invites', { email });
    expect(emails(call('global GET /v3/users').body)).toEqual([]);
    expect(call('global POST /v3/invites', { email: 'ann@example.com' }).status).toBe(409);
    expect(acceptInvites(state, 'ANN@example.com')).toBe(1);
    expect(emails(call('global GET /v3/users').body)).toEqual(['ann@example.com']);
    expect(acceptInvites(state)).toBe(1);
    expect(emails(call('global GET /v3/users').body)).toEqual(['ann@example.com', 'ben@example.com']);
  });

  test('need an address', () => {
    expect(caller()('global POST /v3/invites', { email: 'ann' }).status).toBe(400);
  });
});

describe('the user of a token', () => {
  test('is one of the users when the organization says so', () => {
    const tokens = ['kpat_a', { token: 'kpat_ann', user: 'ann@example.com' }];
    const state = new State({ organizations: [{ name: 'acme', tokens }] });
    const me = caller('kpat_ann', state)('global GET /v3/users/me').body;
    expect(me).toMatchObject({ email: 'ann@example.com', active: true });
    expect(caller('kpat_a', state)('global GET /v3/users').body.data).toEqual([me]);
    expect(caller('kpat_a', state)('global GET /v3/users/me').body.email).toBe('owner@example.com');
    expect(caller('kpat_ann', load(save(state)))('global GET /v3/users/me').body).toEqual(me);
  });
});

describe('teams', () => {
  test('have a name of their own', () => {
    const call = caller();
    const id = call('global POST /v3/teams', { name: 'a' }).body.id;
    const refusal = call('global POST /v3/teams', { name: 'a' });
    expect(refusal).toMatchObject({ status: 400, body: { invalid_parameters: [{ field: 'name', rule: 'unique' }] } });
    expect(call(`global PATCH /v3/teams/${id}`, { name: 'a', description: 'same name, same team' }).status).toBe(200);
  });

  test('lose single labels by null and all by one null', () => {
    const call = caller();
    const id = call('global POST /v3/teams', { name: 'a', labels: { x: '1', y: '2' } }).body.id;
    expect(call(`global PATCH /v3/teams/${id}`, { labels: { x: null, z: '3' } }).body.labels).toEqual({
      y: '2',
      z: '3',
    });
    expect(call(`global PATCH /v3/teams/${id}`, { labels: null }).body.labels).toEqual({});
  });

  test('have fifty labels at most, however many patches bring them', () => {
    const call = caller();
    const labels = (from: number) => Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`k${from + n}`, 'v']));
    const id = call('global POST /v3/teams', { name: 'a', labels: labels(0) }).body.id;
    expect(call(`global PATCH /v3/teams/${id}`, { labels: labels(30) })).toMatchObject({
      status: 400,
      body: { invalid_parameters: [{ field: 'labels', rule: 'is_label' }] },
    });
    expect(call(`global PATCH /v3/teams/${id}`, { labels: labels(20) }).status).toBe(200);
  });

  test('of the system stay as they are', () => {
    const call = caller();
    const { data } = call('global GET /v3/teams').body as { data: { id: string }[] };
    const path = `/v3/teams/${data[0]?.id}`;
    expect([call(`global PATCH ${path}`, { name: 'x' }).status, call(`global DELETE ${path}`).status]).toEqual([
      400, 400,
    ]);
  });

  test('take members once, and let go of them when either is deleted', () => {
    const call = caller();
    const team = call('global POST /v3/teams', { name: 'a' }).body.id;
    call('global POST /v3/invites', { email: 'ann@example.com' });
    const { data } = call('global GET /v3/users').body as { data: { id: string }[] };
    const user = data[0]?.id;
    const members = `/v3/teams/${team}/users`;
    expect(call(`global POST ${members}`, { id: user })).toMatchObject({ status: 201, headers: {} });
    expect(call(`global POST ${members}`, { id: user }).status).toBe(409);
    expect(call(`global POST ${members}`, { id: team }).status).toBe(404);
    expect(call(`global GET /v3/users/${user}/teams`).body.data).toHaveLength(1);
    call(`global DELETE /v3/users/${user}`);
    expect(call(`global GET ${members}`).body.data).toEqual([]);
    expect(call(`global DELETE ${members}/${user}`).status).toBe(404);
  });

  test('have a role once, and none after they are gone', () => {
    const call = caller();
    const team = call('global POST /v3/teams', { name: 'a' }).body.id;
    const role = { role_name: 'Viewer', entity_id: '*', entity_type_name: 'Control Planes', entity_region: 'eu' };
    const roles = `/v3/teams/${team}/assigned-roles`;
    expect(call(`global POST ${roles}`, role).status).toBe(201);
    expect(call(`global POST ${roles}`, role).status).toBe(409);
    expect(call(`global POST ${roles}`, { ...role, entity_region: 'us' }).status).toBe(201);
    expect(call(`global POST ${roles}`, { ...role, role_name: 'King' }).status).toBe(400);
    expect(call(`global GET ${roles}?filter[role_name]=Viewer`).body).toMatchObject({
      meta: { page: { number: 1, total: 2 } },
    });
    call(`global DELETE /v3/teams/${team}`);
    expect(call(`global GET ${roles}`).status).toBe(404);
  });
});

describe('sign-in', () => {
  test('shows one OIDC provider through the old path and the new', () => {
    const call = caller();
    const provider = { issuer: 'https://idp.example.com', client_id: 'a', client_secret: 's', login_path: 'acme' };
    call('global PATCH /v3/identity-provider', provider);
    call('global PATCH /v3/identity-provider', { client_id: 'b' });
    const { body } = call('global GET /v3/identity-providers?filter[type]=oidc') as unknown as {
      body: { config: object }[];
    };
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({ login_path: 'acme', enabled: false });
    expect(body[0]?.config).toEqual({
      issuer_url: 'https://idp.example.com',
      client_id: 'b',
      scopes: ['email', 'openid', 'profile'],
      claim_mappings: { name: 'name', email: 'email', groups: 'groups' },
    });
  });

  test('has one enabled provider at a time', () => {
    const call = caller();
    const config = { issuer_url: 'https://idp.example.com', client_id: 'a' };
    const metadata = { idp_metadata_url: 'https://idp.example.com/metadata' };
    const oidc = call('global POST /v3/identity-providers', { type: 'oidc', login_path: 'a', enabled: true, config })
      .body.id;
    const saml = call('global POST /v3/identity-providers', { type: 'saml', login_path: 'b', config: metadata }).body
      .id;
    expect(call(`global PATCH /v3/identity-providers/${saml}`, { enabled: true }).status).toBe(409);
    call(`global PATCH /v3/identity-providers/${oidc}`, { enabled: false });
    expect(call(`global PATCH /v3/identity-providers/${saml}`, { enabled: true }).status).toBe(200);
    expect(call('global POST /v3/identity-providers', { type: 'saml', login_path: 'b', config: {} }).status).toBe(409);
    expect(call('global POST /v3/identity-providers', { type: 'oidc', config: {} }).status).toBe(400);
  });

  test('keeps a provider while it is enabled', () => {
    const call = caller();
    const config = { issuer_url: 'https://idp.example.com', client_id: 'a' };
    const { id } = call('global POST /v3/identity-providers', { type: 'oidc', enabled: true, config }).body;
    expect(call(`global DELETE /v3/identity-providers/${id}`).status).toBe(409);
    call(`global PATCH /v3/identity-providers/${id}`, { enabled: false });
    expect(call(`global DELETE /v3/identity-providers/${id}`).status).toBe(204);
  });

  test('configures a provider with what its type has', () => {
    const call = caller();
    const fieldsOf = (answer: { body: { invalid_parameters?: unknown } }) =>
      ((answer.body.invalid_parameters ?? []) as { field: string }[]).map(({ field }) => field);
    const oidc = { issuer_url: 'https://idp.example.com', client_id: 'a' };
    const url = { idp_metadata_url: 'https://idp.example.com/metadata' };
    const path = 'global POST /v3/identity-providers';
    expect(fieldsOf(call(path, { type: 'saml', config: oidc }))).toEqual(['config.issuer_url', 'config.client_id']);
    expect(fieldsOf(call(path, { type: 'oidc', config: url }))).toEqual([
      'config.idp_metadata_url',
      'config.issuer_url',
      'config.client_id',
    ]);
    expect(fieldsOf(call(path, { type: 'saml', config: { ...url, idp_metadata_xml: '<a/>' } }))).toEqual([
      'config.idp_metadata_xml',
    ]);
    const { id } = call(path, { type: 'saml', config: {} }).body;
    const patch = (body: object) => call(`global PATCH /v3/identity-providers/${id}`, body);
    expect(fieldsOf(patch({ enabled: true }))).toEqual(['config.idp_metadata_url']);
    expect(patch({ config: oidc }).status).toBe(400);
    expect(patch({ config: url, enabled: true }).status).toBe(200);
  });

  test('maps groups to teams, per team, through either path', () => {
    const call = caller();
    const [one, two] = ['one', 'two'].map((name) => String(call('global POST /v3/teams', { name }).body.id));
    const patch = (data: object[]) => call('global PATCH /v3/identity-provider/team-group-mappings', { data });
    expect(patch([{ team_id: one, groups: ['a'] }]).status).toBe(400);
    call('global PATCH /v3/identity-provider', { issuer: 'https://idp.example.com', client_id: 'a' });
    patch([
      { team_id: one, groups: ['a', 'b'] },
      { team_id: two, groups: ['a'] },
    ]);
    expect(patch([{ team_id: one, groups: ['c'] }]).body.data).toEqual([
      { team_id: two, groups: ['a'] },
      { team_id: one, groups: ['c'] },
    ]);
    for (const team_id of ['', 'x', '00000000-0000-4000-8000-000000000000'])
      expect(patch([{ team_id, groups: ['a'] }]).status).toBe(400);
    expect(patch([{ team_id: two, groups: [] }]).body.data).toEqual([{ team_id: one, groups: ['c'] }]);
    const provider = (call('global GET /v3/identity-providers') as unknown as { body: { id: string }[] }).body[0]?.id;
    expect(call(`global GET /v3/identity-providers/${provider}/team-group-mappings`).body.data).toMatchObject([
      { team_id: one, group: 'c' },
    ]);
    call(`global DELETE /v3/teams/${one}`);
    expect(call('global GET /v3/identity-provider/team-group-mappings').body.data).toEqual([]);
  });
});
