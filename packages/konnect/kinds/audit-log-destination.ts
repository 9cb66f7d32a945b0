import { idField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin } from './role.ts';

const name = { type: 'string', description: 'Its name.' } as const;

/** `/v3/audit-log-destinations` on the global host, as kongctl's source calls it; the contract 3.15.0 leaves it out. */
export const auditLogDestination: KonnectKind = {
  name: 'AuditLogDestination',
  description: 'A place to which Konnect sends audit logs; people make it.',
  scope: 'global',
  contract: 'none',
  assumed: [
    'The list has all destinations on one page, under `data`, each with `id`, `name` and `endpoint`.',
    'No call that is known changes or deletes a destination, so that Konduct only reads them.',
    'The role is Admin on Audit Logs.',
  ],
  goesWith: [],
  fields: { name, endpoint: { type: 'string', description: 'The address to which logs are sent.' } },
  computed: { id: idField },
  identity: ['id'],
  collection: [],
  ownership: 'none',
  external: {
    selector: { name: { ...name, required: true } },
    yields: 'one',
    source: 'provider',
    describe: (selector) => `an audit log destination ${String(selector.name)}`,
    matches: (object, selector) => object.name === selector.name,
  },
  list: { path: '/v3/audit-log-destinations', paging: 'none', absent: [404] },
  roles: { read: admin('Audit Logs') },
};
