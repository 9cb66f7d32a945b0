import type { Field } from '@konduct/core/kind/field';
import { idOf } from './field-shapes.ts';

/** Konnect API contract 3.15.0, the enums of `AssignRole`. */
const roleNames = [
  ...['Admin', 'Appearance Maintainer', 'Application Registration', 'Certificate Admin', 'Cloud Gateway Cluster Admin'],
  ...['Cloud Gateway Cluster Viewer', 'Consumer Admin', 'Connector', 'Creator', 'Debug Session Creator', 'Deployer'],
  ...['Discovery Admin', 'Discovery Viewer', 'Editor', 'Gateway Service Admin', 'Integration Admin'],
  ...['Integration Viewer', 'Key Admin', 'Maintainer', 'Network Admin', 'Network Creator', 'Network Viewer'],
  ...['Plugin Admin', 'Plugins Admin', 'Product Publisher', 'Publisher', 'Route Admin', 'SNI Admin'],
  ...['Scorecard Admin', 'Scorecard Viewer', 'Service Admin', 'Service Creator', 'Service Viewer', 'Upstream Admin'],
  ...['Vault Admin', 'Viewer', 'Registration Approver', 'Content Editor', 'Add On Admin', 'Add On Viewer'],
];
const entityTypes = [
  ...['Add Ons', 'APIs', 'API Products', 'Application Auth Strategies', 'Audit Logs', 'Control Planes', 'Dashboards'],
  ...['DCR Providers', 'Mesh Control Planes', 'Networks', 'Portals', 'Reports', 'Service Hub', 'Auth Servers'],
];
/** The kinds for the types of entities, as far as Konduct has them. */
const entityKinds = {
  APIs: 'API',
  'Application Auth Strategies': 'ApplicationAuthStrategy',
  'Control Planes': 'ControlPlane',
  Portals: 'Portal',
  Dashboards: 'Dashboard',
  'DCR Providers': 'DCRProvider',
};
/** The regions of entities, with `*` for all of them. */
export const entityRegions = ['us', 'eu', 'au', 'me', 'in', 'sg', '*'];

const fixed = { type: 'string', required: true, immutable: true } as const;

/** The fields of a role on one entity, whoever has it. */
export const roleFields: Readonly<Record<string, Field>> = {
  role_name: { ...fixed, description: 'The role.', enum: roleNames },
  entity_id: {
    ...idOf('the entity, or * for all', {
      by: 'entity_type_name',
      kinds: entityKinds,
      region: 'entity_region',
      every: '*',
    }),
    required: true,
    immutable: true,
  },
  entity_type_name: { ...fixed, description: 'What the entity is.', enum: entityTypes },
  entity_region: { ...fixed, description: 'Where it is.', enum: entityRegions },
};

/** A second role with the same values in these fields is a 409. */
export const roleIdentity: readonly string[] = ['role_name', 'entity_id', 'entity_type_name', 'entity_region'];
