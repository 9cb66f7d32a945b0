import type { Field } from '@konduct/core/kind/field';
import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { menu, specRenderer, theme } from './portal-look.ts';
import { admin, viewer } from './role.ts';
import { firstPatch, patch } from './step.ts';

const path = '/v3/portals/{portal_id}/customization';
const entityType = 'Portals';

const ownText = (description: string): Field => ({ type: 'string', description, nullable: true });

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/customization`: a setting that every portal has. */
export const portalCustomization: KonnectKind = {
  name: 'PortalCustomization',
  description: 'How a portal looks, and its menus.',
  scope: 'regional',
  cardinality: 'one',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/customization'] },
  assumed: [
    'A PATCH keeps what it does not name, also within an object, and replaces lists as a whole.',
    'The order of the items of a menu is that in which visitors see them.',
    'The visibility of an item of a menu hides the item, and not the page that it leads to.',
    'The roles are those of its portal.',
  ],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    theme,
    layout: { type: 'string', description: 'Where its menu is, such as topnav or sidebar.' },
    css: ownText('A style sheet of its own.'),
    menu,
    spec_renderer: specRenderer,
    robots: ownText('What its robots.txt says to search engines.'),
  },
  computed: {},
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
