import type { Kind } from '../kind/kind.ts';
import { referralAt } from '../kind/referral.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import type { Collection, Fields } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';
import { writes } from './change.ts';
import type { Decision } from './decision.ts';

/** The target of a link: its id, and the list that has it while it exists. */
export interface Lead {
  readonly id: string;
  readonly collection: Collection;
}

/**
 * The target of an orphaned link that another link of the same object replaces, in this run or an earlier one. The
 * object has moved, and the old link is useless once its target is gone.
 *
 * @param kinds the kinds of the graph's resources, by name
 */
export function leadOfReplaced(
  { kind, region, object }: Sighting,
  decisions: readonly Decision[],
  kinds: ReadonlyMap<string, Kind>,
): Lead | undefined {
  const { leads } = kind;
  const target = leads && referralAt(kind, object.fields, leads.to);
  const targetKind = target?.kind === undefined ? undefined : kinds.get(target.kind);
  if (!leads || !target || !targetKind) return undefined;
  const end = valueAt(object.fields, leads.from);
  const isReplaced = decisions.some(
    (decision) =>
      decision.kind === kind &&
      decision.change.region === region &&
      (decision.change.action === 'none' || writes(decision.change)) &&
      fieldOf(decision, leads.from) === end,
  );
  const collection = isReplaced ? listOf(targetKind, region, object.fields, leads.to) : undefined;
  return collection && { id: target.id, collection };
}

/** Whether the target is gone; undefined while that was not read. */
export function leadsNowhere({ id, collection }: Lead, observation: Observation): boolean | undefined {
  return observation.list(collection)?.objects.every(({ fields }) => fields.id !== id);
}

function fieldOf({ observed, change }: Decision, path: string): unknown {
  return observed ? valueAt(observed.fields, path) : change.fields.find((field) => field.path === path)?.after;
}

/** The list of the target, from the fields beside the one with its id. */
function listOf(kind: Kind, region: string, fields: Fields, path: string): Collection | undefined {
  const beside = path.slice(0, path.lastIndexOf('.') + 1);
  const parents: Record<string, string> = {};
  for (const name of kind.collection) {
    const value = valueAt(fields, `${beside}${name}`);
    if (typeof value !== 'string') return undefined;
    parents[name] = value;
  }
  return { kind, region: kind.scope === 'global' ? 'global' : region, parents };
}
