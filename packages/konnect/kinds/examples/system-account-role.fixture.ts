import type { KindExample } from './kind-example.fixture.ts';

const means = 'a role without it means nothing';

export const example: KindExample = {
  kind: 'SystemAccountRole',
  needs: ['ControlPlane', 'SystemAccount'],
  make: (id) => ({
    system_account_id: id('SystemAccount'),
    role_name: 'Deployer',
    entity_id: id('ControlPlane'),
    entity_type_name: 'Control Planes',
    entity_region: 'eu',
  }),
  unpaged: 'the contract has no page parameters for the roles of an account',
  deviations: {
    'role_name required': means,
    'entity_id required': means,
    'entity_type_name required': means,
    'entity_region required': means,
  },
};
