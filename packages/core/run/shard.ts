import type { GraphNode } from './reconciliation.ts';

/** A job's share of a platform, as inputs of `reconcile-konnect` and `deck-sync`. */
export interface Shard {
  /** The name in the list of jobs. */
  readonly name: string;
  /** `organization` for the resources that belong to organizations as a whole. The other shards wait for this one. */
  readonly level: 'organization' | 'environment';
  readonly organizations: readonly string[];
  /** Empty for all environments of the organizations. */
  readonly environments: readonly string[];
  /** The number of resources in the shard. */
  readonly size: number;
}

/** The most jobs that GitHub starts for one matrix. */
export const mostShards = 256;

interface Part {
  readonly organization: string;
  readonly environment: string;
  readonly size: number;
}

/**
 * Splits a platform into at most `most` shards of about the same size. The first has the resources of the organizations
 * as a whole. Every environment is in exactly one of the others, in one of its own if there are few enough. The inputs
 * of a shard are names of organizations and of environments, and select every combination of the two. Therefore
 * environments of several organizations share a shard only if it has all environments of each.
 */
export function shardsOf(graph: readonly GraphNode[], most: number = mostShards): Shard[] {
  const organizations = Map.groupBy(graph, ({ organization }) => organization);
  if (organizations.size === 0) return [];
  const first: Shard = {
    name: 'organizations',
    level: 'organization',
    organizations: [...organizations.keys()],
    environments: [],
    size: graph.filter(({ environment }) => environment === undefined).length,
  };
  const parts = [...organizations].map(([organization, nodes]) => partsOf(organization, nodes));
  const withParts = parts.filter((list) => list.length > 0);
  const room = most - 1;
  const shards =
    withParts.length > room
      ? wholeOrganizations(withParts, room)
      : [...share(withParts, room)].flatMap(([list, bins]) => pack(list, bins).map(environmentShard));
  return [first, ...shards];
}

function partsOf(organization: string, nodes: readonly GraphNode[]): Part[] {
  const sizes = new Map<string, number>();
  for (const { environment } of nodes)
    if (environment !== undefined) sizes.set(environment, (sizes.get(environment) ?? 0) + 1);
  return [...sizes].map(([environment, size]) => ({ organization, environment, size }));
}

/**
 * The number of shards for each organization: one, and then one more in turn for the organization with the largest
 * shards.
 */
function share(organizations: readonly (readonly Part[])[], room: number): Map<readonly Part[], number> {
  const bins = new Map(organizations.map((parts) => [parts, 1]));
  const load = (parts: readonly Part[], given: number) => (given >= parts.length ? 0 : sizeOf(parts) / given);
  for (let left = room - organizations.length; left > 0; left -= 1) {
    let neediest: readonly Part[] | undefined;
    let worst = 0;
    for (const [parts, given] of bins) {
      if (load(parts, given) <= worst) continue;
      worst = load(parts, given);
      neediest = parts;
    }
    if (!neediest) break;
    bins.set(neediest, (bins.get(neediest) ?? 0) + 1);
  }
  return bins;
}

/**
 * Puts the items into bins, the largest first, each into the smallest bin: no bin exceeds the average by more than one
 * item. Items and bins keep the order of `items`.
 */
function pack<T extends { readonly size: number }>(items: readonly T[], bins: number): T[][] {
  const packed = Array.from({ length: Math.min(bins, items.length) }, () => ({ size: 0, items: [] as T[] }));
  for (const item of items.toSorted((a, b) => b.size - a.size)) {
    const [least, ...others] = packed;
    if (!least) return [];
    const bin = others.reduce((smallest, other) => (other.size < smallest.size ? other : smallest), least);
    bin.items.push(item);
    bin.size += item.size;
  }
  const order = new Map(items.map((item, index) => [item, index]));
  const place = (item: T | undefined) => (item === undefined ? 0 : (order.get(item) ?? 0));
  return packed.map((bin) => bin.items.sort((a, b) => place(a) - place(b))).sort((a, b) => place(a[0]) - place(b[0]));
}

function environmentShard(parts: readonly Part[]): Shard {
  const organization = parts[0]?.organization ?? '';
  const environments = parts.map(({ environment }) => environment);
  return {
    name: `${organization}/${several(environments)}`,
    level: 'environment',
    organizations: [organization],
    environments,
    size: sizeOf(parts),
  };
}

function wholeOrganizations(organizations: readonly (readonly Part[])[], room: number): Shard[] {
  const wholes = organizations.map((parts) => ({ name: parts[0]?.organization ?? '', size: sizeOf(parts) }));
  return pack(wholes, room).map((bin) => {
    const names = bin.map(({ name }) => name);
    return { name: several(names), level: 'environment', organizations: names, environments: [], size: sizeOf(bin) };
  });
}

function several([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function sizeOf(parts: readonly { readonly size: number }[]): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}
