import { storeOf } from '@konduct/simulator/store/organization';
import { roundTrip, type Visitor } from './visitor.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** Calls the operations of the global host, also with requests that it refuses. */
export function visitIdentity(visitor: Visitor): void {
  visitor.call('global GET /v2/organizations/me');
  visitor.call('global GET /v3/organizations/me');
  visitor.call('global GET /v3/organizations/impersonation');
  visitor.call('global PATCH /v3/organizations/impersonation', { enabled: false });
  visitor.call('global GET /v3/roles');
  visitor.call('global GET /v3/users/me');
  const team = visitTeams(visitor);
  visitSystemAccounts(visitor, team);
  visitSignIn(visitor, team);
  visitNotifications(visitor);
  visitInbox(visitor);
  visitor.call('global POST /v3/audit-log-destinations', { name: 'siem', endpoint: 'https://siem.example.com' });
  visitor.call('global GET /v3/audit-log-destinations');
  visitor.call('global GET /v3/authenticate/pilots', undefined, 400);
  const oidc = { issuer_url: 'https://idp.example.com', client_id: 'konnect' };
  const body = { type: 'oidc', login_path: 'pilots', config: oidc };
  const provider = visitor.create('global POST /v3/identity-providers', body);
  visitor.call(`global PATCH /v3/identity-providers/${provider}`, { enabled: true });
  visitor.call('global GET /v3/authenticate/pilots', undefined, 302);
  visitor.call(`global DELETE /v3/identity-providers/${provider}`, undefined, 409);
  visitor.call(`global PATCH /v3/identity-providers/${provider}`, { enabled: false });
  visitor.call(`global DELETE /v3/identity-providers/${provider}`);
  visitor.call(`global DELETE /v3/teams/${team}`);
}

function visitTeams(visitor: Visitor): string {
  const team = roundTrip(visitor, 'global', '/v3/teams', {
    create: { name: 'flights', description: 'Flights', labels: { env: 'dev' } },
    patch: { description: 'Flight data', labels: { env: null, owner: 'a' } },
  });
  visitor.call('global GET /v3/teams?filter[labels.owner][eq]=a&page[size]=1');
  visitor.call('global POST /v3/teams', { name: 'flights' }, 400);
  visitor.call('global POST /v3/teams', { name: '', labels: { kong: 'x' }, more: 1 }, 400);
  visitor.call(`global GET /v3/teams/${UNKNOWN}`, undefined, 404);

  visitor.call('global POST /v3/invites', { email: 'ann@example.com' });
  visitor.call('global POST /v3/invites', { email: 'ann@example.com' }, 409);
  const { data } = visitor.call('global GET /v3/users?filter[email]=ann@example.com');
  const user = (data as { id: string }[])[0]?.id;
  visitor.call(`global GET /v3/users/${user}`);
  visitor.call(`global PATCH /v3/users/${user}`, { full_name: 'Ann' });
  visitor.call(`global POST /v3/teams/${team}/users`, { id: user });
  visitor.call(`global POST /v3/teams/${team}/users`, { id: user }, 409);
  visitor.call(`global GET /v3/teams/${team}/users`);
  visitor.call(`global GET /v3/users/${user}/teams`);
  visitor.call(`global DELETE /v3/teams/${team}/users/${user}`);

  const role = { role_name: 'Admin', entity_id: UNKNOWN, entity_type_name: 'Control Planes', entity_region: 'eu' };
  visitTokens(visitor, `/v3/users/${user}/access-tokens`);
  for (const owner of [`teams/${team}`, `users/${user}`]) visitRoles(visitor, owner, role);
  visitor.call(`global DELETE /v3/users/${user}`);
  return team;
}

function visitTokens(visitor: Visitor, path: string): void {
  const token = roundTrip(visitor, 'global', path, {
    create: { name: 'laptop', expires_at: '2027-01-01T00:00:00Z' },
    patch: { name: 'old laptop' },
  });
  visitor.create(`global POST ${path}`, { name: 'phone', ttl_seconds: 86400 });
  visitor.call(`global POST ${path}`, { name: 'phone', ttl_seconds: 86400 }, 409);
  visitor.call(`global PATCH ${path}/${token}/revoke`);
  visitor.call(`global GET ${path}`);
  visitor.call(`global DELETE ${path}/${token}`);
}

function visitInbox(visitor: Visitor): void {
  const path = '/v1/notifications/inbox';
  const [organization] = visitor.state.organizations.values();
  if (organization === undefined) throw new Error('nobody called yet');
  const now = visitor.state.timestamp();
  storeOf(organization, 'global').table('inbox').put({
    id: UNKNOWN,
    title: 'Invoice ready',
    description: 'An invoice is ready to be viewed.',
    status: 'UNREAD',
    region: '*',
    namespace: 'plan-and-usage',
    entity_id: UNKNOWN,
    details: {},
    created_at: now,
    updated_at: now,
  });
  visitor.call(`global GET ${path}?filter[status][eq]=UNREAD`);
  visitor.call(`global POST ${path}/bulk`, { ids: [UNKNOWN], status: 'READ' });
  visitor.call(`global PATCH ${path}/${UNKNOWN}`, { status: 'ARCHIVED' });
  visitor.call(`global GET ${path}/${UNKNOWN}`);
  visitor.call(`global DELETE ${path}/${UNKNOWN}`);
  visitor.call(`global POST ${path}/bulk`, { ids: [UNKNOWN], status: 'READ' }, 404);
}

function visitRoles(visitor: Visitor, owner: string, role: object): void {
  const path = `/v3/${owner}/assigned-roles`;
  const id = roundTrip(visitor, 'global', path, { create: role });
  visitor.call(`global POST ${path}`, role, 409);
  visitor.call(`global GET ${path}?filter[role_name]=Admin`);
  visitor.call(`global DELETE ${path}/${id}`);
}

function visitSystemAccounts(visitor: Visitor, team: string): void {
  const account = roundTrip(visitor, 'global', '/v3/system-accounts', {
    create: { name: 'ci', description: 'Continuous integration' },
    patch: { description: 'CI' },
  });
  visitor.call('global POST /v3/system-accounts', { name: 'ci', description: 'again' }, 409);
  const tokens = `/v3/system-accounts/${account}/access-tokens`;
  const token = roundTrip(visitor, 'global', tokens, {
    create: { name: 'one', expires_at: '2030-01-01T00:00:00Z' },
    patch: { name: 'two' },
  });
  visitor.call(`global DELETE ${tokens}/${token}`);
  visitRoles(visitor, `system-accounts/${account}`, {
    role_name: 'Viewer',
    entity_id: UNKNOWN,
    entity_type_name: 'APIs',
    entity_region: '*',
  });
  visitor.call(`global POST /v3/teams/${team}/system-accounts`, { id: account });
  visitor.call(`global GET /v3/teams/${team}/system-accounts`);
  visitor.call(`global GET /v3/system-accounts/${account}/teams`);
  visitor.call(`global DELETE /v3/teams/${team}/system-accounts/${account}`);
  visitor.call(`global DELETE /v3/system-accounts/${account}`);
}

function visitSignIn(visitor: Visitor, team: string): void {
  visitor.call('global GET /v3/authentication-settings');
  visitor.call('global PATCH /v3/authentication-settings', { oidc_auth_enabled: true });
  visitor.call('global GET /v3/identity-provider', undefined, 404);
  visitor.call(
    'global PATCH /v3/identity-provider/team-group-mappings',
    { data: [{ team_id: team, groups: ['a'] }] },
    400,
  );
  visitor.call('global PUT /v3/identity-provider/team-mappings', { mappings: [] }, 412);
  visitor.call('global PATCH /v3/identity-provider', {
    issuer: 'https://idp.example.com',
    client_id: 'konnect',
    login_path: 'acme',
    client_secret: 'x',
  });
  visitor.call('global GET /v3/identity-provider');
  visitor.call('global PATCH /v3/identity-provider/team-group-mappings', {
    data: [{ team_id: team, groups: ['a', 'b'] }],
  });
  visitor.call('global GET /v3/identity-provider/team-group-mappings');
  visitor.call('global PUT /v3/identity-provider/team-mappings', { mappings: [{ group: 'c', team_ids: [team] }] });
  visitor.call('global GET /v3/identity-provider/team-mappings');

  const metadata = { idp_metadata_url: 'https://idp.example.com/metadata' };
  const saml = roundTrip(visitor, 'global', '/v3/identity-providers', {
    create: { type: 'saml', login_path: 'saml', config: metadata },
    patch: { enabled: true },
  });
  visitor.call('global GET /v3/identity-providers?filter[type]=oidc');
  visitor.call('global POST /v3/identity-providers', { type: 'saml', enabled: true, config: metadata }, 409);
  const mappings = `/v3/identity-providers/${saml}/team-group-mappings`;
  const mapping = roundTrip(visitor, 'global', mappings, { create: { team_id: team, group: 'd' } });
  visitor.call(`global POST ${mappings}`, { team_id: team, group: 'd' }, 409);
  visitor.create(`global POST ${mappings}`, { team_id: team, group: 'e' });
  visitor.call(`global GET ${mappings}?page[size]=1`);
  visitor.call(`global DELETE ${mappings}/${mapping}`);
  visitor.call(`global PATCH /v3/identity-providers/${saml}`, { enabled: false });
  visitor.call(`global DELETE /v3/identity-providers/${saml}`);
}

function visitNotifications(visitor: Visitor): void {
  visitor.call('global GET /v1/notifications/configurations');
  const path = '/v1/notifications/configurations/invoice-ready/subscriptions';
  const wanted = {
    regions: ['*'],
    entities: ['*'],
    channels: [{ type: 'EMAIL', enabled: false }],
    enabled: true,
    name: 'mail',
  };
  const id = roundTrip(visitor, 'global', path, { create: wanted, patch: { ...wanted, name: 'post' } });
  visitor.call(`global DELETE ${path}/${id}`);
}
