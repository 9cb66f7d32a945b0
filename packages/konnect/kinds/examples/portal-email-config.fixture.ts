import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalEmailConfig',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    domain_name: 'acme.example',
    from_name: 'Acme',
    from_email: 'portal@acme.example',
    reply_to_email: 'help@acme.example',
  }),
  change: {
    domain_name: 'apis.example',
    from_name: 'APIs',
    from_email: 'portal@apis.example',
    reply_to_email: 'help@apis.example',
  },
};
