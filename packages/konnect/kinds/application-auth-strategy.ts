import type { Field } from '@konduct/core/kind/field';
import { createdAtField, idField, idOf, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, creator, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v2/application-auth-strategies';
const entityType = 'Application Auth Strategies';

const keyAuth: Field = {
  type: 'object',
  description: 'Of a strategy of type key_auth.',
  properties: {
    key_names: {
      type: 'array',
      description: 'The headers or parameters that may hold the key, 1 to 10.',
      items: { type: 'string', description: 'A name.', maxLength: 256 },
    },
    ttl: {
      type: 'object',
      description: 'How long a key is good for; for ever without it.',
      nullable: true,
      properties: {
        value: { type: 'integer', description: 'How many.', required: true },
        unit: { type: 'string', description: 'Of what.', required: true, enum: ['days', 'weeks', 'years'] },
      },
    },
  },
};

/** The contract names the first four fields, and allows all other settings of the OpenID Connect plugin beside them. */
const openidConnect: Field = {
  type: 'object',
  description: 'Of a strategy of type openid_connect.',
  properties: {
    issuer: { type: 'string', description: 'The address of the issuer.', required: true, maxLength: 256 },
    credential_claim: texts('The claims that say which application it is, at most 10.', 128),
    scopes: texts('The scopes to ask for, at most 50.', 128),
    auth_methods: texts('The ways to authenticate, at most 10.', 64),
    client_id: { ...texts('The ids Konnect is known by at the issuer.', 256), required: false },
    client_secret: {
      type: 'array',
      description: 'The secrets that belong to the ids.',
      items: { type: 'secret', description: 'A secret.' },
    },
  },
};

function texts(description: string, maxLength: number): Field {
  return { type: 'array', description, required: true, items: { type: 'string', description: 'A text.', maxLength } };
}

/**
 * Konnect API contract 3.15.0, `/v2/application-auth-strategies`. A PATCH merges the configuration of the strategy's
 * type.
 */
export const applicationAuthStrategy: KonnectKind = {
  name: 'ApplicationAuthStrategy',
  description: 'How applications of a developer portal authenticate at the gateway.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: ['/v2/application-auth-strategies', '/v2/application-auth-strategies/{authStrategyId}'],
  },
  assumed: [
    'A second strategy may have the name of another: the contract has no answer for that.',
    'A PATCH with a null `ttl` takes the lifetime of keys away.',
    'What the contract does not name of `openid-connect` is a setting of the plugin of that name.',
  ],
  goesWith: ['its being the default of a portal'],
  fields: {
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1, maxLength: 256 },
    display_name: { type: 'string', description: 'The name developers see.', required: true, maxLength: 256 },
    strategy_type: {
      type: 'string',
      description: 'What it works with.',
      required: true,
      immutable: true,
      enum: ['key_auth', 'openid_connect'],
    },
    configs: {
      type: 'object',
      description: 'Its configuration, under the name of its type.',
      required: true,
      properties: { 'key-auth': keyAuth, 'openid-connect': openidConnect },
    },
    dcr_provider_id: { ...idOf('the provider of dynamic client registration', 'DCRProvider'), nullable: true },
    labels: labelsField,
  },
  computed: {
    id: idField,
    active: { type: 'boolean', description: 'Whether something uses it.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  collection: [],
  ownership: 'labels',
  list: { path, paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  source: { dcr_provider_id: 'dcr_provider.id' },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  // The contract has no answer for a name that another object has.
  refusesDuplicates: false,
  item: `${path}/{id}`,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
