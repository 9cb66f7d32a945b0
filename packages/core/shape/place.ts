import { keyRangeOf, rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { fromToken } from '../value/json-pointer.ts';

/** A value inside a file: the keys that lead to it, and the places of its key and of itself. */
export interface Place {
  readonly path: readonly string[];
  readonly key: SourceRange | undefined;
  readonly value: SourceRange | undefined;
}

/** Finds the place of a value, given by a JSON pointer or by keys. */
export function locate(root: unknown, pointer: string | readonly string[]): Place {
  const path = typeof pointer === 'string' ? parsePointer(pointer) : pointer;
  let value = root;
  let parent: unknown;
  for (const key of path) {
    parent = value;
    value = memberOf(value, key);
  }
  const last = path.at(-1);
  if (last === undefined) return { path, key: undefined, value: rangeOf(root) };
  // An item of a list has no key; its place is that of the item.
  return { path, key: keyRangeOf(parent, last), value: rangeOf(parent, last) };
}

/** A path as people read it: `teams.flights.services.acme/flights.name`; `whole` for the file itself. */
export function showPath(path: readonly string[], whole: string): string {
  if (path.length === 0) return whole;
  return `\`${path.map((key) => (/[.\s]/.test(key) || key === '' ? JSON.stringify(key) : key)).join('.')}\``;
}

function parsePointer(pointer: string): string[] {
  const keys = pointer.split('/').slice(1);
  return keys.map(fromToken);
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
