import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'APIPublication',
  needs: ['API', 'ApplicationAuthStrategy', 'Portal'],
  make: (id) => ({
    api_id: id('API'),
    portal_id: id('Portal'),
    visibility: 'private',
    auth_strategy_ids: [id('ApplicationAuthStrategy')],
    auto_approve_registrations: false,
  }),
  change: { visibility: 'public', auth_strategy_ids: null, auto_approve_registrations: true },
  exposure: [
    ['visibility', 'private', 'public'],
    ['auth_strategy_ids', ['a strategy'], null],
    ['auto_approve_registrations', false, true],
  ],
};
