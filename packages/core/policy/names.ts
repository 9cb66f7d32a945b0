import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { readableAddress } from '../graph/address.ts';
import type { Kind } from '../kind/kind.ts';
import { hasKoctlMarker } from '../observe/labels.ts';
import type { Observation } from '../observe/observation.ts';
import { writes } from '../plan/change.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';
import type { Blocks } from './sequence.ts';

/**
 * Refuses changes that Konnect would refuse because an object that stays unchanged in this run has the name.
 *
 * @param decisions those of the graph
 * @param deleted the deletions, which release their names
 * @param blocks the blocked changes; refused ones are added
 */
export function refuseTakenNames(
  decisions: readonly Decision[],
  deleted: readonly Orphan[],
  observation: Observation,
  blocks: Blocks,
): Diagnostic[] {
  const leaving = new Set(deleted.flatMap(({ change, observed }) => (blocks.has(change.address) ? [] : [observed])));
  const decided = new Map(decisions.flatMap((each) => (each.observed ? [[each.observed, each] as const] : [])));
  const holders = new Holders(observation);
  return decisions.flatMap((decision): Diagnostic[] => {
    const { kind, change } = decision;
    if (!kind.unique || !writes(change) || blocks.has(change.address)) return [];
    for (const paths of kind.unique) {
      const wanted = namesOf(decision, paths);
      if (wanted === undefined || !isNew(decision, paths)) continue;
      const holder = holders.of(kind, change.region, paths, wanted).find((object) => {
        if (object === decision.observed || leaving.has(object)) return false;
        const other = decided.get(object);
        return other === undefined || namesOf(other, paths) === wanted;
      });
      if (holder) return [refuse(decision, paths, holder, blocks)];
    }
    return [];
  });
}

/** Objects by the values of fields that are unique. */
class Holders {
  readonly #observation: Observation;
  readonly #maps = new Map<string, ReadonlyMap<string, readonly ObservedObject[]>>();

  constructor(observation: Observation) {
    this.#observation = observation;
  }

  of(kind: Kind, region: string, paths: readonly string[], wanted: string): readonly ObservedObject[] {
    const key = [kind.name, region, ...paths].join(' ');
    let map = this.#maps.get(key);
    if (!map) {
      const objects = this.#observation.list({ kind, region, parents: {} })?.objects ?? [];
      map = Map.groupBy(objects, ({ fields }) => keyOf(paths.map((path) => valueAt(fields, path))) ?? '');
      this.#maps.set(key, map);
    }
    return map.get(wanted) ?? [];
  }
}

/** The values of the fields after the change; undefined if there are none or they are unknown. */
function namesOf({ change, observed }: Decision, paths: readonly string[]): string | undefined {
  return keyOf(
    paths.map((path) => {
      const field = writes(change) ? change.fields.find((each) => each.path === path) : undefined;
      return field ? field.after : observed && valueAt(observed.fields, path);
    }),
  );
}

function keyOf(values: readonly unknown[]): string | undefined {
  return values.every((value) => typeof value === 'string') ? JSON.stringify(values) : undefined;
}

/** Whether the change gives the object these values. An object that has them already is in conflict with no other. */
function isNew({ change }: Decision, paths: readonly string[]): boolean {
  return change.action === 'replace' || change.fields.some(({ path }) => paths.includes(path));
}

function refuse(
  { change, kind }: Decision,
  paths: readonly string[],
  holder: ObservedObject,
  blocks: Blocks,
): Diagnostic {
  const { address, name, action } = change;
  const values = paths.map((path) => `${path} ${JSON.stringify(valueAt(holder.fields, path))}`).join(', ');
  const whose = hasKoctlMarker(holder.labels) ? ', which koctl made' : '';
  const reason = `the ${kind.name} ${String(holder.fields.id)}${whose} has ${values} already`;
  blocks.set(address, { by: address, action, code: 'name-taken', reason });
  const changed = change.fields.find(({ path }) => paths.includes(path));
  const place = changed?.place ?? change.place;
  return finding(
    'name-taken',
    `${kind.name} ${name} (${readableAddress(address)}) cannot be written: ${reason}`,
    place,
    {
      cause: `Konnect lets no two of them have the same ${paths.join(' and ')}`,
      fix: 'Delete or rename that one in Konnect, or say something else here.',
    },
  );
}
