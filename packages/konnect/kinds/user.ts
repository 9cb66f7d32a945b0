import { createdAtField, idField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { post } from './step.ts';

/**
 * Konnect API contract 3.15.0, `/v3/users` and `/v3/invites` on the global host. A user cannot be created, only
 * invited; the answer has no body.
 */
export const user: KonnectKind = {
  name: 'User',
  description: 'A person of the organization; creating one sends an invitation.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/users', '/v3/invites'] },
  assumed: [
    'The list shows a person at once after the invitation, or only when they accept.',
    'A 409 to an invitation means that the address has been invited before.',
  ],
  goesWith: [],
  fields: {
    email: { type: 'string', description: 'The e-mail address.', required: true, maxLength: 250, ignoreCase: true },
  },
  computed: {
    id: idField,
    full_name: { type: 'string', description: 'The name the person gave.', personal: true },
    active: { type: 'boolean', description: 'Whether the person can sign in.' },
    created_at: createdAtField,
  },
  identity: ['email'],
  collection: [],
  ownership: 'none',
  pendingAfterCreate: 'the person to accept the invitation',
  list: { path: '/v3/users', paging: 'page', pageSize: 100, lookup: { email: 'filter[email][eq]' } },
  defaults: { active: true },
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  create: (write) => [{ ...post('/v3/invites', write), returnsObject: false, repeatable: true, conflictIsDone: true }],
};
