import { type Parent, scopeOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { type Fields, isFields, mergePatch } from '../rules/merge.ts';
import { numberedPage } from '../rules/page.ts';
import { invalid, notFound, problem } from '../rules/problem.ts';
import { list, openRecord, required, text, uri } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { providerConfig } from './identity-providers.ts';

/**
 * The older API for the one OIDC provider and its group mappings (contract 3.15.0). koctl uses it; its writes are
 * visible in the newer API, too.
 */
const PROVIDER = openRecord({
  issuer: uri(),
  login_path: text(),
  client_id: text(),
  client_secret: text(),
  scopes: list(text()),
  claim_mappings: openRecord({}),
});

const PORTAL: Parent = { table: 'portals', parameter: 'portalId', noun: 'portal' };

function providers(call: Call) {
  return call.store.table('identity-providers', portalOf(call));
}

/** The portal of the provider; empty for the organization's. @throws Refusal 404 when the portal does not exist. */
function portalOf(call: Call): string {
  return call.params.portalId === undefined ? '' : scopeOf([PORTAL], call);
}

function oidcProvider(call: Call): Row | undefined {
  return providers(call).by('type', 'oidc')[0];
}

function view(provider: Row): unknown {
  const { issuer_url, client_id, scopes, claim_mappings } = configOf(provider);
  return { issuer: issuer_url, login_path: provider.login_path, client_id, scopes, claim_mappings };
}

function configOf(provider: Row | undefined): Fields {
  return isFields(provider?.config) ? provider.config : {};
}

/** PATCH creates the provider if there is none (seen: koctl begins with it). */
function patch(call: Call): Row {
  const { issuer, login_path, ...rest } = check(PROVIDER, call.body);
  const before = oidcProvider(call);
  const now = call.state.timestamp();
  const sent = { ...rest, ...(issuer === undefined ? {} : { issuer_url: issuer }) };
  const row: Row = {
    id: before?.id ?? call.state.newId(),
    type: 'oidc',
    enabled: before?.enabled ?? false,
    login_path: login_path ?? before?.login_path,
    config: providerConfig('oidc', mergePatch(configOf(before), sent)),
    created_at: before?.created_at ?? now,
    updated_at: now,
  };
  providers(call).put(row);
  return row;
}

/** The provider with the mappings: the OIDC one, else the SAML one. */
function mappedProvider(call: Call): Row | undefined {
  return oidcProvider(call) ?? [...providers(call).rows()][0];
}

function mappings(call: Call) {
  const provider = mappedProvider(call);
  return provider === undefined ? undefined : call.store.table('team-group-mappings', provider.id);
}

/** The pairs of team and group, grouped by one of the two. */
function gathered(call: Call, by: 'team_id' | 'group', other: 'team_id' | 'group', name: string): Row[] {
  const groups = new Map<string, string[]>();
  for (const row of mappings(call)?.rows() ?? []) {
    const key = String(row[by]);
    groups.set(key, [...(groups.get(key) ?? []), String(row[other])]);
  }
  return [...groups].map(([key, values]) => ({ id: key, [by]: key, [name]: values }));
}

const byTeam = (call: Call) =>
  numberedPage(call, gathered(call, 'team_id', 'group', 'groups'), {
    filters: {},
    item: ({ team_id, groups }) => ({ team_id, groups }),
  });

const byGroup = (call: Call) =>
  gathered(call, 'group', 'team_id', 'team_ids').map(({ group, team_ids }) => ({ group, team_ids }));

const TEAM_GROUPS = openRecord({
  data: list(openRecord({ team_id: required(text()), groups: required(list(text())) })),
});
const GROUP_TEAMS = openRecord({
  mappings: list(openRecord({ group: required(text()), team_ids: required(list(text())) })),
});

/** @throws Refusal 400 with the ids of missing teams. */
function verifyTeams(ids: readonly string[], call: Call): void {
  const portal = portalOf(call);
  const teams = portal === '' ? call.store.table('teams') : call.store.table('portal-teams', portal);
  const unknown = ids.filter((id) => teams.get(id) === undefined);
  if (unknown.length === 0) return;
  throw invalid(
    unknown.map((id) => ({
      field: 'team_id',
      rule: 'missing_reference',
      reason: `"${id}" is no team`,
      source: 'body',
    })),
  );
}

function map(call: Call, team_id: string, group: string): void {
  const now = call.state.timestamp();
  mappings(call)?.put({ id: call.state.newId(), team_id, group, created_at: now, updated_at: now });
}

/**
 * The sent groups replace those of each listed team, `[]` removes all, and unlisted teams are unchanged (contract
 * 3.15.0).
 */
function patchTeamGroups(call: Call) {
  const { data = [] } = check(TEAM_GROUPS, call.body) as { data?: { team_id: string; groups: string[] }[] };
  const table = mappings(call);
  if (table === undefined) {
    throw invalid([{ field: 'data', rule: 'invalid', reason: 'there is no identity provider', source: 'body' }]);
  }
  verifyTeams(
    data.map(({ team_id }) => team_id),
    call,
  );
  for (const { team_id, groups } of data) {
    for (const row of table.by('team_id', team_id)) table.remove(row.id);
    for (const group of new Set(groups)) map(call, team_id, group);
  }
  return byTeam(call);
}

function putGroupTeams(call: Call) {
  const { mappings: wanted = [] } = check(GROUP_TEAMS, call.body) as {
    mappings?: { group: string; team_ids: string[] }[];
  };
  const table = mappings(call);
  if (table === undefined) throw problem(412, 'there is no identity provider');
  verifyTeams(
    wanted.flatMap(({ team_ids }) => team_ids),
    call,
  );
  for (const row of [...table.rows()]) table.remove(row.id);
  for (const { group, team_ids } of wanted) for (const id of new Set(team_ids)) map(call, id, group);
  return answer(200, { data: byGroup(call) });
}

/**
 * Ends the group mappings of a deleted team.
 *
 * @param scope the portal of a portal's team; absent for an organization's team
 */
export function unmapTeam(team: Row, call: Call, scope?: string): void {
  for (const provider of call.store.table('identity-providers', scope).rows()) {
    const table = call.store.table('team-group-mappings', provider.id);
    for (const row of table.by('team_id', team.id)) table.remove(row.id);
  }
}

const PATH = '/v3/identity-provider';
const OF_PORTAL = `/v3/portals/{portalId}/identity-provider/team-group-mappings`;

export const singleIdentityProviderRoutes: Route[] = [
  {
    host: 'global',
    method: 'GET',
    path: PATH,
    run: (call) => {
      const provider = oidcProvider(call);
      if (provider === undefined) throw notFound('identity provider', 'oidc');
      return answer(200, view(provider));
    },
  },
  { host: 'global', method: 'PATCH', path: PATH, run: (call) => answer(200, view(patch(call))) },
  { host: 'global', method: 'GET', path: `${PATH}/team-group-mappings`, run: byTeam },
  { host: 'global', method: 'PATCH', path: `${PATH}/team-group-mappings`, run: patchTeamGroups },
  {
    host: 'global',
    method: 'GET',
    path: `${PATH}/team-mappings`,
    run: (call) => {
      const data = byGroup(call);
      return answer(200, { data, meta: { page: { number: 1, size: Math.max(10, data.length), total: data.length } } });
    },
  },
  { host: 'global', method: 'PUT', path: `${PATH}/team-mappings`, run: putGroupTeams },
  { host: 'regional', method: 'GET', path: OF_PORTAL, run: byTeam },
  { host: 'regional', method: 'PATCH', path: OF_PORTAL, run: patchTeamGroups },
];
