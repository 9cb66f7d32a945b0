import { type Collection, routesOf } from '../collection.ts';
import type { Call, Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { ID, TEXT } from '../rules/filter.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { invalid, problem } from '../rules/problem.ts';
import {
  anything,
  choice,
  flag,
  labels,
  labelsUpdate,
  list,
  nullable,
  openRecord,
  record,
  required,
  type Shape,
  text,
  uuid,
  whole,
} from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const keyAuth = record({
  key_names: list(text({ max: 256 }), { min: 1, max: 10 }),
  ttl: nullable(openRecord({ value: required(whole({ min: 1 })), unit: required(choice('days', 'weeks', 'years')) })),
});

const openid = {
  issuer: required(text({ max: 256 })),
  credential_claim: required(list(text({ max: 128 }), { max: 10 })),
  scopes: required(list(text({ max: 128 }), { max: 50 })),
  auth_methods: required(list(text({ max: 64 }), { max: 10 })),
};

/** The configuration's key, and its shape, by type of strategy (Konnect API contract 3.15.0). */
const CONFIGS: Readonly<Record<string, Shape>> = {
  key_auth: record({ 'key-auth': required(keyAuth) }),
  openid_connect: record({ 'openid-connect': required(openRecord(openid)) }),
};

const fields = {
  name: text({ min: 1, max: 256 }),
  display_name: text({ max: 256 }),
  configs: anything(),
  dcr_provider_id: nullable(uuid()),
  principals: record({ enabled: required(flag()) }),
};

const full = record({
  ...fields,
  name: required(fields.name),
  display_name: required(fields.display_name),
  configs: required({ ...anything(), nullable: true }),
  strategy_type: required(choice('key_auth', 'openid_connect')),
  labels: labels(),
});

/**
 * The users of a strategy, by name: publications and applications (inferred). Being a portal's default does not count:
 * kongctl's scenarios delete such a strategy (seen).
 */
function usersOf(strategy: Row, call: Call): string[] {
  const apis = call.store.table('apis');
  const portals = call.store.table('portals');
  const using = [...call.store.table('publications').rows()].filter(
    ({ auth_strategy_ids: ids }) => Array.isArray(ids) && ids.includes(strategy.id),
  );
  return [
    ...using.map(({ api_id, portal_id }) => {
      const [api, portal] = [apis.get(String(api_id)), portals.get(String(portal_id))];
      return `the publication of API ${api?.name} in portal ${portal?.name}`;
    }),
    ...[...portals.rows()].flatMap((portal) =>
      call.store
        .table('applications', portal.id)
        .by('auth_strategy_id', strategy.id)
        .map(({ name }) => `application ${name} of portal ${portal.name}`),
    ),
  ];
}

function dcrProviderOf({ dcr_provider_id: id }: Row, call: Call): Row | undefined {
  return call.store.table('dcr-providers').get(String(id));
}

/** A strategy's provider as the strategy shows it (contract 3.15.0, `AppAuthStrategyOpenIDConnectResponse`). */
function dcrProvider(strategy: Row, call: Call): Fields | null {
  const provider = dcrProviderOf(strategy, call);
  if (provider === undefined) return null;
  const { id, name, display_name, provider_type } = provider;
  return { id, name, ...(display_name === undefined ? {} : { display_name }), provider_type };
}

function verify(strategy: Row, call: Call): void {
  // Contract 3.15.0: only OpenID Connect strategies have a dynamic client registration provider.
  if (strategy.strategy_type === 'key_auth' && strategy.dcr_provider_id !== undefined) {
    throw invalid([
      { field: 'dcr_provider_id', rule: 'unknown_property', reason: 'is not a field of key_auth', source: 'body' },
    ]);
  }
  check(record({ configs: required(CONFIGS[String(strategy.strategy_type)] ?? anything()) }), {
    configs: strategy.configs,
  });
  if (typeof strategy.dcr_provider_id === 'string' && dcrProviderOf(strategy, call) === undefined) {
    throw invalid([{ field: 'dcr_provider_id', rule: 'missing_reference', reason: 'does not exist', source: 'body' }]);
  }
}

/**
 * `/v2/application-auth-strategies` (contract 3.15.0). kongctl fails without `active` and `dcr_provider` (seen). Other
 * members of a configuration than those of its schema, such as `client_secret`, are returned as they were sent: the
 * contract has one open schema for requests and answers, without write-only fields.
 */
const strategies: Collection = {
  host: 'regional',
  path: '/v2/application-auth-strategies',
  parameter: 'authStrategyId',
  table: 'auth-strategies',
  noun: 'application auth strategy',
  listing: {
    filters: { strategy_type: TEXT, name: TEXT, display_name: TEXT, dcr_provider_id: ID, dcr_provider_name: TEXT },
    derived: { dcr_provider_name: (strategy, call) => dcrProviderOf(strategy, call)?.name },
    sort: ['name', 'display_name', 'created_at', 'updated_at', 'active', 'strategy_type'],
  },
  create: full,
  replace: full,
  replaceStatus: 201,
  update: record({ ...fields, labels: labelsUpdate() }),
  unset: { labels: {} },
  build: (body): Fields => ({ ...body, labels: isFields(body.labels) ? body.labels : {} }),
  verify,
  view: ({ dcr_provider_id, ...strategy }, call) => ({
    ...strategy,
    active: usersOf(strategy, call).length > 0,
    dcr_provider: dcrProvider({ ...strategy, dcr_provider_id }, call),
  }),
  remove: (strategy, call) => {
    const users = usersOf(strategy, call);
    if (users.length > 0)
      throw problem(409, `application auth strategy ${strategy.name} is in use by ${users.join('; ')}`);
    const portals = call.store.table('portals');
    for (const portal of portals.by('default_application_auth_strategy_id', strategy.id)) {
      portals.put({ ...portal, default_application_auth_strategy_id: null });
    }
  },
};

export const authStrategyRoutes: Route[] = routesOf(strategies);
