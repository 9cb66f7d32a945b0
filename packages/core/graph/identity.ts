import type { Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';

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

/** The value at a dotted path, or undefined. */
export function valueAt(fields: Fields, path: string): unknown {
  let value: unknown = fields;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
