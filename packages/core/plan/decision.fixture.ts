import type { Kind } from '../kind/kind.ts';
import { Observation } from '../observe/observation.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import type { Change } from './change.ts';
import type { Decision, Orphan } from './decision.ts';

// Decisions for tests of single rules, with as much of them as a rule looks at.

/** A change, by default an update of nothing. Its name is the last part of its address. */
export function changeOf(kind: Kind, address: string, more: Partial<Change> = {}): Change {
  const region = kind.scope === 'global' ? 'global' : 'eu';
  const name = address.slice(address.lastIndexOf('/') + 1);
  return { address, kind: kind.name, region, name, action: 'update', fields: [], dependsOn: [], ...more };
}

export function objectOf(fields: Fields, labels: Labels = {}): ObservedObject {
  return { fields, labels };
}

/** A decision about a resource, by its address and what is special about it. */
export function decisionOf(
  kind: Kind,
  address: string,
  change: Partial<Change> = {},
  more: Partial<Decision> = {},
): Decision {
  return { kind, changed: [], change: changeOf(kind, address, change), ...more };
}

/** An object that no manifest declares any more, as its deletion. */
export function orphanOf(
  kind: Kind,
  address: string,
  change: Partial<Change> = {},
  more: Partial<Orphan> = {},
): Orphan {
  const isGrant = kind.grant !== undefined;
  const effect: Partial<Change> = isGrant ? { effect: 'narrows' } : {};
  return {
    ...decisionOf(kind, address, { action: 'delete', ...effect, ...change }),
    observed: objectOf({}),
    isGrant,
    names: [],
    gone: [],
    foreign: [],
    ...more,
  };
}

/** An observation of one list for each kind, in `eu` or the whole organization. */
export function observationOf(...lists: readonly (readonly [Kind, ...(readonly ObservedObject[])])[]): Observation {
  const observation = new Observation();
  for (const [kind, ...objects] of lists)
    observation.addList({ kind, region: kind.scope === 'global' ? 'global' : 'eu', parents: {} }, objects);
  return observation;
}
