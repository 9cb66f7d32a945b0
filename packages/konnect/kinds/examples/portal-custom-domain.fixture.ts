import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalCustomDomain',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    hostname: 'portal.example.com',
    enabled: false,
    ssl: { domain_verification_method: 'http' },
  }),
  change: { enabled: true },
  deviations: {
    'ssl.domain_verification_method enum http': 'a certificate of our own needs a place for its digest',
  },
  exposure: [['enabled', false, true]],
};
