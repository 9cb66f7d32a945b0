import { type Collection, find, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { ID, SAME, TEXT } from '../rules/filter.ts';
import { type Fields, isFields, mergeResource } from '../rules/merge.ts';
import { invalid } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

/** The fields of each type's configuration, with the write-only ones (Konnect API contract 3.15.0). */
const CONFIGS: Readonly<Record<string, { readonly shown: readonly string[]; readonly secret: readonly string[] }>> = {
  auth0: {
    shown: ['initial_client_id', 'initial_client_audience', 'use_developer_managed_scopes'],
    secret: ['initial_client_secret'],
  },
  azureAd: { shown: ['initial_client_id'], secret: ['initial_client_secret'] },
  curity: { shown: ['initial_client_id'], secret: ['initial_client_secret'] },
  okta: { shown: [], secret: ['dcr_token'] },
  http: {
    shown: ['dcr_base_url', 'disable_event_hooks', 'disable_refresh_secret', 'allow_multiple_credentials'],
    secret: ['api_key'],
  },
  kongIdentity: { shown: [], secret: [] },
};

/** The defaults of a configuration, which every answer must have. */
const DEFAULTS: Readonly<Record<string, Fields>> = {
  auth0: { initial_client_audience: null, use_developer_managed_scopes: false },
};

const configOf = ({ dcr_config }: Fields): Fields => (isFields(dcr_config) ? dcr_config : {});

/** Secrets are not stored, because no answer shows them. */
function kept(provider: Fields): Fields {
  const type = String(provider.provider_type);
  const secret = CONFIGS[type]?.secret ?? [];
  const shown = Object.entries({ ...DEFAULTS[type], ...configOf(provider) }).filter(
    ([field]) => !secret.includes(field),
  );
  return { ...provider, dcr_config: Object.fromEntries(shown) };
}

/** A PATCH may only have fields of the provider's own type. */
function refuseForeign(type: unknown, config: Fields): void {
  const { shown = [], secret = [] } = CONFIGS[String(type)] ?? {};
  const foreign = Object.keys(config).filter((field) => ![...shown, ...secret].includes(field));
  if (foreign.length === 0) return;
  throw invalid(
    foreign.map((field) => ({
      field: `dcr_config.${field}`,
      rule: 'unknown_property',
      reason: `is not a field of ${type}`,
      source: 'body',
    })),
  );
}

function strategiesWith(provider: Row, call: Call): Row[] {
  return call.store.table('auth-strategies').by('dcr_provider_id', provider.id);
}

const ofConfig = (field: string) => (provider: Row) => configOf(provider)[field];

/**
 * `/v2/dcr-providers`: the providers that register applications as OpenID Connect clients (Konnect API contract
 * 3.15.0).
 */
const providers: Collection = {
  host: 'regional',
  path: '/v2/dcr-providers',
  parameter: 'dcrProviderId',
  table: 'dcr-providers',
  noun: 'DCR provider',
  listing: {
    filters: {
      id: ID,
      name: TEXT,
      issuer: TEXT,
      provider_type: SAME,
      initial_client_id: TEXT,
      initial_client_audience: TEXT,
    },
    derived: {
      initial_client_id: ofConfig('initial_client_id'),
      initial_client_audience: ofConfig('initial_client_audience'),
    },
    sort: ['name', 'created_at', 'updated_at'],
  },
  create: inContract(),
  update: inContract(),
  build: (body) => kept({ dcr_config: {}, labels: {}, ...body }),
  merge: (before, body) => {
    refuseForeign(before.provider_type, configOf(body));
    const merged = mergeResource(before, body, { labels: {} });
    return kept({ ...merged, dcr_config: { ...configOf(before), ...configOf(body) } });
  },
  view: (provider, call) => ({ ...provider, active: strategiesWith(provider, call).length > 0 }),
  // The contract has no status for deleting a provider that strategies use; the strategies stay, without it (inferred).
  remove: (provider, call) => {
    const table = call.store.table('auth-strategies');
    for (const strategy of strategiesWith(provider, call)) table.put({ ...strategy, dcr_provider_id: null });
  },
};

/** No provider is contacted, so that every one counts as reachable. */
const verification: Route = {
  host: 'regional',
  method: 'POST',
  path: '/v2/dcr-providers/{dcrProviderId}/verify',
  run: (call) => {
    find(providers, call);
    return answer(200, { status: 'success', errors: [] });
  },
};

export const dcrProviderRoutes: Route[] = [...routesOf(providers), verification];
