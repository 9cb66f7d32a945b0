import { fieldAt, type Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';

/**
 * The values that identify an object within its collection, or undefined when one of them is not known. A field that may
 * be null is null where it is absent: a page without a parent is one at the top.
 */
export function identityOf(kind: Kind, fields: Fields): readonly string[] | undefined {
  const values = kind.identity.map((path) => {
    const value = valueAt(fields, path) ?? (fieldAt(kind, path)?.nullable ? null : undefined);
    return kind.fields[path]?.ignoreCase && typeof value === 'string' ? value.toLowerCase() : value;
  });
  return values.every((value) => value !== undefined)
    ? values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    : undefined;
}
