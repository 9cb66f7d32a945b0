import { createdAtField, exposing, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { publisher, viewer } from './role.ts';
import { createBody, put } from './step.ts';

const path = '/v3/apis/{api_id}/publications/{portal_id}';
const entityType = 'APIs';

/**
 * Konnect API contract 3.15.0, `/v3/apis/{apiId}/publications/{portalId}`. PUT replaces the whole object, so an update
 * sends observed fields that the template leaves out. Without `auth_strategy_ids` the portal's default applies. Null
 * means "no authentication": lists show it as null, the core sees an absent field, and an update sends null again.
 */
export const apiPublication: KonnectKind = {
  name: 'APIPublication',
  description: 'An API on a portal.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v3/api-publications', '/v3/apis/{apiId}/publications/{portalId}'] },
  assumed: ['A publication without `auth_strategy_ids` has the default of its portal.'],
  goesWith: [],
  fields: {
    api_id: { ...idOf('the API', 'API'), required: true, immutable: true },
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    visibility: exposing(
      'Who sees it.',
      { value: 'private', means: 'is private' },
      { value: 'public', means: 'is public' },
    ),
    auth_strategy_ids: {
      type: 'array',
      description: 'The authentication strategy, at most one; null for none.',
      items: idOf('the strategy', 'ApplicationAuthStrategy'),
      nullable: true,
      exposure: [
        { value: '*', means: 'asks applications to authenticate' },
        { value: null, means: 'lets applications in without authentication' },
      ],
    },
    auto_approve_registrations: exposing(
      'Whether registrations need no approval.',
      { value: false, means: 'lets registrations in after an approval' },
      { value: true, means: 'lets registrations in without an approval' },
    ),
  },
  computed: { created_at: createdAtField, updated_at: updatedAtField },
  identity: ['api_id', 'portal_id'],
  collection: [],
  ownership: 'links',
  links: [
    { field: 'api_id', goesAlong: true },
    { field: 'portal_id', goesAlong: true },
  ],
  title: '{api_id} on {portal_id}',
  grant: {
    given: 'API {api_id} is published on portal {portal_id}, {visibility}',
    taken: 'API {api_id} is taken off portal {portal_id}',
    protectedBy: 'api_id',
  },
  list: { path: '/v3/api-publications', paging: 'page', pageSize: 100, lookup: { api_id: 'filter[api_id][eq]' } },
  defaults: { visibility: 'private' },
  item: path,
  roles: {
    read: viewer(entityType, 'who sees an API sees where it is published'),
    create: publisher(entityType),
    update: publisher(entityType),
  },
  refusesDuplicates: true,
  create: (write) => [put(path, write, createBody(write, path))],
  update: (update) => {
    const { visibility, auth_strategy_ids = null, auto_approve_registrations } = update.observed.fields;
    const observed = { visibility, auth_strategy_ids, auto_approve_registrations };
    return [put(path, update, { ...observed, ...createBody(update, path) })];
  },
};
