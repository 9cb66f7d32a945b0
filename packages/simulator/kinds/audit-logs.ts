import { type Collection, routesOf } from '../collection.ts';
import type { Route } from '../route.ts';
import { anything, flag, openRecord, required, text } from '../rules/shape.ts';
import { settingRoutes } from '../setting.ts';

/** Audit log destinations, absent from the contract (kongctl's source). */
const destinations: Collection = {
  host: 'global',
  path: '/v3/audit-log-destinations',
  parameter: 'destinationId',
  table: 'audit-log-destinations',
  noun: 'audit log destination',
  readable: false,
  removable: false,
  listing: { filters: {} },
  create: openRecord({
    name: required(text({ min: 1 })),
    endpoint: required(text({ min: 1 })),
    authorization: anything(),
  }),
  build: ({ authorization: _, ...body }) => body,
};

export const auditLogRoutes: Route[] = [
  ...routesOf(destinations),
  ...settingRoutes({
    host: 'regional',
    path: '/v3/audit-log-webhook',
    name: 'audit-log-webhook',
    readable: false,
    initial: () => ({ enabled: false }),
    update: openRecord({ enabled: flag(), audit_log_destination_id: text() }),
  }),
];
