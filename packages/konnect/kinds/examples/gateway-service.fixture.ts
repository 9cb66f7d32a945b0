import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'GatewayService',
  needs: ['ControlPlane'],
  madeBy: (id) => ({
    method: 'POST',
    scope: 'eu',
    path: `/v2/control-planes/${id('ControlPlane')}/core-entities/services`,
    body: { name: 's', host: 'a.example' },
  }),
};
