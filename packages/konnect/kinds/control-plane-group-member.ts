import type { Fields, Write } from '@konduct/core/provider/provider';
import { idOf } from './field-shapes.ts';
import type { KonnectKind, Step } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, viewer } from './role.ts';
import { scopeOf } from './step.ts';

const path = '/v2/control-planes/{group_id}/group-memberships';
const entityType = 'Control Planes';

/**
 * Konnect API contract 3.15.0, `/v2/control-planes/{id}/group-memberships`: the items of the list are control planes. One
 * object for each pair, added and removed alone, so that members of others stay. The PUT of all members is not used.
 */
export const controlPlaneGroupMember: KonnectKind = {
  name: 'ControlPlaneGroupMember',
  description:
    'The membership of a control plane in a control plane group, whose gateways then have its configuration.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: [
      '/v2/control-planes/{controlPlaneId}/group-memberships',
      '/v2/control-planes/{controlPlaneId}/group-memberships/add',
      '/v2/control-planes/{controlPlaneId}/group-memberships/remove',
    ],
  },
  assumed: [
    'Adding a member that is one, and removing one that is none, changes nothing and is no error.',
    'The list of members of a control plane that is no group is answered with 400.',
    'Only a control plane of the type CLUSTER_TYPE_CONTROL_PLANE_GROUP has members, and none of them is a group.',
  ],
  goesWith: [],
  fields: {
    group_id: { ...idOf('the group', 'ControlPlane'), required: true, immutable: true },
    control_plane_id: { ...idOf('the member', 'ControlPlane'), required: true, immutable: true },
  },
  computed: {},
  identity: ['control_plane_id'],
  collection: ['group_id'],
  ownership: 'links',
  links: [
    { field: 'control_plane_id', goesAlong: true },
    { field: 'group_id', goesAlong: true },
  ],
  claimedBy: 'group_id',
  title: '{control_plane_id} in {group_id}',
  grant: {
    given: 'gateways of {group_id} serve the APIs of {control_plane_id}',
    taken: 'gateways of {group_id} no longer serve the APIs of {control_plane_id}',
  },
  list: { path, paging: 'cursor', pageSize: 100, absent: [400] },
  source: { control_plane_id: 'id' },
  roles: { read: viewer(entityType), create: admin(entityType), delete: admin(entityType) },
  refusesDuplicates: true,
  create: (write) => [membership('add', write, write.desired)],
  removal: (removal) => membership('remove', removal, removal.observed.fields),
};

function membership(verb: 'add' | 'remove', write: Pick<Write, 'kind' | 'region'>, fields: Fields): Step {
  const request = {
    method: 'POST',
    scope: scopeOf(write),
    path: fillPath(`${path}/${verb}`, fields),
    body: { members: [{ id: fields.control_plane_id }] },
  } as const;
  return { request: () => request, returnsObject: false, repeatable: true };
}
