import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { post } from './step.ts';

const path = '/v2/control-planes/{control_plane_id}/dp-client-certificates';
const entityType = 'Control Planes';

/**
 * Konnect API contract 3.15.0, `/v2/control-planes/{controlPlaneId}/dp-client-certificates`. A certificate has nothing but
 * its text, which is its identity: a renewed one is a new one, made before the old one goes.
 */
export const dataPlaneCertificate: KonnectKind = {
  name: 'DataPlaneCertificate',
  description: 'A certificate with which gateways connect to a control plane. Its private key stays with the gateways.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: [
      '/v2/control-planes/{controlPlaneId}/dp-client-certificates',
      '/v2/control-planes/{controlPlaneId}/dp-client-certificates/{certificateId}',
    ],
  },
  assumed: [
    'A second certificate with the same text is taken.',
    'Konnect shows a certificate as it was sent.',
    'A text that is no certificate, or has a private key in it, is refused.',
    'The roles are those of its control plane.',
  ],
  goesWith: [],
  fields: {
    control_plane_id: { ...idOf('the control plane', 'ControlPlane'), required: true, immutable: true },
    cert: {
      type: 'content',
      description: 'The certificate as PEM, without its private key, as a document.',
      required: true,
      immutable: true,
    },
  },
  computed: {
    id: idField,
    created_at: { type: 'integer', description: 'When it was created (Unix seconds).' },
    updated_at: { type: 'integer', description: 'When it was last changed (Unix seconds).' },
  },
  identity: ['cert'],
  collection: ['control_plane_id'],
  ownership: 'links',
  links: [{ field: 'control_plane_id', goesAlong: true }],
  claimedBy: 'control_plane_id',
  title: 'for gateways of {control_plane_id}',
  grant: {
    given: 'gateways with a new certificate can connect to {control_plane_id}',
    taken: 'gateways with a former certificate can no longer connect to {control_plane_id}',
  },
  list: { path, paging: 'none' },
  roles: { read: viewer(entityType), create: admin(entityType) },
  refusesDuplicates: false,
  item: `${path}/{id}`,
  // The answer has the object under `item`.
  create: (write) => [{ ...post(path, write), returnsObject: false }],
};
