import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'AuditLogDestination',
  madeBy: () => ({
    method: 'POST',
    scope: 'global',
    path: '/v3/audit-log-destinations',
    body: { name: 'siem', endpoint: 'https://siem.example.com' },
  }),
};
