import { GLOBAL_HOST, type Host } from '../request.ts';
import { uuidFrom } from './identifier.ts';
import { Store } from './store.ts';

/** A token in the state: its digest, never its text. */
export interface Token {
  readonly digest: string;
  readonly organizationId: string;
  /** For later use; rights are not enforced yet. */
  readonly roles: readonly string[];
  /** Whether every call with this token is answered with 403, for tests of that. */
  readonly forbidden: boolean;
  /** Set for a revoked token: it is treated as unknown. */
  readonly revoked?: true;
  /** The mail address of the token's owner, if that is a user of the organization. */
  readonly user?: string;
}

/**
 * One Konnect organization: a store for each host, so that regions and organizations never see each other's objects.
 */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly stores: Map<Host, Store>;
}

/** The store of an organization on a host; empty at first. */
export function storeOf(organization: Organization, host: Host): Store {
  let store = organization.stores.get(host);
  if (store === undefined) {
    store = new Store();
    organization.stores.set(host, store);
  }
  return store;
}

/** Konnect's predefined teams (Konnect's public documentation; the slugs as koctl's source maps them). */
const SYSTEM_TEAMS: readonly (readonly [name: string, description: string])[] = [
  ['organization-admin', 'Full access to all entities of the organization.'],
  ['organization-admin-readonly', 'Read-only access to all entities of the organization.'],
  ['portal-admin', 'Full access to all Dev Portal content and developers.'],
  ['portal-viewer', 'Read-only access to all Dev Portal content and developers.'],
  ['api-product-admin', 'Full access to all API products and their versions.'],
  ['api-product-developer', 'Creates and manages API products and their versions.'],
  ['control-plane-admin', 'Full access to all control planes and their entities.'],
  ['analytics-admin', 'Full access to all reports and dashboards.'],
];

/** A new organization: empty but for the system teams, whose ids are computed from its own. */
export function newOrganization(id: string, name: string, createdAt: string): Organization {
  const organization: Organization = { id, name, createdAt, stores: new Map() };
  const teams = storeOf(organization, GLOBAL_HOST).table('teams');
  for (const [team, description] of SYSTEM_TEAMS) {
    teams.put({
      id: uuidFrom(`${id}/team/${team}`),
      name: team,
      description,
      system_team: true,
      labels: {},
      created_at: createdAt,
      updated_at: createdAt,
    });
  }
  return organization;
}
