import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalIpAllowList',
  needs: ['Portal'],
  make: (id) => ({ portal_id: id('Portal'), allowed_ips: ['192.0.2.1', '198.51.100.0/24'] }),
  change: { allowed_ips: ['192.0.2.2', '2001:db8::/32'] },
};
