import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalTeam',
  needs: ['Portal'],
  make: (id) => ({ portal_id: id('Portal'), name: 'partners', description: 'Sell', can_own_applications: false }),
  change: { name: 'resellers', description: 'Resell', can_own_applications: true },
  deviations: { 'name pattern': 'it takes every character' },
  exposure: [['can_own_applications', false, true]],
};
