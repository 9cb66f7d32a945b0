import type { Change } from '../plan/change.ts';
import { type Summary, summarize } from '../plan/plan.ts';
import { changedAdoptions } from './words.ts';

/** The changes of one environment, or those of the organization itself, which come first. */
export interface ChangeGroup {
  readonly environment?: string;
  /** The region all of its regional resources are in, where it is one. */
  readonly region?: string;
  readonly changes: readonly Change[];
  readonly summary: Summary;
  /** How many of the adoptions change fields, too. */
  readonly changedAdoptions: number;
}

/** Changes by environment, in the order the plan names environments first. */
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

/** What people call a group: `dev (eu)`, `organization`. */
export function groupName(group: ChangeGroup): string {
  if (group.environment === undefined) return 'organization';
  return group.region === undefined ? group.environment : `${group.environment} (${group.region})`;
}

/** What people know a change's object by: its name, or the end of its address where the name is not known yet. */
export function changeName(change: { readonly name: string; readonly address: string }): string {
  return change.name === '' ? addressEnd(change.address) : change.name;
}

/** The last two parts of an address, as they stand in the manifests: `kong-air/bookings/publication`. */
function addressEnd(address: string): string {
  const parts = address.split('/').slice(-2);
  try {
    return parts.map((part) => decodeURIComponent(part.replaceAll('+', ' '))).join('/');
  } catch {
    return parts.join('/');
  }
}
