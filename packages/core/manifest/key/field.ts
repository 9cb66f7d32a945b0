import type { StructField } from '../../cel/type.ts';
import type { Key } from './key.ts';

/** A key of the manifest as a field of a struct type in expressions. */
export function fieldOf(name: string, { type, always, schema }: Key<unknown>): StructField & { description: string } {
  if (type === undefined) throw new Error(`expressions have no type for the key ${name}`);
  return { type, always, description: schema.description ?? '' };
}
