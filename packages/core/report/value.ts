import type { Change, FieldChange } from '../plan/change.ts';
import { isContentHandle } from '../provider/content.ts';
import { shorten, visible } from '../value/visible.ts';

/** What a plan prints in place of a value that Konnect has yet to make. */
export const knownAfterApply = '(known after apply)';

/** What a plan prints in place of a secret. */
const secretShown = '(secret)';

const longest = 60;

/** A field's value on one line; a document by the beginning of its digest, a missing value as `(none)`. */
export function showValue(value: unknown): string {
  if (value === undefined) return '(none)';
  if (isContentHandle(value)) return `sha256:${visible(value.digest.slice(0, 12))}`;
  return shorten(visible(JSON.stringify(value) ?? String(value)), longest);
}

/** What a field becomes. */
export function showAfter(field: FieldChange): string {
  if (field.secret) return secretShown;
  return field.knownAfterApply === undefined ? showValue(field.after) : knownAfterApply;
}

/** `before -> after`, or only `after` where there was nothing. */
export function showFieldChange(field: FieldChange): string {
  return field.before === undefined ? showAfter(field) : `${showValue(field.before)} -> ${showAfter(field)}`;
}

/** The fields of a change that say something: a creation's name already stands where the object is named. */
export function tellingFields(change: Change): readonly FieldChange[] {
  if (change.action !== 'create') return change.fields;
  return change.fields.filter((field) => field.after === undefined || field.after !== change.name);
}
