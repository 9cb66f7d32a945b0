import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'CatalogService',
  make: () => ({
    name: 'flights',
    display_name: 'Flights',
    description: 'Flies',
    custom_fields: { api: 'https://portal.example.com/flights', owner: 'ann' },
  }),
  change: {
    name: 'trains',
    display_name: 'Trains',
    description: 'Rides',
    custom_fields: { api: 'https://portal.example.com/trains', owner: null },
  },
};
