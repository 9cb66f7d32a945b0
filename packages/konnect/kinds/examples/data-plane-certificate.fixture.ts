import { createAuthority } from '@konduct/simulator/serve/certificate';
import { contentOf, type KindExample } from './kind-example.fixture.ts';

const certificate = contentOf(createAuthority('gateways').pem);

export const example: KindExample = {
  kind: 'DataPlaneCertificate',
  needs: ['ControlPlane'],
  make: (id) => ({ control_plane_id: id('ControlPlane'), cert: certificate }),
  deviations: { 'cert type content': 'a document is a text for Konnect' },
};
