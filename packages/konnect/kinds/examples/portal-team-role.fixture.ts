import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalTeamRole',
  needs: ['API', 'PortalTeam'],
  make: (id) => ({
    portal_id: id('Portal'),
    team_id: id('PortalTeam'),
    role_name: 'API Viewer',
    entity_id: id('API'),
    entity_type_name: 'Services',
    entity_region: 'eu',
  }),
  deviations: {
    'role_name enum API Consumer,API Viewer': 'the contract names no roles; Konnect has these two',
    'entity_type_name enum Services': 'the contract names no types; Konnect has this one',
  },
};
