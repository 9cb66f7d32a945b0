import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { put } from './step.ts';

const entityType = 'Portals';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/assets/…`: an image that every portal has, written as a whole. */
function portalImage(name: string, asset: string, description: string): KonnectKind {
  const path = `/v3/portals/{portal_id}/assets/${asset}`;
  return {
    name,
    description,
    scope: 'regional',
    cardinality: 'one',
    contract: { version: '3.15.0', paths: [`/v3/portals/{portalId}/assets/${asset}`] },
    assumed: [
      'A portal has an image of Konnect until it has one of its own, and shows each as it was sent.',
      'The roles are those of its portal.',
    ],
    goesWith: [],
    fields: {
      portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
      data: {
        type: 'content',
        description: 'The image as a data URI, as a document: PNG, JPEG, GIF, ICO or SVG.',
        required: true,
      },
    },
    computed: {},
    identity: [],
    collection: ['portal_id'],
    ownership: 'none',
    title: 'of {portal_id}',
    list: { path, paging: 'self' },
    roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
    refusesDuplicates: true,
    create: (write) => [put(path, write, { data: write.desired.data })],
    update: (update) => [put(path, update, { data: update.desired.data })],
  };
}

export const portalLogo: KonnectKind = portalImage('PortalLogo', 'logo', 'The logo at the top of a portal.');

export const portalFavicon: KonnectKind = portalImage(
  'PortalFavicon',
  'favicon',
  'The small image of a portal in tabs of browsers.',
);
