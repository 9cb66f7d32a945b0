import type { Change, FieldChange } from '../plan/change.ts';
import { isContentHandle } from '../provider/content.ts';
import { shorten, visible } from '../value/visible.ts';

/** Shown in a plan for a value that exists only after Konnect has created the object. */
export const knownAfterApply = '(known after apply)';

/** Shown for a secret. */
const secretShown = '(secret)';

const longest = 60;

/** A field's value on one line: a document as the beginning of its digest, a missing value as `(none)`. */
export function showValue(value: unknown): string {
  if (value === undefined) return '(none)';
  if (isContentHandle(value)) return `sha256:${visible(value.digest.slice(0, 12))}`;
  return shorten(visible(JSON.stringify(value) ?? String(value)), longest);
}

/** The new value of a field, as a plan shows it. */
export function showAfter(field: FieldChange): string {
  if (field.secret) return secretShown;
  return field.knownAfterApply === undefined ? showValue(field.after) : knownAfterApply;
}

/** `before -> after`, or only `after` if there was no value. */
export function showFieldChange(field: FieldChange): string {
  return field.before === undefined ? showAfter(field) : `${showValue(field.before)} -> ${showAfter(field)}`;
}

/**
 * The fields of a change that a report shows. The name of a created object is left out, because the line has it
 * already.
 */
export function tellingFields(change: Change): readonly FieldChange[] {
  if (change.action !== 'create') return change.fields;
  return change.fields.filter((field) => field.after === undefined || field.after !== change.name);
}
