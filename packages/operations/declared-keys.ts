import type { ResourceNode } from '@konduct/core/graph/node';
import type { Organization } from '@konduct/core/instance/instance';
import { addressKeyOf } from '@konduct/core/observe/labels';

/**
 * The keys of all addresses that the organizations of a platform declare. An organization outside of the run is
 * expanded only when an object would be moved, which is rare.
 */
export class DeclaredKeys {
  readonly #organizations: readonly Organization[];
  readonly #nodes: ReadonlyMap<string, readonly ResourceNode[]>;
  readonly #expand: (organization: Organization) => readonly ResourceNode[];
  readonly #keys = new Map<string, ReadonlySet<string>>();

  /**
   * @param nodes the nodes of organizations that are expanded already
   * @param expand expands another one
   */
  constructor(
    organizations: readonly Organization[],
    nodes: ReadonlyMap<string, readonly ResourceNode[]>,
    expand: (organization: Organization) => readonly ResourceNode[],
  ) {
    this.#organizations = organizations;
    this.#nodes = nodes;
    this.#expand = expand;
  }

  /** Whether an organization other than the named one declares the address with this key. */
  byOthersThan(name: string, key: string): boolean {
    return this.#organizations.some((organization) => organization.key !== name && this.#keysOf(organization).has(key));
  }

  #keysOf(organization: Organization): ReadonlySet<string> {
    const known = this.#keys.get(organization.key);
    if (known) return known;
    const nodes = this.#nodes.get(organization.key) ?? this.#expand(organization);
    const keys = new Set(nodes.map(addressKeyOf));
    this.#keys.set(organization.key, keys);
    return keys;
  }
}
