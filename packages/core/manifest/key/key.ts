import type { CelType } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import type { Reading } from '../reading.ts';
import type { Table } from './table.ts';

/**
 * A key of the manifest, declared once:
 * - `schema` is for editors, for the check of the shape and for docs/reference/manifest.md;
 * - `read` makes the key's value in the model, and the type of the model is inferred from it;
 * - `type`, `always` and the description in `schema` make a field of expressions.
 */
export interface Key<V> {
  readonly schema: JsonSchema;
  /** Whether the mapping must have the key. */
  readonly required: boolean;
  /**
   * The key's type in expressions. Undefined where expressions do not see the written value: for secrets, and for maps
   * of items.
   */
  readonly type: CelType | undefined;
  /** Whether the model always has a value for the key, because the key has a default. */
  readonly always: boolean;
  /** The tables of the mappings in the key's value. */
  readonly tables: readonly Table<object>[];
  /**
   * Reads the value from the mapping `from`, in which the key is called `name`. `item` is the key of that mapping in
   * its own map.
   */
  read(from: Reading, name: string, item: string): V;
}

/** The keys of a mapping by their names in the model: `specPath` is written `spec-path`. */
export type Keys = Readonly<Record<string, Key<unknown>>>;

/** The value of a key in the model. */
export type ValueOf<K> = K extends Key<infer V> ? V : never;

/**
 * Makes a key. By default a key is optional, has no default value, holds no mapping, and is invisible to expressions.
 */
export function key<V>(
  given: Pick<Key<V>, 'schema' | 'read'> & Partial<Omit<Key<V>, 'schema' | 'read' | 'type'>> & { type?: CelType },
): Key<V> {
  return { required: false, type: undefined, always: false, tables: [], ...given };
}

/** A name of the model as manifests write it: `specPath` as `spec-path`. */
export function writtenName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
