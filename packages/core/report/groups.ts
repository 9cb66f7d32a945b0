import type { Change } from '../plan/change.ts';
import { type Summary, summarize } from '../plan/plan.ts';
import { changedAdoptions } from './words.ts';

/**
 * The changes of one environment. The changes of the organization itself form a group of their own, which comes first.
 */
export interface ChangeGroup {
  readonly environment?: string;
  /** The region of the group's regional resources, if it is the same for all. */
  readonly region?: string;
  readonly changes: readonly Change[];
  readonly summary: Summary;
  /** The number of adoptions that change fields as well. */
  readonly changedAdoptions: number;
}

/** Groups changes by environment, in the order in which the plan names environments first. */
export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  const groups = Map.groupBy(changes, (change) => change.environment);
  const order = [...groups.keys()].filter((environment) => environment !== undefined);
  const named = [undefined, ...order].flatMap((environment) => {
    const members = groups.get(environment);
    if (!members) return [];
    const regions = new Set(members.map((change) => change.region).filter((region) => region !== 'global'));
    const [region] = regions;
    return {
      ...(environment === undefined ? {} : { environment }),
      ...(environment !== undefined && regions.size === 1 && region !== undefined ? { region } : {}),
      changes: members,
      summary: summarize(members, 0),
      changedAdoptions: changedAdoptions(members),
    };
  });
  return named;
}

/** The title of a group: `dev (eu)`, `organization`. */
export function groupName(group: ChangeGroup): string {
  if (group.environment === undefined) return 'organization';
  return group.region === undefined ? group.environment : `${group.environment} (${group.region})`;
}

/** The name of a change's object, or the end of its address while the name is unknown. */
export function changeName(change: { readonly name: string; readonly address: string }): string {
  return change.name === '' ? addressEnd(change.address) : change.name;
}

/** The last two parts of an address, which are keys of the manifests: `kong-air/bookings/publication`. */
function addressEnd(address: string): string {
  const parts = address.split('/').slice(-2);
  try {
    return parts.map((part) => decodeURIComponent(part.replaceAll('+', ' '))).join('/');
  } catch {
    return parts.join('/');
  }
}
