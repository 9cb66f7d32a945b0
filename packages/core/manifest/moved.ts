import type { SourceRange } from '../source/range.ts';
import type { WrittenManifest } from './table/manifest.ts';

export type MovableKind = 'team' | 'service' | 'environment' | 'organization';

/** The place of a team, service, organization or environment in the manifests, as `moved` writes it. */
export interface ManifestAddress {
  readonly kind: MovableKind;
  /** The keys that lead to the place: `['flights', 'acme/seats']` for a service. */
  readonly keys: readonly string[];
}

/** The change of something's key from one address to another. */
export interface Move {
  readonly kind: MovableKind;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The place of the entry in `moved`. */
  readonly at: SourceRange | undefined;
}

/** Reads an address. The key of a service may hold slashes: it is everything behind `services/`. */
export function parseAddress(text: string): ManifestAddress | undefined {
  const [, team, service] = /^teams\/([^/]+)(?:\/services\/(.+))?$/s.exec(text) ?? [];
  if (team !== undefined) {
    return service === undefined ? { kind: 'team', keys: [team] } : { kind: 'service', keys: [team, service] };
  }
  const [, organization, environment] = /^organizations\/([^/]+)(?:\/environments\/([^/]+))?$/.exec(text) ?? [];
  if (organization === undefined) return undefined;
  return environment === undefined
    ? { kind: 'organization', keys: [organization] }
    : { kind: 'environment', keys: [organization, environment] };
}

/** An address as manifests write it. */
export function showAddress({ kind, keys: [first, second] }: ManifestAddress): string {
  const root = kind === 'team' || kind === 'service' ? 'teams' : 'organizations';
  return second === undefined ? `${root}/${first}` : `${root}/${first}/${kind}s/${second}`;
}

/** The team, service, organization or environment at an address, or undefined. */
export function nodeAt(
  manifest: Pick<WrittenManifest, 'teams' | 'organizations'>,
  { kind, keys: [first = '', second = ''] }: ManifestAddress,
) {
  switch (kind) {
    case 'team':
      return manifest.teams.get(first);
    case 'service':
      return manifest.teams.get(first)?.services.get(second);
    case 'organization':
      return manifest.organizations.get(first);
    case 'environment':
      return manifest.organizations.get(first)?.environments.get(second);
  }
}

/** Every address of a kind in a manifest. */
export function addressesOf(manifest: WrittenManifest, kind: MovableKind): ManifestAddress[] {
  const parents = kind === 'team' || kind === 'service' ? manifest.teams : manifest.organizations;
  return [...parents.values()].flatMap((parent): ManifestAddress[] => {
    if (kind === 'team' || kind === 'organization') return [{ kind, keys: [parent.key] }];
    const items = 'services' in parent ? parent.services : parent.environments;
    return [...items.keys()].map((item) => ({ kind, keys: [parent.key, item] }));
  });
}
