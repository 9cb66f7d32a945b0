import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'APIImplementation',
  needs: ['API', 'ControlPlane', 'GatewayService'],
  make: (id) => ({ api_id: id('API'), service: { control_plane_id: id('ControlPlane'), id: id('GatewayService') } }),
  deviations: {
    'service required': 'Konduct makes implementations by gateway services alone',
  },
};
