import type { StructType } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import type { Reading } from '../reading.ts';
import { fieldOf } from './field.ts';
import { type Keys, type ValueOf, writtenName } from './key.ts';

/** The declaration of one kind of mapping in a manifest. */
export interface Table<V extends object, K extends Keys = Keys> {
  readonly keys: K;
  /** The table's name under `$defs`. Undefined for a table whose schema is written out where it is used. */
  readonly definition: string | undefined;
  readonly schema: JsonSchema;
  /** The mapping's type in expressions. Undefined where expressions do not see the written mapping. */
  readonly struct: StructType | undefined;
  /** Reads a mapping. `item` is its key in the map that holds it, and empty for a mapping outside of maps. */
  read(mapping: Reading, item: string): V;
}

/** The node of the model that a table reads. */
export type Read<T> = T extends Table<infer V> ? V : never;

/** The values of keys in the model. */
export type Values<K extends Keys> = { readonly [N in keyof K]: ValueOf<K[N]> };

/** The values of an item of a map, with the item's key in the map. */
export type ItemValues<K extends Keys> = { readonly key: string } & Values<K>;

/** The texts about a mapping, for schemas. */
export interface About {
  readonly description: string;
  readonly title?: string;
  readonly definition?: string;
  /** The name of the mapping's type in expressions. */
  readonly struct?: string;
}

/** Declares a mapping with exactly these keys. A mapping with required keys is required itself. */
export function table<K extends Keys>(about: string | About, keys: K): Table<Values<K>, K>;
export function table<K extends Keys, V extends object>(
  about: string | About,
  keys: K,
  model: (values: Values<K>) => V,
): Table<V, K>;
export function table(
  about: string | About,
  keys: Keys,
  model: (values: Values<Keys>) => object = (values) => values,
): Table<object> {
  const { read, ...parts } = makeTable(about, keys);
  return { ...parts, read: (mapping, item) => mapping.withOrigin(model(read(mapping, item))) };
}

/** Declares a mapping with exactly these keys that is an item of a map with keys of the author's choice. */
export function itemTable<K extends Keys>(about: string | About, keys: K): Table<ItemValues<K>, K> {
  const { read, ...parts } = makeTable(about, keys);
  return { ...parts, read: (mapping, item) => mapping.withOrigin({ key: item, ...read(mapping, item) }) };
}

/** The schema to use where a mapping of a table stands. `description` replaces the table's own at this place. */
export function schemaOf({ definition, schema }: Table<object>, description?: string): JsonSchema {
  const own = description === undefined ? {} : { description };
  return definition === undefined ? { ...schema, ...own } : { ...own, $ref: `#/$defs/${definition}` };
}

/** The schemas for `$defs`: of every table below `root` that has a `definition`, by that name. */
export function definitionsOf(root: Table<object>): Readonly<Record<string, JsonSchema>> {
  const found = new Map<string, JsonSchema>();
  const visit = ({ definition, schema, keys }: Table<object>) => {
    if (definition !== undefined) found.set(definition, schema);
    for (const { tables } of Object.values(keys)) for (const inner of tables) visit(inner);
  };
  visit(root);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function makeTable<K extends Keys>(about: string | About, keys: K): Table<Values<K>, K> {
  const { description, title, definition, struct } = typeof about === 'string' ? { description: about } : about;
  const entries = Object.entries(keys).map(([member, key]) => ({ member, name: writtenName(member), key }));
  const required = entries.filter(({ key }) => key.required).map(({ name }) => name);
  const schema: JsonSchema = {
    description,
    type: required.length > 0 ? 'object' : ['object', 'null'],
    ...(title === undefined ? {} : { title }),
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(entries.map(({ name, key }) => [name, key.schema])),
    additionalProperties: false,
  };
  return {
    keys,
    definition,
    schema,
    struct:
      struct === undefined
        ? undefined
        : { name: struct, fields: new Map(entries.map(({ member, key }) => [member, fieldOf(member, key)])) },
    read(mapping, item) {
      const values: Record<string, unknown> = {};
      for (const { member, name, key } of entries) values[member] = key.read(mapping, name, item);
      // `values` has, for each name, what the key of that name read, as the type says; the compiler cannot infer it.
      return values as Values<K>;
    },
  };
}
