import type { CelType } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import type { Reading } from '../reading.ts';
import type { Table } from './table.ts';

/**
 * A key of the manifest, declared once. Its schema is for editors, for the check of the shape and for
 * docs/reference/manifest.md; `read` makes its value in the model, and the type of the model is inferred from it;
 * `type`, `always` and the description of the schema make a field of expressions.
 */
export interface Key<V> {
  readonly schema: JsonSchema;
  /** Whether the mapping it stands in must have it. */
  readonly required: boolean;
  /** Its type in expressions. Undefined for what they do not see as it is written: secrets, and maps of items. */
  readonly type: CelType | undefined;
  /** Whether the model always has a value for it, because there is one for a key that is left out. */
  readonly always: boolean;
  /** The tables of the mappings in it. */
  readonly tables: readonly Table<object>[];
  /** Reads it from the mapping that has it as `name`; `item` is the key of that mapping in the map it is an item of. */
  read(from: Reading, name: string, item: string): V;
}

/** The keys of a mapping by their names in the model: `specPath` is written `spec-path`. */
export type Keys = Readonly<Record<string, Key<unknown>>>;

/** The value of a key in the model. */
export type ValueOf<K> = K extends Key<infer V> ? V : never;

/**
 * Makes a key. What is not given is that of a key that may be left out, has no default and holds no mapping, and that
 * expressions do not see.
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
