import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalEmailDelivery',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    enabled: true,
    from_email: 'portal@acme.example',
    reply_to_email: 'help@acme.example',
  }),
  change: { enabled: false, from_email: 'portal@apis.example', reply_to_email: 'help@apis.example' },
};
