import type { Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';

/** The values that identify an object within its collection, or undefined when one of them is not known. */
export function identityOf(kind: Kind, fields: Fields): readonly string[] | undefined {
  const values = kind.identity.map((path) => {
    const value = valueAt(fields, path);
    return kind.fields[path]?.ignoreCase && typeof value === 'string' ? value.toLowerCase() : value;
  });
  return values.every((value) => value !== undefined)
    ? values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    : undefined;
}
