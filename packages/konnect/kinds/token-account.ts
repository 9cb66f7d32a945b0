import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';

/**
 * Konnect API contract 3.15.0, `/v3/users/me` on the global host: the person whose token the run uses. For the token of
 * a system account Konnect answers 403 or 404.
 */
export const tokenAccount: KonnectKind = {
  name: 'TokenAccount',
  description: 'The person whose access token is used; nobody where it belongs to a system account.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/users/me'] },
  assumed: ['For the token of a system account the answer is 403 or 404.'],
  goesWith: [],
  fields: {},
  computed: { user_id: { ...idOf('the person', 'User'), required: true } },
  identity: [],
  collection: [],
  ownership: 'none',
  external: {
    selector: {},
    yields: 'list',
    source: 'provider',
    describe: () => 'the person whose access token is used',
    matches: () => true,
  },
  list: { path: '/v3/users/me', paging: 'self', absent: [403, 404] },
  source: { user_id: 'id' },
  roles: { read: identityAdmin },
};
