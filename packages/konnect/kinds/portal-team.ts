import { createdAtField, exposing, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/portals/{portal_id}/teams';
const ofPortal = ['Portals', 'a team is a part of its portal'] as const;

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/teams`. */
export const portalTeam: KonnectKind = {
  name: 'PortalTeam',
  description: 'A team of developers in a portal.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/teams', '/v3/portals/{portalId}/teams/{teamId}'] },
  assumed: [],
  goesWith: ['the memberships of its developers and its group mappings'],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1, maxLength: 250 },
    description: { type: 'string', description: 'What it is for.', minLength: 1, maxLength: 250 },
    can_own_applications: exposing(
      'Whether its applications belong to all of it.',
      { value: false, means: 'keeps applications to those who made them' },
      { value: true, means: 'shares applications among its developers' },
    ),
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['name'],
  cannotBeUndone: [{ what: 'the memberships of its developers', has: 'unknown' }],
  collection: ['portal_id'],
  ownership: 'links',
  links: [{ field: 'portal_id', goesAlong: true }],
  claimedBy: 'portal_id',
  title: '{name} in {portal_id}',
  list: { path, paging: 'page', pageSize: 100 },
  item: `${path}/{id}`,
  roles: { read: viewer(...ofPortal), create: admin(...ofPortal), update: admin(...ofPortal) },
  refusesDuplicates: true,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
