import type { Action, Change, Effect, FieldChange } from '../plan/change.ts';
import { isBuiltin, type SourceRange, showRange } from '../source/range.ts';
import { canonical } from '../value/digest.ts';
import { isRecord } from '../value/record.ts';
import { sameValue } from '../value/same-value.ts';

/** One change of a plan file, for its reader. What carries it out is the plan that is made anew. */
export interface PlannedChange {
  readonly action: Action;
  readonly kind: string;
  readonly name: string;
  readonly address: string;
  /** A region, or `global`. */
  readonly region: string;
  readonly environment?: string;
  /** The id in Konnect, if the object exists. */
  readonly id?: string;
  readonly reason?: string;
  /** For a blocked change: the address of the change with the error, and the action without it. */
  readonly block?: { readonly by: string; readonly action: Action };
  readonly effect?: Effect;
  readonly meaning?: string;
  /** The states through which an update passes, each as a clause. */
  readonly passesThrough?: readonly string[];
  /** The contents and links that a deletion or replacement destroys as well, in words. */
  readonly takesAlong?: readonly string[];
  /** What a deletion or replacement destroys for good, in words. */
  readonly cannotBeUndone?: readonly string[];
  /** For the deletion of a link to a replaced object: the address of that replacement. */
  readonly partOf?: string;
  /** As `showRange` prints it. */
  readonly place?: string;
  readonly fields?: readonly PlannedField[];
}

/** One differing field. The value of a secret is on neither side. */
export interface PlannedField extends Omit<FieldChange, 'place'> {
  /** Absent where it is that of the change, or in a blueprint that comes with Konduct. */
  readonly place?: string;
}

/** How texts of a plan become those of a plan file. */
export interface Wording {
  /** Replaces secrets in a text. */
  readonly clean: (text: string) => string;
  /** The path of a file without parts that are this machine's alone. */
  readonly pathOf: (file: string) => string;
}

/** A change with its keys in a fixed order. */
export function plannedChange(change: Change, wording: Wording): PlannedChange {
  const { clean } = wording;
  const { environment, id, reason, block, effect, meaning, partOf, place, fields } = change;
  const { passesThrough = [], takesAlong = [], cannotBeUndone = [] } = change;
  return {
    action: change.action,
    kind: change.kind,
    name: clean(change.name),
    address: change.address,
    region: change.region,
    ...(environment === undefined ? {} : { environment }),
    ...(id === undefined ? {} : { id }),
    ...(reason === undefined ? {} : { reason: clean(reason) }),
    ...(block ? { block: { by: block.by, action: block.action } } : {}),
    ...(effect === undefined ? {} : { effect }),
    ...(meaning === undefined ? {} : { meaning: clean(meaning) }),
    ...(passesThrough.length === 0 ? {} : { passesThrough: passesThrough.map(clean) }),
    ...(takesAlong.length === 0 ? {} : { takesAlong: takesAlong.map(clean) }),
    ...(cannotBeUndone.length === 0 ? {} : { cannotBeUndone: cannotBeUndone.map(clean) }),
    ...(partOf === undefined ? {} : { partOf }),
    ...(place ? { place: placeWords(place, wording) } : {}),
    ...(fields.length === 0 ? {} : { fields: fields.map((field) => plannedField(field, place, wording)) }),
  };
}

/** A field with its place where that says more than the place of the whole change. */
function plannedField(field: FieldChange, whole: SourceRange | undefined, wording: Wording): PlannedField {
  const { path, before, after, knownAfterApply, secret, effect, meaning, place } = field;
  const isOwn = place && !isBuiltin(place.file) && !(whole && sameValue(place.start, whole.start));
  const { clean } = wording;
  return {
    path,
    ...(before === undefined ? {} : { before: cleanValue(before, clean) }),
    ...(after === undefined ? {} : { after: cleanValue(after, clean) }),
    ...(knownAfterApply === undefined ? {} : { knownAfterApply }),
    ...(secret ? { secret } : {}),
    ...(effect === undefined ? {} : { effect }),
    ...(meaning === undefined ? {} : { meaning: clean(meaning) }),
    ...(isOwn ? { place: placeWords(place, wording) } : {}),
  };
}

/** A JSON value with its members sorted, and with secrets in its texts replaced. */
export function cleanValue(value: unknown, clean: Wording['clean']): unknown {
  return cleanParts(canonical(value), clean);
}

function cleanParts(value: unknown, clean: Wording['clean']): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleanParts(item, clean));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cleanParts(member, clean)]));
}

function placeWords(place: SourceRange, { pathOf }: Wording): string {
  return showRange({ ...place, file: pathOf(place.file) });
}
