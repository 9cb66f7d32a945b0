import type { ResourceGraph } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { withoutSecrets } from '../kind/secret-field.ts';
import type { Observation } from '../observe/observation.ts';
import type { ObservedPlan } from '../policy/policed-plan.ts';
import { digestLabel } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { sha256 } from '../value/digest.ts';
import { cleanValue, type Wording } from './planned-change.ts';

/** Digests by the kind and address of what they are of: 32 hex digits each. */
export type Digests = Readonly<Record<string, string>>;

/** The part of Konnect that a plan was made from. */
export interface Observed {
  readonly graph: ResourceGraph;
  readonly planned: ObservedPlan;
}

/**
 * Digests of the objects that a plan depends on: those of declared resources, those that resources refer to, and those
 * of ours that no manifest declares. A digest covers all fields that were read, labels, and contents that a deletion
 * would take along. It does not cover the time of the last change, which says nothing about the object; nor fields that
 * were read only because an object was changed lately, since the same plan a day later does not read them.
 *
 * Other objects of the lists that were read are not in it. One of them that matters, such as an object with a name that
 * a resource needs, makes another plan.
 */
export function observedDigests({ graph, planned }: Observed, { clean }: Pick<Wording, 'clean'>): Digests {
  const { decisions, orphans, observation, world } = planned;
  const found = new Map<string, string>();
  const add = (kind: string, address: string, value: unknown): void => {
    found.set(keyFor(found, kind, address), sha256(JSON.stringify(cleanValue(value, clean))).slice(0, 32));
  };
  const seen = new Set<string>();
  for (const { change, kind, observed } of decisions) {
    if (!observed) continue;
    seen.add(change.address);
    add(kind.name, change.address, stateOf(kind, observed, observation));
  }
  for (const { change, kind, observed } of orphans) {
    if (seen.has(change.address)) continue;
    seen.add(change.address);
    add(kind.name, change.address, stateOf(kind, observed, observation));
  }
  for (const { address, kind, external } of graph.nodes) {
    if (seen.has(address) || external?.source === 'documents') continue;
    if (!external) {
      const fields = world.known(address);
      if (fields) add(kind.name, address, shownFields(kind, fields));
      continue;
    }
    const state = world.externalState(address);
    if (state.state !== 'found') continue;
    const values = [state.value].flat();
    add(
      kind.name,
      address,
      values.map((fields) => shownFields(kind, fields)),
    );
  }
  return Object.fromEntries([...found].sort(([a], [b]) => compareText(a, b)));
}

/** Two copies of one object have one address: each counts. */
function keyFor(found: ReadonlyMap<string, string>, kind: string, address: string): string {
  const key = `${kind} ${address}`;
  let copies = 1;
  while (found.has(copies === 1 ? key : `${key} (${copies})`)) copies += 1;
  return copies === 1 ? key : `${key} (${copies})`;
}

function stateOf(kind: Kind, object: ObservedObject, observation: Observation): unknown {
  return {
    fields: shownFields(kind, object.fields),
    detail: detailOf(kind, object, observation.detail(object)),
    labels: object.labels,
    contents: observation.contents(object),
  };
}

/** The unlisted fields that a comparison needs at any time. */
function detailOf(kind: Kind, { labels }: ObservedObject, detail: Fields | undefined): Fields | undefined {
  if (!detail || labels[digestLabel] === undefined) return detail && shownFields(kind, detail);
  const read = Object.entries(detail).filter(([name]) => kind.fields[name]?.compare === 'read');
  return read.length === 0 ? undefined : shownFields(kind, Object.fromEntries(read));
}

function shownFields(kind: Kind, fields: Fields): Fields {
  const { updated_at: _time, ...others } = withoutSecrets(kind, fields);
  return others;
}
