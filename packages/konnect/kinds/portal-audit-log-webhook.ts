import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { firstPatch, patch } from './step.ts';

const path = '/v3/portals/{portal_id}/audit-log-webhook';
const entityType = 'Portals';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/audit-log-webhook`: a setting that every portal has. */
export const portalAuditLogWebhook: KonnectKind = {
  name: 'PortalAuditLogWebhook',
  description: "Where a portal's audit log is sent.",
  scope: 'regional',
  cardinality: 'one',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/audit-log-webhook'] },
  assumed: [
    'A webhook that is enabled needs a destination, and one that is named must exist.',
    'A PATCH keeps what it does not name, and cannot take the destination away.',
    'The roles are those of its portal.',
  ],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    enabled: { type: 'boolean', description: 'Whether the log is sent.' },
    audit_log_destination_id: idOf('the place to which it is sent', 'AuditLogDestination'),
  },
  computed: {},
  identity: [],
  collection: ['portal_id'],
  ownership: 'none',
  title: 'of {portal_id}',
  objection: ({ enabled, audit_log_destination_id }) =>
    enabled === true && (audit_log_destination_id ?? undefined) === undefined
      ? {
          path: 'enabled',
          problem: 'is true, which needs `audit_log_destination_id`',
          fix: 'Name a destination: an externalRef of the kind AuditLogDestination.',
        }
      : undefined,
  list: { path, paging: 'self' },
  roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create: (write) => [firstPatch(path, write)],
  update: (update) => [patch(path, update)],
};
