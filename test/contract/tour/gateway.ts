import { connectDataPlane } from '@konduct/simulator/gateway/data-planes';
import { createAuthority } from '@konduct/simulator/serve/certificate';
import { roundTrip, type Visitor } from './visitor.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A valid body for each collection of gateway entities. */
const ENTITIES: readonly (readonly [collection: string, body: object])[] = [
  ['certificates', { cert: 'PEM', key: 'PEM' }],
  ['ca_certificates', { cert: 'PEM' }],
  ['services', { name: 'flights', host: 'flights.example.com', tags: ['a', 'b'], client_certificate: { id: id(1) } }],
  ['routes', { name: 'flights', paths: ['/flights'], service: { id: id(3) } }],
  ['upstreams', { name: 'flights', healthchecks: { threshold: 50 } }],
  ['consumers', { username: 'ann', custom_id: 'a1' }],
  ['consumer_groups', { name: 'gold' }],
  ['plugins', { name: 'cors', service: { id: id(3) }, config: { credentials: true } }],
  ['snis', { name: 'flights.example.com', certificate: { id: id(1) } }],
  ['vaults', { name: 'env', prefix: 'env-vault', config: { prefix: 'K' } }],
  ['key-sets', { name: 'keys' }],
  ['keys', { kid: '1', name: 'key', jwk: '{}', set: { id: id(11) } }],
  ['partials', { name: 'redis', type: 'redis-ee', config: { host: 'redis.example.com' } }],
  ['filter-chains', { name: 'chain', filters: [], service: { id: id(3) } }],
  ['custom-plugins', { name: 'mine', handler: 'return {}', schema: 'return {}' }],
];

const CREDENTIALS: readonly (readonly [segment: string, flat: string, body: object])[] = [
  ['key-auth', 'key-auths', { key: 'k' }],
  ['basic-auth', 'basic-auths', { username: 'ann', password: 'p' }],
  ['hmac-auth', 'hmac-auths', { username: 'ann', secret: 's' }],
  ['jwt', 'jwts', { key: 'k', secret: 's', algorithm: 'HS256' }],
  ['acls', 'acls', { group: 'g' }],
  ['mtls-auth', 'mtls-auths', { subject_name: 'ann' }],
];

/** Calls the operations of control planes and their gateway entities. */
export function visitGateway(visitor: Visitor): void {
  const plane = visitControlPlanes(visitor);
  const base = `/v2/control-planes/${plane}/core-entities`;
  ENTITIES.forEach(([collection, body], index) => {
    visitor.call(`eu PUT ${base}/${collection}/${id(index + 1)}`, body);
    visitor.call(`eu GET ${base}/${collection}/${id(index + 1)}`);
    visitor.call(`eu GET ${base}/${collection}`);
  });
  visitNested(visitor, base);
  visitConsumers(visitor, base);
  visitor.call(`eu GET ${base}/cloned-plugins`);
  visitPluginSchemas(visitor, `${base}/plugin-schemas`);
  visitConfigStores(visitor, `/v2/control-planes/${plane}/config-stores`);
  const linked = { name: 'rate-limiting-advanced', partials: [{ id: id(13) }], config: {} };
  const linking = visitor.create(`eu POST ${base}/plugins`, linked);
  visitor.call(`eu GET ${base}/partials/${id(13)}/links`);
  visitor.call(`eu DELETE ${base}/plugins/${linking}`);
  for (const path of ['expected-config-hash', 'expected-config-version', 'nodes/eol']) {
    visitor.call(`eu GET /v2/control-planes/${plane}/${path}`);
  }
  visitSchemas(visitor, base);
  for (const [index, [collection, body]] of [...ENTITIES.entries()].reverse()) {
    visitor.call(`eu DELETE ${base}/${collection}/${id(index + 1)}`);
    visitor.call(`eu DELETE ${base}/${collection}/${visitor.create(`eu POST ${base}/${collection}`, body)}`);
  }
  visitor.call(`eu DELETE /v2/control-planes/${plane}`);
}

function visitPluginSchemas(visitor: Visitor, path: string): void {
  const schema = { lua_schema: 'return { name = "mine", fields = {} }' };
  visitor.call(`eu POST ${path}`, schema);
  visitor.call(`eu POST ${path}`, schema, 409);
  visitor.call(`eu GET ${path}`);
  visitor.call(`eu PUT ${path}/mine`, schema);
  visitor.call(`eu GET ${path}/mine`);
  visitor.call(`eu DELETE ${path}/mine`);
  visitor.call(`eu GET ${path}/mine`, undefined, 404);
}

function visitConfigStores(visitor: Visitor, path: string): void {
  const store = roundTrip(visitor, 'eu', path, { create: { name: 'secrets' }, put: { name: 'keys' } });
  const secrets = `${path}/${store}/secrets`;
  visitor.call(`eu POST ${secrets}`, { key: 'a', value: '1' });
  visitor.call(`eu POST ${secrets}`, { key: 'a', value: '1' }, 400);
  visitor.call(`eu PUT ${secrets}/b`, { value: '2' }, 201);
  visitor.call(`eu PUT ${secrets}/b`, { value: '3' }, 200);
  visitor.call(`eu GET ${secrets}?page[size]=1`);
  visitor.call(`eu GET ${secrets}/a`);
  visitor.call(`eu DELETE ${secrets}/a`);
  visitor.call(`eu DELETE ${path}/${store}`, undefined, 400);
  visitor.call(`eu DELETE ${path}/${store}?force=true`);
}

function visitControlPlanes(visitor: Visitor): string {
  const path = '/v2/control-planes';
  const plane = roundTrip(visitor, 'eu', path, {
    create: { name: 'flights-dev', labels: { env: 'DEV' }, cluster_type: 'CLUSTER_TYPE_SERVERLESS' },
    patch: { description: 'Flights', labels: { env: 'PROD' } },
  });
  visitor.call(`eu GET ${path}?labels=env:PROD&sort=name desc`);
  visitor.call(`eu POST ${path}`, { name: 'flights-dev' }, 409);
  visitor.call(`eu PATCH ${path}/${plane}`, { cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' }, 400);
  visitor.call('eu GET /konnect-api/api/runtime_groups');

  const group = visitor.create(`eu POST ${path}`, { name: 'all', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE_GROUP' });
  visitor.call(`eu PUT ${path}/${group}/group-memberships`, { members: [{ id: plane }] });
  visitor.call(`eu GET ${path}/${group}/group-memberships`);
  visitor.call(`eu POST ${path}/${group}/group-memberships/remove`, { members: [{ id: plane }] });
  visitor.call(`eu POST ${path}/${group}/group-memberships/add`, { members: [{ id: plane }] });
  visitor.call(`eu GET ${path}/${group}/group-status`);
  visitor.call(`eu GET ${path}/${plane}/group-member-status`);

  const certificates = `${path}/${plane}/dp-client-certificates`;
  const cert = createAuthority('gateway').pem;
  const { item } = visitor.call(`eu POST ${certificates}`, { cert, title: 'one' });
  const certificate = (item as { id: string }).id;
  visitor.call(`eu GET ${certificates}`);
  visitor.call(`eu GET ${certificates}/${certificate}`);
  visitor.call(`eu PUT ${certificates}/${certificate}`, { cert });
  visitor.call(`eu POST ${certificates}`, { cert: 'PEM' }, 400);
  visitor.call(`eu DELETE ${certificates}/${certificate}`);
  const node = connectDataPlane(visitor.state, { controlPlaneId: plane });
  connectDataPlane(visitor.state, { controlPlaneId: plane });
  visitor.call(`eu GET ${path}/${plane}/nodes?page[size]=1`);
  visitor.call(`eu GET ${path}/${plane}/nodes/${node}`);
  visitor.call(`eu DELETE ${path}/${plane}/nodes/${node}`);
  return plane;
}

function visitNested(visitor: Visitor, base: string): void {
  const nested: readonly (readonly [path: string, body: object])[] = [
    ['services/flights/routes', { name: 'two', paths: ['/two'] }],
    ['services/flights/plugins', { name: 'key-auth' }],
    ['services/flights/degraphql/routes', { uri: '/q', query: '{ a }' }],
    ['services/flights/graphql-rate-limiting-advanced/costs', { type_path: 'Query.a' }],
    ['routes/flights/plugins', { name: 'key-auth' }],
    ['consumers/ann/plugins', { name: 'rate-limiting' }],
    ['consumer_groups/gold/plugins', { name: 'rate-limiting-advanced' }],
    ['upstreams/flights/targets', { target: '10.0.0.1:80' }],
    [`certificates/${id(1)}/snis`, { name: 'two.example.com' }],
    ['key-sets/keys/keys', { kid: '2', name: 'two' }],
  ];
  const made = nested.map(([path, body]) => {
    const created = visitor.create(`eu POST ${base}/${path}`, body);
    visitor.call(`eu GET ${base}/${path}`);
    visitor.call(`eu GET ${base}/${path}/${created}`);
    visitor.call(`eu PUT ${base}/${path}/${created}`, body);
    return [path, created] as const;
  });
  for (const flat of ['targets', 'degraphql_routes', 'graphql-rate-limiting-advanced/costs']) {
    const { data } = visitor.call(`eu GET ${base}/${flat}`);
    const first = (data as { id: string }[])[0]?.id;
    if (flat !== 'targets') visitor.call(`eu GET ${base}/${flat}/${first}`);
  }
  for (const [path, created] of made) visitor.call(`eu DELETE ${base}/${path}/${created}`);
}

function visitConsumers(visitor: Visitor, base: string): void {
  for (const [segment, flat, body] of CREDENTIALS) {
    const path = `${base}/consumers/ann/${segment}`;
    const created = visitor.create(`eu POST ${path}`, body);
    visitor.call(`eu PUT ${path}/${created}`, body);
    visitor.call(`eu GET ${path}`);
    visitor.call(`eu GET ${path}/${created}`);
    visitor.call(`eu GET ${base}/${flat}`);
    visitor.call(`eu GET ${base}/${flat}/${created}`);
    visitor.call(`eu DELETE ${path}/${created}`);
  }
  const [group, consumer] = [`${base}/consumer_groups/gold`, `${base}/consumers/ann`];
  visitor.call(`eu POST ${group}/consumers`, { consumer: 'ann' });
  visitor.call(`eu GET ${group}/consumers`);
  visitor.call(`eu GET ${group}`);
  visitor.call(`eu DELETE ${group}/consumers/ann`);
  visitor.call(`eu POST ${consumer}/consumer_groups`, { group: 'gold' });
  visitor.call(`eu GET ${consumer}/consumer_groups`);
  visitor.call(`eu DELETE ${consumer}/consumer_groups/gold`);
  visitor.call(`eu POST ${consumer}/consumer_groups`, { group: 'gold' });
  visitor.call(`eu DELETE ${consumer}/consumer_groups`);
  visitor.call(`eu POST ${group}/consumers`, { consumer: 'ann' });
  visitor.call(`eu DELETE ${group}/consumers`);
}

function visitSchemas(visitor: Visitor, base: string): void {
  for (const type of ['service', 'route', 'upstream', 'target', 'vault', 'ca_certificate', 'key-set', 'jwt']) {
    visitor.call(`eu GET ${base}/v1/schemas/json/${type}`);
  }
  visitor.call(`eu GET ${base}/schemas/plugins/cors`);
  visitor.call(`eu GET ${base}/schemas/partials/redis-ee`);
  visitor.call(`eu POST ${base}/schemas/services/validate`, { host: 'a' });
  visitor.call(`eu PUT ${base}/services/${id(99)}`, { name: 'flights', host: 'a' }, 400);
  visitor.call(`eu PUT ${base}/routes/${id(99)}`, { service: { id: id(98) } }, 400);
  visitor.call(`eu GET ${base}/services/${id(99)}`, undefined, 404);
}
