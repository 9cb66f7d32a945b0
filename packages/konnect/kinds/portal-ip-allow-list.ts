import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/portals/{portal_id}/ip-allow-list';
const entityType = 'Portals';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/ip-allow-list`. An entry has nothing but its addresses. */
export const portalIpAllowList: KonnectKind = {
  name: 'PortalIpAllowList',
  description: 'The addresses that may reach a portal. Without an entry, everybody may.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: ['/v3/portals/{portalId}/ip-allow-list', '/v3/portals/{portalId}/ip-allow-list/{id}'],
  },
  assumed: [
    'A second entry of a portal is taken, and Konduct declares one at most.',
    'An address is one of IPv4 or IPv6, or a range in CIDR notation.',
    'The order of the addresses says nothing.',
    'The roles are those of its portal.',
  ],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    allowed_ips: {
      type: 'array',
      description: 'Addresses, and ranges in CIDR notation.',
      required: true,
      unordered: true,
      minItems: 1,
      maxItems: 25,
      items: { type: 'string', description: 'An address, such as 192.0.2.1 or 192.0.2.0/24.' },
    },
  },
  computed: { id: idField },
  identity: [],
  collection: ['portal_id'],
  ownership: 'links',
  links: [{ field: 'portal_id', goesAlong: true }],
  claimedBy: 'portal_id',
  prefer: ['allowed_ips'],
  title: 'of {portal_id}',
  grant: {
    given: 'only listed addresses reach {portal_id}',
    taken: 'every address reaches {portal_id}',
    effect: 'narrows',
  },
  list: { path, paging: 'cursor', pageSize: 100 },
  roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
  refusesDuplicates: false,
  item: `${path}/{id}`,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
