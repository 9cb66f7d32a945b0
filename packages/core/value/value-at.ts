/**
 * The value at a dotted path in plain JSON, or undefined when a part of it is missing. A number selects an item of a
 * list.
 */
export function valueAt(value: unknown, path: string): unknown {
  let inner = value;
  for (const key of path.split('.')) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Readonly<Record<string, unknown>>)[key];
  }
  return inner;
}
