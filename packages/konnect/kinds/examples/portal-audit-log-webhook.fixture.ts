import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalAuditLogWebhook',
  needs: ['Portal', 'AuditLogDestination'],
  make: (id) => ({
    portal_id: id('Portal'),
    enabled: true,
    audit_log_destination_id: id('AuditLogDestination'),
  }),
  change: { enabled: false },
  objections: [[{ audit_log_destination_id: null }, 'enabled']],
};
