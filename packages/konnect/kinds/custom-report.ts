import type { Field } from '@konduct/core/kind/field';
import { createdAtField, idField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { putMerged } from './put-merged.ts';
import { admin, creator, viewer } from './role.ts';
import { post } from './step.ts';

const path = '/konnect-api/api/reports-v2';
const entityType = 'Reports';
const spans = [
  ...['15m', '1h', '6h', '12h', '24h', '7d', 'current_week', 'previous_week', '30d', 'current_month', 'previous_month'],
];

const timeRange: Field = {
  type: 'object',
  description: 'The time that it is about.',
  properties: {
    type: { type: 'string', description: 'How it is given.', required: true, enum: ['relative', 'absolute'] },
    time_range: { type: 'string', description: 'The time until now, if relative.', enum: spans },
    start: { type: 'string', description: 'The first day, if absolute.' },
    end: { type: 'string', description: 'The last day, if absolute.' },
  },
};

const explore: Field = {
  type: 'object',
  description: 'What is counted.',
  properties: {
    time_range: timeRange,
    metrics: { ...texts('What is counted.'), unordered: true },
    dimensions: { ...texts('By what it is divided.'), unordered: true },
    filters: {
      type: 'array',
      description: 'What is left out.',
      unordered: true,
      items: { type: 'object', description: 'A filter.' },
    },
  },
};

function texts(description: string): Field {
  return { type: 'array', description, items: { type: 'string', description: 'A name.' } };
}

/** Known from koctl: its traffic has the list and the creation, its source the report by its id. */
export const customReport: KonnectKind = {
  name: 'CustomReport',
  description: 'A report about the use of APIs. The owner labels are at the end of its description.',
  scope: 'regional',
  contract: 'none',
  assumed: [
    'The paths and fields are those that koctl uses, and a DELETE of a report is where its GET and PUT are.',
    'A second report may have the name of another: koctl looks for the name before it makes one.',
    'A description may be as long as one likes, and the order of metrics, dimensions and filters says nothing.',
  ],
  goesWith: [],
  fields: {
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1 },
    description: { type: 'string', description: 'What it tells.', empty: '' },
    query: {
      type: 'object',
      description: 'What it shows, compared member by member.',
      properties: {
        version: { type: 'string', description: 'The version of the query, such as v6.' },
        datasource: { type: 'string', description: 'Where the numbers are from, such as api_usage.' },
        chartType: {
          type: 'string',
          description: 'How it is drawn.',
          enum: ['timeseries_line', 'timeseries_bar', 'horizontal_bar', 'vertical_bar'],
        },
        explore,
      },
    },
  },
  computed: {
    id: idField,
    org_id: { type: 'string', description: 'The organization.' },
    created_by: { type: 'string', description: 'Who made it.', personal: true },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  collection: [],
  ownership: 'labels',
  labelsIn: 'description',
  list: { path, paging: 'page', pageSize: 50 },
  item: '/v2/reports/{id}',
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: false,
  create: (write) => [post(path, write)],
  update: (update) => putMerged('/v2/reports/{id}', update),
};
