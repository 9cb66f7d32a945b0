import { createdAtField, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/portals/{portal_id}/email-config';
const entityType = 'Portals';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/email-config`: none, or one for a portal. */
export const portalEmailConfig: KonnectKind = {
  name: 'PortalEmailConfig',
  description: 'From whom the e-mails of a portal are, with a domain of its own.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/email-config'] },
  assumed: ['The roles are those of its portal.'],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    domain_name: { type: 'string', description: 'The domain that e-mails are from.', nullable: true },
    from_name: { type: 'string', description: 'The name that e-mails are from.', nullable: true },
    from_email: { type: 'string', description: 'The address that e-mails are from.', nullable: true },
    reply_to_email: { type: 'string', description: 'The address for replies.', nullable: true },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: [],
  collection: ['portal_id'],
  ownership: 'links',
  links: [{ field: 'portal_id', goesAlong: true }],
  claimedBy: 'portal_id',
  title: 'of {portal_id}',
  list: { path, paging: 'self', absent: [404] },
  item: path,
  roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create: (write) => [post(path, write)],
  update: (update) => [patch(path, update)],
};
