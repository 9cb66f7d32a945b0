import type { Fields, ObservedObject, Update, Write } from '@konduct/core/provider/provider';
import type { KonnectKind, Step } from '../kinds/kind.ts';
import type { ListSource } from '../kinds/list-source.ts';
import { scopeOf } from '../kinds/step.ts';
import { isRemovable } from '../removing.ts';

/** Calls that an operation makes. */
export interface CallCount {
  readonly reads: number;
  readonly writes: number;
}

/** The pages of a list with so many items, in the fewest calls. */
export function pagesOf({ pageSize }: Pick<ListSource, 'pageSize'>, items: number): number {
  return pageSize === undefined ? 1 : Math.max(1, Math.ceil(items / pageSize));
}

/** Whether the pages after the first one are asked for at once, because the first one has their number. */
export function arePagesTogether({ paging }: ListSource): boolean {
  return paging === 'page';
}

/**
 * The calls of a creation: the steps of the kind, and a look at the list where the answers leave the object's computed
 * fields out, or where Konnect would let two runs create the same object.
 *
 * @param items the objects in the list afterwards
 */
export function callsOfCreate(kind: KonnectKind, write: Write, items: number): CallCount {
  const steps = kind.create?.(write) ?? [];
  const { reads, writes } = callsOfSteps(steps);
  const hasObject = steps.some(({ returnsObject }) => returnsObject);
  const looks = hasObject
    ? kind.refusesDuplicates !== true && isRemovable(kind)
    : Object.keys(kind.computed).length > 0;
  return { reads: reads + (looks ? pagesOfLookup(kind, write.desired, items) : 0), writes };
}

/**
 * The calls of an update: the steps of the kind, and reading back what no list shows.
 *
 * @param after the object as Konnect answers it
 */
export function callsOfUpdate(kind: KonnectKind, update: Update, after: ObservedObject): CallCount {
  const { reads, writes } = callsOfSteps(kind.update?.(update) ?? []);
  const proves =
    kind.item !== undefined &&
    update.changed.some((name) => kind.fields[name]?.compare === 'digest' && typeof update.desired[name] === 'string');
  return { reads: reads + (proves ? callsOfDetail(kind, update.region, after) : 0), writes };
}

/**
 * The calls of reading what lists leave out.
 *
 * @param known what was read before, if it was: where that was nothing, the first answer said so
 */
export function callsOfDetail(kind: KonnectKind, region: string, object: ObservedObject, known?: Fields): number {
  const requests = kind.detail?.requests(object, scopeOf({ kind, region })) ?? [];
  const [first, ...rest] = requests;
  if (first?.([]) === undefined) return 0;
  return known && Object.keys(known).length === 0 ? 1 : 1 + rest.length;
}

function pagesOfLookup({ list }: KonnectKind, desired: Fields, items: number): number {
  const isNarrowed = Object.keys(list.lookup ?? {}).some((field) => typeof desired[field] === 'string');
  return isNarrowed ? 1 : pagesOf(list, items);
}

function callsOfSteps(steps: readonly Step[]): CallCount {
  const reads = steps.filter((step) => step.reads).length;
  return { reads, writes: steps.length - reads };
}
