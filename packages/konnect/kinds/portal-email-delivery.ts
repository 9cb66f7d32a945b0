import { createdAtField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { firstPatch, patch } from './step.ts';

const path = '/v3/portals/{portal_id}/email-delivery';
const entityType = 'Portals';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/email-delivery`: a setting that every portal has. */
export const portalEmailDelivery: KonnectKind = {
  name: 'PortalEmailDelivery',
  description: 'Whether a portal sends e-mails by an address of its own.',
  scope: 'regional',
  cardinality: 'one',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/email-delivery'] },
  assumed: ['A PATCH keeps what it does not name.', 'The roles are those of its portal.'],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    enabled: { type: 'boolean', description: 'Whether these addresses are used.' },
    from_email: { type: 'string', description: 'The address that e-mails are from.', nullable: true },
    reply_to_email: { type: 'string', description: 'The address for replies.', nullable: true },
  },
  computed: { created_at: createdAtField, updated_at: updatedAtField },
  identity: [],
  collection: ['portal_id'],
  ownership: 'none',
  title: 'of {portal_id}',
  list: { path, paging: 'self' },
  roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create: (write) => [firstPatch(path, write)],
  update: (update) => [patch(path, update)],
};
