import { anything, choice, flag, list, mapOf, openRecord, required, type Shape, text, whole } from '../rules/shape.ts';
import { PLUGIN_DEFAULTS, ROUTE_DEFAULTS, SERVICE_DEFAULTS, TARGET_DEFAULTS, UPSTREAM_DEFAULTS } from './defaults.ts';
import type { Entity, ForeignKey } from './entity.ts';

const PROTOCOLS = ['grpc', 'grpcs', 'http', 'https', 'tcp', 'tls', 'tls_passthrough', 'udp', 'ws', 'wss'];
const texts = list(text());
const reference = openRecord({ id: required(text({ min: 1 })) });
const port = whole({ min: 0, max: 65535 });
const timeout = whole({ min: 1, max: 2147483646 });
const address = openRecord({ ip: text(), port });

const ownedBy = (collection: string): ForeignKey => ({ collection, onDelete: 'cascade' });
const uses = (collection: string): ForeignKey => ({ collection, onDelete: 'refuse' });

const routing = {
  name: text(),
  protocols: list(choice(...PROTOCOLS), { min: 1 }),
  methods: texts,
  hosts: texts,
  paths: texts,
  headers: mapOf(texts),
  snis: texts,
  sources: list(address),
  destinations: list(address),
  expression: text(),
  priority: whole({ min: 0 }),
  regex_priority: whole(),
  strip_path: flag(),
  path_handling: choice('v0', 'v1'),
  preserve_host: flag(),
  request_buffering: flag(),
  response_buffering: flag(),
  https_redirect_status_code: whole(),
  service: reference,
};

const credential = (
  collection: string,
  fields: Readonly<Record<string, Shape>>,
  unique: readonly string[][],
  references: Readonly<Record<string, ForeignKey>> = {},
): Entity => ({
  collection,
  fields: { ...fields, consumer: reference },
  references: { consumer: ownedBy('consumers'), ...references },
  unique,
  flat: 'read',
  unmodified: true,
});

/**
 * The gateway's entities (Konnect API contract 3.15.0; filter-chains as decK reads them). What a deletion takes along or
 * is refused for is Kong's: `on_delete` in kong/db/schema/entities and the plugins' daos.lua, and kong/db/dao of both kinds
 * of certificates.
 */
export const ENTITIES: readonly Entity[] = [
  {
    collection: 'services',
    fields: {
      name: text(),
      host: required(text()),
      protocol: choice(...PROTOCOLS),
      port,
      path: text(),
      retries: whole({ min: 0, max: 32767 }),
      connect_timeout: timeout,
      read_timeout: timeout,
      write_timeout: timeout,
      enabled: flag(),
      client_certificate: reference,
      ca_certificates: texts,
      tls_verify: flag(),
      tls_verify_depth: whole({ min: 0, max: 64 }),
      tls_sans: anything(),
    },
    unique: [['name']],
    references: { client_certificate: uses('certificates') },
    uses: { ca_certificates: 'ca_certificates' },
    defaults: SERVICE_DEFAULTS,
    names: ['name'],
  },
  {
    collection: 'routes',
    fields: routing,
    unique: [['name']],
    references: { service: uses('services') },
    defaults: ROUTE_DEFAULTS,
    names: ['name'],
  },
  {
    collection: 'plugins',
    fields: {
      name: required(text({ min: 1 })),
      config: anything(),
      enabled: flag(),
      protocols: list(choice(...PROTOCOLS)),
      instance_name: text(),
      ordering: anything(),
      condition: text({ max: 1024 }),
      partials: list(anything()),
      service: reference,
      route: reference,
      consumer: reference,
      consumer_group: reference,
    },
    unique: [['name', 'service', 'route', 'consumer', 'consumer_group', 'instance_name'], ['instance_name']],
    references: {
      service: ownedBy('services'),
      route: ownedBy('routes'),
      consumer: ownedBy('consumers'),
      consumer_group: ownedBy('consumer_groups'),
    },
    uses: { 'config.ca_certificates': 'ca_certificates', partials: 'partials' },
    defaults: PLUGIN_DEFAULTS,
    names: ['instance_name'],
  },
  {
    collection: 'consumers',
    fields: { username: text(), custom_id: text() },
    unique: [['username'], ['custom_id']],
    names: ['username'],
  },
  { collection: 'consumer_groups', fields: { name: required(text()) }, unique: [['name']], names: ['name'] },
  {
    collection: 'upstreams',
    fields: {
      name: required(text()),
      algorithm: choice('consistent-hashing', 'latency', 'least-connections', 'round-robin', 'sticky-sessions'),
      slots: whole({ min: 10, max: 65536 }),
      healthchecks: openRecord({}),
      hash_on: text(),
      hash_fallback: text(),
      hash_on_cookie: text(),
      hash_on_cookie_path: text(),
      hash_on_header: text(),
      hash_on_query_arg: text(),
      hash_on_uri_capture: text(),
      hash_fallback_header: text(),
      hash_fallback_query_arg: text(),
      hash_fallback_uri_capture: text(),
      host_header: text(),
      client_certificate: reference,
      use_srv_name: flag(),
      sticky_sessions_cookie: text(),
      sticky_sessions_cookie_path: text(),
    },
    unique: [['name']],
    references: { client_certificate: uses('certificates') },
    defaults: UPSTREAM_DEFAULTS,
    names: ['name'],
  },
  {
    collection: 'targets',
    fields: { target: required(text()), weight: whole({ min: 0, max: 65535 }), failover: flag(), upstream: reference },
    references: { upstream: ownedBy('upstreams') },
    defaults: TARGET_DEFAULTS,
    names: ['target'],
    flat: 'list',
  },
  {
    collection: 'certificates',
    fields: {
      cert: required(text()),
      key: text(),
      cert_alt: text(),
      key_alt: text(),
      snis: texts,
      metadata: anything(),
    },
  },
  { collection: 'ca_certificates', fields: { cert: required(text()), cert_digest: text() }, unique: [['cert']] },
  {
    collection: 'snis',
    fields: { name: required(text()), certificate: required(reference) },
    unique: [['name']],
    references: { certificate: ownedBy('certificates') },
    names: ['name'],
  },
  {
    collection: 'vaults',
    fields: { name: required(text()), prefix: required(text()), description: text(), config: anything() },
    unique: [['prefix']],
    names: ['prefix'],
  },
  { collection: 'key-sets', fields: { name: text() }, unique: [['name']], names: ['name'] },
  {
    collection: 'keys',
    fields: { kid: required(text()), name: text(), jwk: text(), pem: anything(), x5t: text(), set: reference },
    unique: [['name'], ['kid', 'set']],
    references: { set: ownedBy('key-sets') },
    names: ['name'],
  },
  {
    collection: 'partials',
    fields: { name: text(), type: required(text()), config: required(anything()) },
    unique: [['name']],
    names: ['name'],
  },
  {
    collection: 'filter-chains',
    fields: { name: text(), enabled: flag(), filters: list(anything()), service: reference, route: reference },
    unique: [['name']],
    references: { service: ownedBy('services'), route: ownedBy('routes') },
    names: ['name'],
  },
  {
    collection: 'custom-plugins',
    fields: { name: required(text()), handler: required(text()), schema: required(text()) },
    unique: [['name']],
    names: ['name'],
  },
  credential('key-auths', { key: text(), ttl: whole() }, [['key']]),
  credential('basic-auths', { username: required(text()), password: required(text()) }, [['username']]),
  credential('hmac-auths', { username: required(text()), secret: text() }, [['username']]),
  credential('jwts', { key: text(), algorithm: text(), secret: text(), rsa_public_key: text() }, [['key']]),
  credential('acls', { group: required(text()) }, [['group', 'consumer']]),
  credential(
    'mtls-auths',
    { subject_name: required(text()), ca_certificate: reference },
    [['subject_name', 'ca_certificate']],
    { ca_certificate: ownedBy('ca_certificates') },
  ),
  {
    collection: 'degraphql_routes',
    fields: { uri: required(text()), query: required(text()), methods: texts, service: reference },
    references: { service: ownedBy('services') },
    flat: 'read',
  },
  {
    collection: 'graphql-rate-limiting-advanced/costs',
    fields: {
      type_path: required(text()),
      add_arguments: texts,
      add_constant: anything(),
      mul_arguments: texts,
      mul_constant: anything(),
      service: reference,
    },
    references: { service: ownedBy('services') },
    flat: 'read',
    unmodified: true,
  },
  // decK reads them before a reset (seen); the simulator has none.
  { collection: 'cloned-plugins', fields: {}, flat: 'list' },
];
