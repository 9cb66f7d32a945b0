import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'IdentityProviderTeamGroupMapping',
  needs: ['Team', 'IdentityProvider'],
  make: (id) => ({ identity_provider_id: id('IdentityProvider'), team_id: id('Team'), group: 'engineers' }),
  deviations: { 'group minLength 1': 'a group without a name is none' },
};
