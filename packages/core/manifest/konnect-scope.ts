import type { Manifest } from './manifest.ts';
import type { ManifestEnvironment } from './table/environment.ts';
import type { ManifestEnvironmentType } from './table/environment-type.ts';
import type { ManifestOrganization } from './table/organization.ts';

/**
 * An environment, grouped by `konnectScopes` with those it shares an organization of Konnect and a region with: names
 * are unique there.
 */
export interface ScopedEnvironment {
  readonly organization: ManifestOrganization;
  readonly environment: ManifestEnvironment;
  readonly type: ManifestEnvironmentType | undefined;
}

/** All environments, grouped by the Konnect organization and region they are in, in file order. */
export function konnectScopes(manifest: Manifest): ScopedEnvironment[][] {
  const scopes = new Map<string, ScopedEnvironment[]>();
  for (const organization of manifest.organizations.values()) {
    for (const environment of organization.environments.values()) {
      if (environment.region === undefined) continue;
      const type = environment.type === undefined ? undefined : manifest.environmentTypes.get(environment.type);
      const scope = JSON.stringify([environment.region, ...konnectIdentity(organization)]);
      const members = scopes.get(scope) ?? [];
      members.push({ organization, environment, type });
      scopes.set(scope, members);
    }
  }
  return [...scopes.values()];
}

/** Two organizations of the manifest with one access token are one organization in Konnect. */
function konnectIdentity({ key, accessToken }: ManifestOrganization): string[] {
  if (!accessToken || accessToken.type === 'literal') return ['organization', key];
  return [accessToken.type, accessToken.source];
}

/** `organization/environment`, for messages. */
export function showEnvironment({ organization, environment }: ScopedEnvironment): string {
  return `${organization.key}/${environment.key}`;
}

/**
 * Whether two environments would share their portal. `checkPortals` reports that, so that collisions of names in the
 * two are not reported as well.
 */
export function sharePortal(a: ScopedEnvironment, b: ScopedEnvironment): boolean {
  return a !== b && a.environment.key === b.environment.key;
}
