import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'ControlPlane',
  make: () => ({
    name: 'flights-dev',
    description: 'Dev',
    cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE',
    auth_type: 'pki_client_certs',
    cloud_gateway: false,
    proxy_urls: [{ host: 'a.example', port: 443, protocol: 'https' }],
  }),
  change: {
    name: 'trains-dev',
    description: 'Trains',
    auth_type: 'pinned_client_certs',
    proxy_urls: [{ host: 'b.example', port: 80, protocol: 'http' }],
  },
};
