import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'CustomReport',
  make: () => ({
    name: 'API Usage (last 30 days)',
    description: 'Who calls what',
    query: {
      version: 'v6',
      chartType: 'horizontal_bar',
      explore: {
        time_range: { type: 'relative', time_range: '30d' },
        metrics: ['request_count'],
        dimensions: ['api_product', 'application'],
      },
    },
  }),
  change: {
    name: 'API Usage (last week)',
    description: 'Who called what',
    query: {
      version: 'v6',
      chartType: 'vertical_bar',
      explore: {
        time_range: { type: 'relative', time_range: 'previous_week' },
        metrics: ['request_count'],
        dimensions: ['application'],
      },
    },
  },
};
