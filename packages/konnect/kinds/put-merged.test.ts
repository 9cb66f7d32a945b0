import { expect, test } from 'vitest';
import { dashboard } from './dashboard.ts';
import { exampleUpdate, ownLabels } from './example.fixture.ts';
import { putMerged } from './put-merged.ts';

const observed = { fields: { id: 'd', name: 'Traffic' }, labels: { ...ownLabels, old: 'x' } };
const before = {
  id: 'd',
  name: 'Traffic',
  definition: { tiles: [{ type: 'chart' }, { type: 'chart' }], preset_filters: [{ field: 'api' }], theirs: 1 },
  labels: { ...ownLabels, old: 'x' },
  more: true,
  created_at: '2026-01-01T00:00:00Z',
};

test('a PUT keeps what the template does not have, and replaces lists and labels', () => {
  const desired = { name: 'Load', definition: { tiles: [] } };
  const [read, write] = putMerged('/v2/dashboards/{id}', exampleUpdate(dashboard, desired, observed, ['name']));
  expect(read?.request([])).toEqual({ method: 'GET', scope: 'eu', path: '/v2/dashboards/d' });
  expect(write?.request([before])).toEqual({
    method: 'PUT',
    scope: 'eu',
    path: '/v2/dashboards/d',
    body: {
      name: 'Load',
      definition: { tiles: [], preset_filters: [{ field: 'api' }], theirs: 1 },
      labels: ownLabels,
      more: true,
    },
  });
});

test('what is taken away is not sent, or empty', () => {
  const kind = {
    ...dashboard,
    fields: {
      ...dashboard.fields,
      more: { type: 'boolean', description: 'More.' },
      text: { type: 'string', description: 'A text.', empty: '' },
      none: { type: 'string', description: 'A text.', nullable: true },
    },
  } as const;
  const desired = { name: 'Traffic', more: null, text: null, none: null };
  const [, write] = putMerged('/v2/dashboards/{id}', exampleUpdate(kind, desired, observed, ['more']));
  const body = JSON.parse(JSON.stringify(write?.request([before]).body));
  expect(body).toMatchObject({ text: '', none: null });
  expect(body).not.toHaveProperty('more');
});
