import { type Collection, routesOf } from '../collection.ts';
import type { Route } from '../route.ts';
import { DATE, ID, LABELS, TEXT } from '../rules/filter.ts';
import { anything, labels, list, openRecord, record, required, text } from '../rules/shape.ts';
import { uuidFrom } from '../store/identifier.ts';

const dashboard = openRecord({
  name: required(text({ min: 1, max: 255 })),
  definition: required(openRecord({ tiles: required(list(anything(), { max: 102 })) })),
  labels: labels(),
});

/** `/v2/dashboards` (Konnect API contract 3.15.0): names may repeat, PUT is the only update. */
const dashboards: Collection = {
  host: 'regional',
  path: '/v2/dashboards',
  parameter: 'dashboardId',
  table: 'dashboards',
  noun: 'dashboard',
  listing: {
    filters: { id: ID, name: TEXT, labels: LABELS, created_at: DATE, updated_at: DATE },
    sort: ['name', 'created_at', 'updated_at'],
  },
  create: dashboard,
  replace: dashboard,
  build: ({ name, definition, labels = {} }, { organization }) => ({
    name,
    definition,
    labels,
    created_by: uuidFrom(`${organization.id}/owner`),
  }),
};

const report = record({ name: required(text({ min: 1 })), description: text(), query: openRecord({}) });

/** Custom reports, absent from the contract; that a DELETE ends one is as for dashboards (inferred). */
const reports: Collection = {
  host: 'regional',
  path: '/v2/reports',
  parameter: 'reportId',
  table: 'reports',
  noun: 'report',
  replace: report,
  build: ({ name, description = '', query = {} }, { organization }) => ({
    name,
    description,
    query,
    org_id: organization.id,
    created_by: uuidFrom(`${organization.id}/owner`),
  }),
};

/** koctl lists and creates reports under another path than it reads and changes them (seen). */
const reportList: Collection = {
  host: reports.host,
  path: '/konnect-api/api/reports-v2',
  parameter: reports.parameter,
  table: reports.table,
  noun: reports.noun,
  listing: { filters: {} },
  create: report,
  ...(reports.build && { build: reports.build }),
  readable: false,
  removable: false,
};

export const analyticsRoutes: Route[] = [...routesOf(dashboards), ...routesOf(reports), ...routesOf(reportList)];
