/** A collection below another entity: `consumers/{id}/key-auth` has the `key-auths` with this `consumer`. */
export interface Nesting {
  readonly parent: string;
  readonly segment: string;
  readonly collection: string;
  readonly field: string;
}

const pluginsOf = (parent: string, field: string): Nesting => ({
  parent,
  segment: 'plugins',
  collection: 'plugins',
  field,
});
const credentialOf = (segment: string, collection: string): Nesting => ({
  parent: 'consumers',
  segment,
  collection,
  field: 'consumer',
});

export const NESTINGS: readonly Nesting[] = [
  { parent: 'services', segment: 'routes', collection: 'routes', field: 'service' },
  { parent: 'services', segment: 'degraphql/routes', collection: 'degraphql_routes', field: 'service' },
  {
    parent: 'services',
    segment: 'graphql-rate-limiting-advanced/costs',
    collection: 'graphql-rate-limiting-advanced/costs',
    field: 'service',
  },
  pluginsOf('services', 'service'),
  pluginsOf('routes', 'route'),
  pluginsOf('consumers', 'consumer'),
  pluginsOf('consumer_groups', 'consumer_group'),
  { parent: 'upstreams', segment: 'targets', collection: 'targets', field: 'upstream' },
  { parent: 'certificates', segment: 'snis', collection: 'snis', field: 'certificate' },
  { parent: 'key-sets', segment: 'keys', collection: 'keys', field: 'set' },
  credentialOf('key-auth', 'key-auths'),
  credentialOf('basic-auth', 'basic-auths'),
  credentialOf('hmac-auth', 'hmac-auths'),
  credentialOf('jwt', 'jwts'),
  credentialOf('acls', 'acls'),
  credentialOf('mtls-auth', 'mtls-auths'),
];
