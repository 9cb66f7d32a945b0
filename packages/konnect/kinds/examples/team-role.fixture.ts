import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'TeamRole',
  needs: ['ControlPlane', 'Team'],
  make: (id) => ({
    team_id: id('Team'),
    role_name: 'Admin',
    entity_id: id('ControlPlane'),
    entity_type_name: 'Control Planes',
    entity_region: 'eu',
  }),
  unpaged: 'the contract has no page parameters for the roles of a team',
  deviations: {
    'role_name required': 'a role without it means nothing',
    'entity_id required': 'a role without it means nothing',
    'entity_type_name required': 'a role without it means nothing',
    'entity_region required': 'a role without it means nothing',
  },
};
