import type { KindExample } from './kind-example.fixture.ts';

const tile = (type: string) => ({
  type: 'chart',
  layout: { position: { col: 0, row: 0 }, size: { cols: 3, rows: 2 } },
  definition: { query: { datasource: 'api_usage', metrics: ['request_count'] }, chart: { type } },
});

export const example: KindExample = {
  kind: 'Dashboard',
  make: () => ({
    name: 'Traffic',
    definition: {
      tiles: [tile('timeseries_line')],
      preset_filters: [{ field: 'api', operator: 'in', value: ['a'] }],
    },
  }),
  change: {
    name: 'Load',
    definition: { tiles: [tile('timeseries_line'), tile('horizontal_bar')], preset_filters: [] },
  },
};
