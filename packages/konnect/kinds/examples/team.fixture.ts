import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'Team',
  make: () => ({ name: 'flights', description: 'Fly' }),
  change: { name: 'trains', description: 'Ride' },
  deviations: {
    'name pattern': 'it takes every character',
  },
};
