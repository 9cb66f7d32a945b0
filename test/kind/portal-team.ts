import { createdAtField, idField, idOf, updatedAtField } from '@konduct/konnect/kinds/field-shapes';
import type { KonnectKind } from '@konduct/konnect/kinds/kind';
import { admin, viewer } from '@konduct/konnect/kinds/role';
import { patch, post } from '@konduct/konnect/kinds/step';

const path = '/v3/portals/{portal_id}/teams';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/teams`. */
export const portalTeam: KonnectKind = {
  name: 'PortalTeam',
  description: 'A team of developers in a portal.',
  scope: 'regional',
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1, maxLength: 250 },
    description: { type: 'string', description: 'What it is for.', minLength: 1, maxLength: 250 },
    can_own_applications: {
      type: 'boolean',
      description: 'Whether its applications belong to all of it.',
      exposure: [
        { value: false, means: 'keeps applications to those who made them' },
        { value: true, means: 'shares applications among its developers' },
      ],
    },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['name'],
  collection: ['portal_id'],
  ownership: 'none',
  title: '{name} in {portal_id}',
  list: { path, paging: 'page', pageSize: 100 },
  item: `${path}/{id}`,
  roles: { read: viewer('Portals'), create: admin('Portals'), update: admin('Portals') },
  refusesDuplicates: true,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
