import type { KonnectKind } from '../kinds/kind.ts';
import { identityAdmin } from '../kinds/role.ts';

/** The name of the system account that stands for the lease of an organization. No manifest can declare it. */
export const leaseName = 'konduct-lease';

export const leasePath = '/v3/system-accounts';

/**
 * The lease as Konnect's API has it (contract 3.15.0): a system account on the global host. A second one of the same
 * name is refused with 409. It has no token, no role and no team. It is no kind of manifests.
 */
export const leaseAccount: KonnectKind = {
  name: 'Lease',
  description: 'The system account that stands for the right to change an organization.',
  scope: 'global',
  contract: { version: '3.15.0', paths: [leasePath, `${leasePath}/{accountId}`] },
  assumed: [],
  goesWith: [],
  fields: {
    name: { type: 'string', description: 'Always the same.', required: true },
    description: { type: 'string', description: 'Who holds the lease, and until when.' },
  },
  computed: {},
  identity: ['name'],
  collection: [],
  ownership: 'none',
  list: { path: leasePath, paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  roles: { read: identityAdmin, create: identityAdmin, update: identityAdmin },
  item: `${leasePath}/{id}`,
};
