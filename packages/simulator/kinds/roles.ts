import { answer } from '../request.ts';
import type { Route } from '../route.ts';

function group(name: string, roles: Readonly<Record<string, readonly [name: string, description: string]>>) {
  const entries = Object.entries(roles).map(([key, [name, description]]) => [key, { name, description }]);
  return { name, roles: Object.fromEntries(entries) };
}

/**
 * The fixed catalogue of `/v3/roles`, word for word (Konnect API contract 3.15.0). It has no roles for APIs and
 * portals.
 */
const ROLES = {
  control_planes: group('Control Planes', {
    admin: ['Admin', 'This role grants full write access to all entities within a control plane.'],
    certificate_admin: ['Certificate Admin', 'This role grants full write access to administer certificates.'],
    consumer_admin: ['Consumer Admin', 'This role grants full write access to administer consumers.'],
    creator: [
      'Creator',
      'Creates a new Control Plane in an organization. The creator becomes the owner of the Control Plane they create.',
    ],
    debug_session_creator: [
      'Debug Session Creator',
      'This role grants access to create debug sessions. This role also grants read-only access to all entities within a control plane.',
    ],
    deployer: [
      'Deployer',
      'This role grants full write access to administer services, routes and plugins necessary to deploy services in Service Hub.',
    ],
    gateway_service_admin: [
      'Gateway Service Admin',
      'This role grants full write access to administer gateway services.',
    ],
    plugin_admin: ['Plugin Admin', 'This role grants full write access to administer plugins.'],
    route_admin: ['Route Admin', 'This role grants full write access to administer routes.'],
    sni_admin: ['SNI Admin', 'This role grants full write access to administer SNIs.'],
    upstream_admin: ['Upstream Admin', 'This role grants full write access to administer upstreams.'],
    viewer: ['Viewer', 'This role grants read only access to all entities within a control plane.'],
  }),
  api_products: group('API Products', {
    admin: ['Admin', 'This role grants full write access to an API product and its versions.'],
    application_registration: [
      'Application Registration',
      'This role grants permission to enable and disable application registration on an API product.',
    ],
    creator: [
      'Creator',
      'This access is required to create API products. This access is not for creating sub-entities such as versions, API specs, etc.',
    ],
    deployer: ['Deployer', 'This role grants permission to deploy and remove an API product from a control plane.'],
    maintainer: [
      'Maintainer',
      'This role grants all write permission to manage an API product and to administer plugins.',
    ],
    plugins_admin: ['Plugins Admin', 'This role grants full write permission to administer plugins.'],
    publisher: ['Publisher', 'This role grants permission to publish an API product to one or more portals.'],
    viewer: ['Viewer', 'Viewer has read-only access to an API product and its sub-entities.'],
  }),
  audit_logs: group('Audit Logs', {
    admin: ['Admin', 'This role grants full write access to the Audit log configuration.'],
  }),
  identity: group('Identity', {
    admin: ['Admin', 'This role grants full write access to the Identity configuration.'],
  }),
  mesh_control_planes: group('Mesh Control Plane', {
    admin: ['Admin', 'This role grants full write access to the related to Mesh control planes.'],
    connector: ['Connector', 'This role grants a mesh zone to connect to the mesh control plane in Konnect.'],
    creator: ['Creator', 'This role grants access to create new Mesh control planes.'],
    viewer: ['Viewer', 'This role grants access to read-only permissions to Mesh control planes.'],
  }),
  dashboards: group('Dashboards', {
    admin: ['Admin', 'Allows users to edit, delete, and share a Dashboard in Konnect Analytics.'],
    creator: ['Creator', 'Allows users to create a new Dashboard in Konnect Analytics.'],
    editor: ['Editor', 'Allows users to edit a Dashboard in Konnect Analytics.'],
    viewer: ['Viewer', 'Allows users to view any Dashboards content in Konnect Analytics.'],
  }),
  reports: group('Reports', {
    admin: ['Admin', 'Allows users to edit, delete, and share a Report in Konnect Analytics.'],
    creator: ['Creator', 'Allows users to create a new Report in Konnect Analytics.'],
    editor: ['Editor', 'Allows users to edit a Report in Konnect Analytics.'],
    viewer: ['Viewer', 'Allows users to view a Report in Konnect Analytics.'],
  }),
};

/** The fixed catalogue of `/v3/portal-roles` (Konnect API contract 3.15.0). */
const PORTAL_ROLES = {
  services: group('Services', {
    apiviewer: ['API Viewer', 'API Viewers have read-only access to the documentation of a service in a portal'],
    apiconsumer: ['API Consumer', 'API Consumers can make calls to the given service'],
  }),
};

export const roleRoutes: Route[] = [
  { host: 'global', method: 'GET', path: '/v3/roles', run: () => answer(200, ROLES) },
  { host: 'regional', method: 'GET', path: '/v3/portal-roles', run: () => answer(200, PORTAL_ROLES) },
];
