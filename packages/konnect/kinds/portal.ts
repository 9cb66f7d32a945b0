import { createdAtField, exposing, idField, idOf, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { createPortal, isUntouchedDefault, updatePortal } from './portal-default-content.ts';
import { admin, creator, viewer } from './role.ts';

const entityType = 'Portals';

/**
 * Konnect API contract 3.15.0, `/v3/portals`. `default_content` is a field of Konduct's: with it, a new portal gets the
 * pages that Konnect offers.
 */
export const portal: KonnectKind = {
  name: 'Portal',
  description: 'A developer portal.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: ['/v3/portals', '/v3/portals/{portalId}', '/v3/portals/{portalId}/default-content'],
  },
  assumed: ['A page of the default content was not changed while its two times are equal.'],
  goesWith: [
    'its pages, snippets, appearance and settings',
    'its teams, developers, applications and identity providers',
  ],
  fields: {
    name: {
      type: 'string',
      description: 'Its name, unique in a region.',
      required: true,
      minLength: 1,
      maxLength: 255,
    },
    display_name: { type: 'string', description: 'The name visitors see.', minLength: 1, maxLength: 255 },
    description: { type: 'string', description: 'What it is for.', maxLength: 512, nullable: true },
    authentication_enabled: exposing(
      'Whether visitors can sign in.',
      { value: true, means: 'asks visitors to sign in' },
      { value: false, means: 'is open to visitors who do not sign in' },
    ),
    rbac_enabled: exposing(
      'Whether roles decide what developers see.',
      { value: true, means: 'shows developers what their roles allow' },
      { value: false, means: 'shows every developer everything' },
    ),
    default_api_visibility: exposing(
      'Who sees an API published later.',
      { value: 'private', means: 'keeps APIs published later private' },
      { value: 'public', means: 'makes APIs published later public' },
    ),
    default_page_visibility: exposing(
      'Who sees a page made later.',
      { value: 'private', means: 'keeps pages made later private' },
      { value: 'public', means: 'makes pages made later public' },
    ),
    default_application_auth_strategy_id: {
      ...idOf('the authentication strategy of publications that name none', 'ApplicationAuthStrategy'),
      nullable: true,
    },
    auto_approve_developers: exposing(
      'Whether developers need no approval.',
      { value: false, means: 'lets developers in after an approval' },
      { value: true, means: 'lets developers in without an approval' },
    ),
    auto_approve_applications: exposing(
      'Whether applications need no approval.',
      { value: false, means: 'lets applications in after an approval' },
      { value: true, means: 'lets applications in without an approval' },
    ),
    default_content: {
      type: 'boolean',
      description: "Whether the portal starts with Konnect's default pages.",
      compare: 'assumed',
    },
    labels: labelsField,
  },
  computed: {
    id: idField,
    default_domain: { type: 'string', description: 'The host name Konnect gave it.' },
    canonical_domain: { type: 'string', description: 'The host name visitors use.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  unique: [['name']],
  collection: [],
  ownership: 'labels',
  markedByKoctl: true,
  cannotBeUndone: [
    { what: "the portal's address", has: 'always' },
    {
      what: 'its developers, and applications with their credentials',
      has: { contents: ['developers', 'applications'] },
    },
    { what: 'its pages that no manifest declares', has: { contents: ['pages'] } },
    { what: 'its domain, appearance and sign-in as set by hand', has: 'unknown' },
  ],
  contents: ['pages', 'developers', 'applications'],
  list: { path: '/v3/portals', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  item: '/v3/portals/{id}',
  forced: { force: 'true' },
  holds: {
    pages: [{ list: { path: '/v3/portals/{id}/pages', paging: 'tree' }, name: 'title', ours: isUntouchedDefault }],
    developers: [{ list: { path: '/v3/portals/{id}/developers', paging: 'page', pageSize: 100 }, name: 'email' }],
    applications: [{ list: { path: '/v3/portals/{id}/applications', paging: 'page', pageSize: 100 }, name: 'name' }],
  },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create: createPortal,
  update: updatePortal,
};
