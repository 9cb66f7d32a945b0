import { createdAtField, idField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';

const type = { type: 'string', description: 'The protocol it speaks.', enum: ['oidc', 'saml'] } as const;

/**
 * Konnect API contract 3.15.0, `/v3/identity-providers` on the global host: the list is a bare array. Only read: a
 * provider that maps groups to teams decides about memberships, and manifests do not.
 */
export const identityProvider: KonnectKind = {
  name: 'IdentityProvider',
  description: 'A provider through which people sign in.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/identity-providers'] },
  assumed: ['An organization without the new API answers 404.'],
  goesWith: [],
  fields: {
    type,
    enabled: { type: 'boolean', description: 'Whether people can sign in through it.' },
    login_path: { type: 'string', description: 'The part of the sign-in address that leads to it.' },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['id'],
  collection: [],
  ownership: 'none',
  title: '{type}',
  external: {
    selector: { type: { ...type, required: true } },
    yields: 'list',
    source: 'provider',
    describe: (selector) => `an identity provider of type ${String(selector.type)}`,
    matches: (object, selector) => object.type === selector.type,
  },
  list: { path: '/v3/identity-providers', paging: 'none', absent: [404] },
  roles: { read: identityAdmin },
};
