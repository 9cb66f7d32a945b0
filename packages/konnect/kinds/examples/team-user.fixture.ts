import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'TeamUser',
  needs: ['Team', 'User'],
  make: (id) => ({ team_id: id('Team'), user_id: id('User') }),
  bodyNames: { user_id: 'id' },
};
