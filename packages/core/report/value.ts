import type { FieldChange } from '../plan/change.ts';
import { isContentHandle } from '../provider/content.ts';
import { shorten, visible } from './visible.ts';

/** What a plan prints in place of a value that Konnect has yet to make. */
export const knownAfterApply = '(known after apply)';

const longest = 60;

/** A field's value on one line; a document by the beginning of its digest, a missing value as `(none)`. */
export function showValue(value: unknown): string {
  if (value === undefined) return '(none)';
  if (isContentHandle(value)) return `sha256:${visible(value.digest.slice(0, 12))}`;
  return shorten(visible(JSON.stringify(value) ?? String(value)), longest);
}

/** What a field becomes. */
export function showAfter(field: FieldChange): string {
  return field.knownAfterApply === undefined ? showValue(field.after) : knownAfterApply;
}

/** `before -> after`, or only `after` where there was nothing. */
export function showFieldChange(field: FieldChange): string {
  return field.before === undefined ? showAfter(field) : `${showValue(field.before)} -> ${showAfter(field)}`;
}
