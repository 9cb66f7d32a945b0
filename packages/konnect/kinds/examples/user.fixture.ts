import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'User',
  make: () => ({ email: 'Ann@Example.com' }),
  deviations: {
    'email maxLength 250': 'the length of an address of Konnect’s users',
  },
};
