import { readableAddress } from '../graph/address.ts';
import type { Action } from '../plan/change.ts';
import { isContentHandle } from '../provider/content.ts';
import { sameValue } from '../value/same-value.ts';
import { shorten } from '../value/visible.ts';
import type { PlannedChange, PlannedField } from './planned-change.ts';

/** A difference between a plan and the present one, in words. */
export interface DifferenceWords {
  /** Continues a sentence that begins with "it no longer holds:". */
  readonly text: string;
  readonly cause: string;
  /** The change that it is about, for its place. */
  readonly change?: PlannedChange;
}

const states: Readonly<Record<Action, string>> = {
  create: 'to be created',
  update: 'to be updated',
  replace: 'to be replaced',
  delete: 'to be deleted',
  adopt: 'to be adopted',
  none: 'in order',
  waiting: 'waiting',
  blocked: 'blocked',
};

const inKonnect = 'Somebody changed it in Konnect after the plan was made';

/**
 * The first difference between two lists of changes in words, or undefined where they are equal. Differences of single
 * objects come first, in the order of the earlier list.
 *
 * @param wasThere whether the earlier plan saw an object of a kind at an address
 */
export function changesDifference(
  before: readonly PlannedChange[],
  now: readonly PlannedChange[],
  wasThere: (kind: string, address: string) => boolean,
): DifferenceWords | undefined {
  const present = new Map(now.map((change) => [keyOf(change), change]));
  const known = new Set(before.map(keyOf));
  for (const change of before) {
    const other = present.get(keyOf(change));
    const found = other ? changeDifference(change, other) : goneDifference(change);
    if (found) return found;
  }
  const more = now.find((change) => !known.has(keyOf(change)));
  if (more) return newDifference(more, wasThere(more.kind, more.address));
  const moved = before.find((change, index) => now[index] && keyOf(now[index]) !== keyOf(change));
  return (
    moved && { text: `${called(moved)} has another place in the order of changes`, cause: inKonnect, change: moved }
  );
}

function keyOf({ kind, address }: PlannedChange): string {
  return `${kind} ${address}`;
}

function goneDifference(change: PlannedChange): DifferenceWords {
  const end = change.action === 'delete' ? 'is gone by now' : 'needs nothing any more';
  return {
    text: `${called(change)} was ${states[change.action]}, and ${end}`,
    cause: 'It was done after the plan was made: by another run, by hand, or by an apply of this plan',
    change,
  };
}

function newDifference(change: PlannedChange, wasThere: boolean): DifferenceWords {
  if (wasThere && change.action === 'create')
    return { text: `${called(change)} is gone from Konnect, and would be created anew`, cause: inKonnect, change };
  return {
    text: `${called(change)}, of which the plan says nothing, is ${becoming(change)}`,
    cause: inKonnect,
    change,
  };
}

/** `the API "flights-dev" (kong-air/dev/flights) is to be updated: its description is "a", and is to become "b"`. */
export function changeWords(change: PlannedChange): string {
  return `${called(change)} is ${becoming(change, '')}`;
}

function becoming(change: PlannedChange, when = ' by now'): string {
  const fields = change.action === 'update' ? (change.fields ?? []) : [];
  // A field with a value in Konnect says most; what lists do not show has none.
  const field = fields.find(({ before }) => before !== undefined) ?? fields[0];
  return `${states[change.action]}${when}${field ? `: its ${fieldNow(field)}` : ''}`;
}

function changeDifference(before: PlannedChange, now: PlannedChange): DifferenceWords | undefined {
  if (before.action !== now.action) {
    const text = `${called(before)} was ${states[before.action]}, and is ${states[now.action]} by now${reasonOf(now)}`;
    return { text, cause: inKonnect, change: now };
  }
  const field = fieldsDifference(before.fields ?? [], now.fields ?? []);
  if (field !== undefined) return { text: `${called(now)}: ${field}`, cause: inKonnect, change: now };
  for (const name of members) {
    if (sameValue(before[name], now[name])) continue;
    const text = `${called(now)}: its ${memberWords[name]} was ${show(before[name])}, and is ${show(now[name])} by now`;
    return { text, cause: inKonnect, change: now };
  }
  return undefined;
}

const memberWords = {
  name: 'name',
  region: 'region',
  environment: 'environment',
  id: 'id in Konnect',
  reason: 'reason',
  block: 'block',
  effect: 'effect',
  meaning: 'meaning',
  passesThrough: 'state on the way',
  takesAlong: 'loss with the deletion',
  cannotBeUndone: 'loss that cannot be undone',
  partOf: 'replacement',
  place: 'place',
} as const satisfies Partial<Record<keyof PlannedChange, string>>;

const members = Object.keys(memberWords) as (keyof typeof memberWords)[];

function reasonOf({ action, reason }: PlannedChange): string {
  return reason !== undefined && (action === 'waiting' || action === 'blocked') ? `: ${reason}` : '';
}

function fieldsDifference(before: readonly PlannedField[], now: readonly PlannedField[]): string | undefined {
  const present = new Map(now.map((field) => [field.path, field]));
  const known = new Set(before.map(({ path }) => path));
  for (const field of before) {
    const other = present.get(field.path);
    const found = other
      ? fieldDifference(field, other)
      : `\`${field.path}\` was to change, and needs no change any more`;
    if (found !== undefined) return found;
  }
  const more = now.find(({ path }) => !known.has(path));
  return more && `the plan leaves \`${more.path}\` as it is, and by now ${fieldNow(more)}`;
}

function fieldDifference(before: PlannedField, now: PlannedField): string | undefined {
  const { path } = before;
  if (!sameValue(before.before, now.before))
    return `\`${path}\` was ${show(before.before)} in Konnect, and is ${show(now.before)} by now`;
  if (!sameValue(toBe(before), toBe(now)))
    return `\`${path}\` was to become ${show(toBe(before))}, and is to become ${show(toBe(now))} by now`;
  return sameValue(before, now) ? undefined : `what the plan says about \`${path}\` differs`;
}

/** `` `description` is "a", and should be "b" ``. */
function fieldNow(field: PlannedField): string {
  const { path, before } = field;
  if (field.secret) return `\`${path}\` is another secret`;
  const is = before === undefined ? '' : `is ${show(before)}, and `;
  return `\`${path}\` ${is}is to become ${show(toBe(field))}`;
}

function toBe({ after, knownAfterApply, secret }: PlannedField): unknown {
  if (secret) return '***';
  return knownAfterApply === undefined ? after : `\${${knownAfterApply}}`;
}

/** `The API "flights-dev" (kong-air/dev/flights)`. */
function called({ kind, name, address }: PlannedChange): string {
  return `the ${kind} ${JSON.stringify(name)} (${readableAddress(address)})`;
}

function show(value: unknown): string {
  if (isContentHandle(value)) return `another document (${value.digest.slice(0, 12)}…)`;
  return value === undefined ? 'nothing' : shorten(JSON.stringify(value), 120);
}
