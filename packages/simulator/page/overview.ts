import { GLOBAL_HOST } from '../request.ts';
import { isFields } from '../rules/merge.ts';
import type { State } from '../state.ts';
import type { Organization } from '../store/organization.ts';
import { type Store, TOP } from '../store/store.ts';
import type { Row } from '../store/table.ts';

/** What an organization has, as people look at it: with names in the place of ids. Every list is sorted. */
export interface OrganizationOverview {
  readonly name: string;
  readonly teams: readonly TeamOverview[];
  readonly regions: readonly RegionOverview[];
}

export interface TeamOverview {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly roles: readonly RoleOverview[];
}

export interface RoleOverview {
  readonly role: string;
  /** The id of what it is a role on. */
  readonly on: string;
  /** Its name, or what it is where it is gone or everything. */
  readonly name: string;
  readonly region: string;
}

export interface RegionOverview {
  readonly region: string;
  readonly portals: readonly PortalOverview[];
  readonly apis: readonly ApiOverview[];
  readonly gateways: readonly GatewayOverview[];
}

export interface PortalOverview {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Whether people have to log in. */
  readonly isPrivate: boolean;
  readonly apis: number;
}

export interface ApiOverview {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly publications: readonly { readonly portal: string; readonly name: string; readonly isPublic: boolean }[];
  /** Where its requests go; a service is undefined where the whole gateway serves it. */
  readonly implementations: readonly {
    readonly gateway: string;
    readonly name: string;
    readonly service: string | undefined;
  }[];
}

export interface GatewayOverview {
  readonly id: string;
  readonly name: string;
  readonly services: readonly { readonly name: string; readonly target: string; readonly routes: number }[];
  readonly routes: number;
  readonly plugins: number;
  readonly consumers: number;
}

/** Everything that can be looked at. Organizations without anything are left out. */
export function overviewOf(state: State): OrganizationOverview[] {
  return [...state.organizations.values()]
    .map(organizationOverview)
    .filter(({ teams, regions }) => teams.length + regions.length > 0)
    .sort(byName);
}

function organizationOverview(organization: Organization): OrganizationOverview {
  const { name, stores } = organization;
  const regions = [...stores]
    .filter(([host]) => host !== GLOBAL_HOST)
    .map(([host, store]) => regionOverview(host, store))
    .filter(({ portals, apis, gateways }) => portals.length + apis.length + gateways.length > 0)
    .sort((a, b) => compare(a.region, b.region));
  const global = stores.get(GLOBAL_HOST);
  return { name, teams: global ? teamsIn(global, stores) : [], regions };
}

/** Konnect's own teams are left out while nobody is in them. */
function teamsIn(store: Store, stores: Organization['stores']): TeamOverview[] {
  const users = store.table('users');
  return rowsOf(store, 'teams')
    .map((team) => ({
      isOwn: team.system_team !== true,
      id: team.id,
      name: nameOf(team),
      members: store
        .table('memberships')
        .by('team_id', team.id)
        .flatMap(({ member_id: id }) => text(users.get(String(id))?.email) ?? [])
        .sort(compare),
      roles: [...store.table('assigned-roles', team.id).rows()].map((role) => roleOverview(role, stores)).sort(byName),
    }))
    .filter(({ isOwn, members, roles }) => isOwn || members.length + roles.length > 0)
    .map(({ isOwn: _, ...team }) => team)
    .sort(byName);
}

const kinds: Readonly<Record<string, string>> = {
  'Control Planes': 'control-planes',
  APIs: 'apis',
  Portals: 'portals',
};

function roleOverview(role: Row, stores: Organization['stores']): RoleOverview {
  const { role_name: name, entity_id: id, entity_type_name: kind, entity_region: region } = role;
  const table = kinds[String(kind)];
  const entity = table === undefined ? undefined : stores.get(String(region))?.table(table).get(String(id));
  const all = id === '*' ? `all ${String(kind)}` : `${String(kind)}, gone`;
  return { role: String(name), on: String(id), name: entity ? nameOf(entity) : all, region: String(region) };
}

function regionOverview(region: string, store: Store): RegionOverview {
  const publications = store.table('publications');
  const portals = rowsOf(store, 'portals').map((portal) => ({
    id: portal.id,
    name: nameOf(portal),
    title: text(portal.display_name) ?? nameOf(portal),
    isPrivate: portal.authentication_enabled === true,
    apis: publications.by('portal_id', portal.id).length,
  }));
  const apis = rowsOf(store, 'apis').map((api) => apiOverview(api, store));
  const gateways = rowsOf(store, 'control-planes').map((plane) => gatewayOverview(plane, store));
  return { region, portals: portals.sort(byName), apis: apis.sort(byName), gateways: gateways.sort(byName) };
}

function apiOverview(api: Row, store: Store): ApiOverview {
  const named = (table: string, id: unknown) => nameOf(store.table(table).get(String(id)));
  return {
    id: api.id,
    name: nameOf(api),
    version: text(api.version) ?? '',
    publications: store
      .table('publications')
      .by('api_id', api.id)
      .map(({ portal_id: id, visibility }) => ({
        portal: String(id),
        name: named('portals', id),
        isPublic: visibility === 'public',
      }))
      .sort(byName),
    implementations: store
      .table('implementations')
      .by('api_id', api.id)
      .map(({ control_plane_id: plane, service_id: service }) => ({
        gateway: String(plane),
        name: named('control-planes', plane),
        service:
          service === null
            ? undefined
            : nameOf(store.table('core-entities/services', String(plane)).get(String(service))),
      }))
      .sort(byName),
  };
}

function gatewayOverview(plane: Row, store: Store): GatewayOverview {
  const entities = (collection: string) => [...store.table(`core-entities/${collection}`, plane.id).rows()];
  const routes = entities('routes');
  const routesOf = (id: string) => routes.filter(({ service }) => isFields(service) && service.id === id).length;
  const services = entities('services').map((service) => ({
    name: text(service.name) ?? service.id,
    target: targetOf(service),
    routes: routesOf(service.id),
  }));
  return {
    id: plane.id,
    name: nameOf(plane),
    services: services.sort(byName),
    routes: routes.length,
    plugins: entities('plugins').length,
    consumers: entities('consumers').length,
  };
}

/** Where a service sends requests. */
function targetOf({ protocol, host, port, path }: Row): string {
  const usual = (protocol === 'https' && port === 443) || (protocol === 'http' && port === 80);
  const place = usual ? String(host) : `${String(host)}:${String(port)}`;
  return `${String(protocol)}://${place}${path === '/' ? '' : (text(path) ?? '')}`;
}

function rowsOf(store: Store, table: string): Row[] {
  return [...store.table(table, TOP).rows()];
}

function nameOf(row: Row | undefined): string {
  return row === undefined ? 'gone' : (text(row.name) ?? row.id);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return compare(one.name, other.name);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
