import type { SourceRange } from './range.ts';

/** The place of an object or list, and of each member: `key` is the place of its name, `value` that of its value. */
export interface Origin {
  readonly self: SourceRange;
  readonly members: ReadonlyMap<string, { readonly key: SourceRange; readonly value: SourceRange }>;
}

/**
 * Remembers where every object and list read from YAML stands, beside the plain values instead of inside them: the
 * manifest keeps ordinary types, and a value that travels through CEL by reference keeps its place.
 */
const origins = new WeakMap<object, Origin>();

/** Records where `value` stands. Returns `value`, so that it can be wrapped around a constructor. */
export function setOrigin<T extends object>(value: T, origin: Origin): T {
  origins.set(value, origin);
  return value;
}

/** The place of an object or list, or undefined for one that was not read from a file. */
export function originOf(value: unknown): Origin | undefined {
  return typeof value === 'object' && value !== null ? origins.get(value) : undefined;
}

/** The place of `value` itself, or of its member `key` (list items are keyed `'0'`, `'1'`, …). */
export function rangeOf(value: unknown, key?: string): SourceRange | undefined {
  const origin = originOf(value);
  return key === undefined ? origin?.self : origin?.members.get(key)?.value;
}

/** The place of the name of the member `key`, where a diagnostic about the key itself points. */
export function keyRangeOf(value: unknown, key: string): SourceRange | undefined {
  return originOf(value)?.members.get(key)?.key;
}

/** Gives `copy` the place of `source`: for values that are made from read ones. */
export function inheritOrigin<T extends object>(copy: T, source: object): T {
  const origin = origins.get(source);
  return origin ? setOrigin(copy, origin) : copy;
}
