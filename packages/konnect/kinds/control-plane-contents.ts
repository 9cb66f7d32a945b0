import { valueAt } from '@konduct/core/value/value-at';
import type { ContentSource } from './list-source.ts';

/** The lists of entities in a control plane that exist on their own. All other entities belong to one of these. */
const entityCollections = [
  'services',
  'routes',
  'consumers',
  'consumer_groups',
  'plugins',
  'upstreams',
  'certificates',
].concat('ca_certificates', 'keys', 'key-sets', 'vaults', 'partials');

/** The lists of what is in a control plane, by the names of the kind's `contents`. */
export const controlPlaneContents: Readonly<Record<string, readonly ContentSource[]>> = {
  'data planes': [{ list: { path: '/v2/control-planes/{id}/nodes', paging: 'none' }, name: 'hostname' }],
  'data plane certificates': [
    { list: { path: '/v2/control-planes/{id}/dp-client-certificates', paging: 'none' }, name: 'title' },
  ],
  'gateway entities': entityCollections.map((collection) => ({
    list: {
      path: `/v2/control-planes/{id}/core-entities/${collection}`,
      paging: 'offset',
      pageSize: 1000,
    } as const,
    name: 'name',
    ours: isOurEntity,
  })),
};

/** Whether `deck-sync` wrote an entity: all of its entities have this tag. */
function isOurEntity(entity: unknown): boolean {
  const tags = valueAt(entity, 'tags');
  return Array.isArray(tags) && tags.includes('konduct');
}
