import { createdAtField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { publisher, viewer } from './role.ts';
import { createBody, put } from './step.ts';

const path = '/v3/apis/{api_id}/publications/{portal_id}';
const entityType = 'APIs';

/**
 * Konnect API contract 3.15.0, `/v3/apis/{apiId}/publications/{portalId}`. PUT replaces, so that an update sends what
 * was observed and the template does not mention. Without `auth_strategy_ids` the portal's default applies; null is
 * "no authentication", which lists show as null and the core as absent: an update gives it back as null.
 */
export const apiPublication: KonnectKind = {
  name: 'APIPublication',
  description: 'An API on a portal.',
  scope: 'regional',
  fields: {
    api_id: { ...idOf('the API'), required: true, immutable: true },
    portal_id: { ...idOf('the portal'), required: true, immutable: true },
    visibility: { type: 'string', description: 'Who sees it.', enum: ['public', 'private'] },
    auth_strategy_ids: {
      type: 'array',
      description: 'The authentication strategy, at most one; null for none.',
      items: idOf('the strategy'),
      nullable: true,
    },
    auto_approve_registrations: { type: 'boolean', description: 'Whether registrations need no approval.' },
  },
  computed: { created_at: createdAtField, updated_at: updatedAtField },
  identity: ['api_id', 'portal_id'],
  collection: [],
  ownership: 'parent',
  list: { path: '/v3/api-publications', paging: 'page', pageSize: 100, lookup: { api_id: 'filter[api_id][eq]' } },
  defaults: { visibility: 'private' },
  roles: { read: viewer(entityType), create: publisher(entityType), update: publisher(entityType) },
  refusesDuplicates: true,
  create: (write) => [put(path, write, createBody(write, path))],
  update: (update) => {
    const { visibility, auth_strategy_ids = null, auto_approve_registrations } = update.observed.fields;
    const observed = { visibility, auth_strategy_ids, auto_approve_registrations };
    return [put(path, update, { ...observed, ...createBody(update, path) })];
  },
};
