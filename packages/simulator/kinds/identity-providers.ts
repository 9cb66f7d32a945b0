import { type Collection, type Parent, routesOf, scopeOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { SAME } from '../rules/filter.ts';
import { type Fields, isFields, mergePatch } from '../rules/merge.ts';
import { allItems, cursorPage, LINKS_IN_PAGE } from '../rules/page.ts';
import { invalid, problem } from '../rules/problem.ts';
import { choice, flag, list, openRecord, record, required, text, uri, uuid } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { configProblems } from './provider-config.ts';

const config = record({
  issuer_url: uri(),
  client_id: text(),
  client_secret: text(),
  scopes: list(text()),
  claim_mappings: openRecord({}),
  idp_metadata_url: uri(),
  idp_metadata_xml: text(),
});

/** Konnect API contract 3.15.0, `OIDCIdentityProviderConfig`. */
const SCOPES = ['email', 'openid', 'profile'];
const CLAIMS = { name: 'name', email: 'email', groups: 'groups' };

/** The stored fields of a provider's `config`: without the secret, which is write-only. */
export function providerConfig(type: unknown, sent: Fields): Fields {
  const { client_secret: _, ...rest } = sent;
  return type === 'oidc' ? { scopes: SCOPES, claim_mappings: CLAIMS, ...rest } : rest;
}

/** Refuses to take a way to sign in to Konnect with the object (inferred: the contract has no status for it). */
function refuseEnabled({ id, enabled }: Row): void {
  if (enabled === true) throw problem(409, `identity provider ${id} is enabled`);
}

/** A collection of identity providers: those of an organization, or of a portal. */
interface ProviderCollection {
  readonly host: 'global' | 'regional';
  readonly path: string;
  readonly parents: readonly Parent[];
  /** Whether providers have a login path, as those of an organization. */
  readonly loginPath: boolean;
}

function identityProviders({ host, path, parents, loginPath }: ProviderCollection): Route[] {
  const changeable = { enabled: flag(), config, ...(loginPath ? { login_path: text() } : {}) };
  const verify = (provider: Row, call: Call) => {
    const others = [...call.store.table('identity-providers', scopeOf(parents, call)).rows()].filter(
      ({ id }) => id !== provider.id,
    );
    const problems = configProblems(provider);
    if (problems.length > 0) throw invalid(problems);
    // Contract 3.15.0: only one provider may be enabled at a time.
    if (provider.enabled === true && others.some(({ enabled }) => enabled === true)) {
      throw problem(409, 'another identity provider is enabled already');
    }
    if (provider.login_path !== undefined && others.some(({ login_path }) => login_path === provider.login_path)) {
      throw problem(409, `login path ${provider.login_path} is taken`);
    }
  };
  const providers: Collection = {
    host,
    path,
    parameter: 'id',
    table: 'identity-providers',
    noun: 'identity provider',
    parents,
    listing: { filters: { type: SAME } },
    // Contract 3.15.0: a bare array, without envelope and without pages.
    page: (call, table, listing) => answer(200, allItems(call, table, listing)),
    create: openRecord({ ...changeable, type: choice('oidc', 'saml') }),
    update: openRecord(changeable),
    build: ({ type = 'oidc', enabled = false, config: sent, ...rest }) => ({
      type,
      enabled,
      ...rest,
      config: providerConfig(type, isFields(sent) ? sent : {}),
    }),
    merge: (before, body) => {
      const merged = mergePatch(before, body);
      return { ...merged, config: providerConfig(before.type, isFields(merged.config) ? merged.config : {}) };
    },
    verify,
    ...(loginPath ? { remove: refuseEnabled } : {}),
  };
  return [...routesOf(providers), ...mappingRoutes(providers)];
}

/** `…/{id}/team-group-mappings`: one row for each pair of team and group (contract 3.15.0). */
function mappingRoutes({ host, path, parents = [] }: Collection): Route[] {
  const teamScope = (call: Call) => scopeOf(parents, call);
  return routesOf({
    host,
    path: `${path}/{id}/team-group-mappings`,
    parameter: 'mappingId',
    table: 'team-group-mappings',
    noun: 'team group mapping',
    parents: [...parents, { table: 'identity-providers', parameter: 'id', noun: 'identity provider' }],
    listing: { filters: { team_id: SAME, group: SAME } },
    page: (call, table, listing) => cursorPage(call, table, listing, LINKS_IN_PAGE),
    create: openRecord({ team_id: required(uuid()), group: required(text({ min: 1 })) }),
    build: ({ team_id, group }) => ({ team_id, group }),
    verify: ({ team_id, group }, call) => {
      const teams = call.store.table(host === 'global' ? 'teams' : 'portal-teams', teamScope(call));
      if (teams.get(String(team_id)) === undefined) {
        throw invalid([{ field: 'team_id', rule: 'missing_reference', reason: 'does not exist', source: 'body' }]);
      }
      const same = call.store.table('team-group-mappings', call.params.id ?? '').by('team_id', team_id);
      if (same.some((row) => row.group === group))
        throw problem(409, `group ${group} is mapped to team ${team_id} already`);
    },
  });
}

export const identityProviderRoutes: Route[] = [
  ...identityProviders({ host: 'global', path: '/v3/identity-providers', parents: [], loginPath: true }),
  ...identityProviders({
    host: 'regional',
    path: '/v3/portals/{portalId}/identity-providers',
    parents: [{ table: 'portals', parameter: 'portalId', noun: 'portal' }],
    loginPath: false,
  }),
];
