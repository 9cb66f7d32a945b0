import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'SystemAccountTeam',
  needs: ['Team', 'SystemAccount'],
  make: (id) => ({ team_id: id('Team'), system_account_id: id('SystemAccount') }),
  bodyNames: { system_account_id: 'id' },
  deviations: { 'system_account_id required': 'a membership without it means nothing' },
};
