import { secretRecord } from '../record/secret-record.ts';
import { createdAtField, idField, updatedAtField } from './field-shapes.ts';
import { configObjection, identityProviderConfig } from './identity-provider-config.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/identity-providers';

/**
 * Konnect API contract 3.15.0, `/v3/identity-providers` on the global host: the list is a bare array. Only `SignIn`
 * enables and disables one. None is deleted: the mappings of its groups would go with it, and perhaps the only way to
 * sign in.
 */
export const identityProvider: KonnectKind = {
  name: 'IdentityProvider',
  description: 'A provider through which people sign in, one for each protocol.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/identity-providers', '/v3/identity-providers/{id}'] },
  assumed: [
    'An organization without the new API answers 404.',
    'A PATCH merges the members of the configuration, and keeps a client secret that it does not have.',
    'There is one provider of each type.',
  ],
  goesWith: [],
  fields: {
    type: {
      type: 'string',
      description: 'The protocol it speaks.',
      required: true,
      immutable: true,
      enum: ['oidc', 'saml'],
    },
    login_path: { type: 'string', description: 'The part of the sign-in address that leads to it.', minLength: 1 },
    config: identityProviderConfig,
  },
  computed: {
    id: idField,
    enabled: { type: 'boolean', description: 'Whether people can sign in through it.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['type'],
  collection: [],
  ownership: 'none',

  digestIn: secretRecord,
  title: '{type}',
  prefer: ['login_path'],
  list: { path, paging: 'none', absent: [404] },
  roles: { read: identityAdmin, create: identityAdmin, update: identityAdmin },
  refusesDuplicates: true,
  objection: configObjection,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
