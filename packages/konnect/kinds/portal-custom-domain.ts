import { createdAtField, exposing, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/portals/{portal_id}/custom-domain';
const entityType = 'Portals';

/**
 * Konnect API contract 3.15.0, `/v3/portals/{portalId}/custom-domain`: a portal has one or none. Konnect gets the
 * certificate itself.
 */
export const portalCustomDomain: KonnectKind = {
  name: 'PortalCustomDomain',
  description: "A portal's address of its own. Until the DNS leads it to Konnect it is pending, which is no failure.",
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/custom-domain'] },
  assumed: [
    'A portal that has a domain refuses a second one with 409.',
    'A host name is that of one portal.',
    'The roles are those of its portal.',
  ],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    hostname: {
      type: 'string',
      description: 'The host name, such as portal.example.com.',
      required: true,
      immutable: true,
    },
    enabled: {
      ...exposing(
        'Whether the portal answers there.',
        { value: false, means: 'is not reached at its own address' },
        { value: true, means: 'is reached at its own address' },
      ),
      required: true,
    },
    ssl: {
      type: 'object',
      description: 'How Konnect gets the certificate.',
      required: true,
      immutable: true,
      properties: {
        domain_verification_method: {
          type: 'string',
          description: 'How Konnect finds out that the host name is ours.',
          required: true,
          immutable: true,
          enum: ['http'],
        },
      },
    },
  },
  computed: {
    verification_status: {
      type: 'string',
      description: 'Whether Konnect has the certificate: verified, pending, error.',
    },
    cname_status: { type: 'string', description: 'Whether the DNS leads the host name to Konnect: verified, pending.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: [],
  collection: ['portal_id'],
  ownership: 'links',
  links: [{ field: 'portal_id', goesAlong: true }],
  claimedBy: 'portal_id',
  title: '{hostname} of {portal_id}',
  cannotBeUndone: [{ what: "the portal's certificate for its own address, which Konnect gets anew", has: 'always' }],
  list: { path, paging: 'self', absent: [404] },
  source: { verification_status: 'ssl.verification_status' },
  roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  item: path,
  create: (write) => [post(path, write)],
  update: (update) => [patch(path, update)],
};
