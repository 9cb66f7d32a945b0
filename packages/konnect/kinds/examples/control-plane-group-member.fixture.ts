import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'ControlPlaneGroupMember',
  needs: ['ControlPlane'],
  others: {
    group: {
      method: 'POST',
      scope: 'eu',
      path: '/v2/control-planes',
      body: { name: 'all', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE_GROUP' },
    },
  },
  make: (id) => ({ group_id: id('group'), control_plane_id: id('ControlPlane') }),
  deviations: { control_plane_id: 'Konnect takes a list of members' },
};
