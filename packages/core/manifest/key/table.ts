import type { StructType } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import type { Reading } from '../reading.ts';
import { fieldOf } from './field.ts';
import { type Keys, type ValueOf, writtenName } from './key.ts';

/** Everything that is said of one kind of mapping in a manifest. */
export interface Table<V extends object, K extends Keys = Keys> {
  readonly keys: K;
  /** The name it has under `$defs`; undefined for a mapping that has its schema where it stands. */
  readonly definition: string | undefined;
  readonly schema: JsonSchema;
  /** Its type in expressions, when they see it as it is written. */
  readonly struct: StructType | undefined;
  /** Reads a mapping; `item` is its key in the map it is an item of, and empty for others. */
  read(mapping: Reading, item: string): V;
}

/** The node of the model that a table reads. */
export type Read<T> = T extends Table<infer V> ? V : never;

/** The values of keys in the model. */
export type Values<K extends Keys> = { readonly [N in keyof K]: ValueOf<K[N]> };

/** The values of an item of a map, which knows its key there. */
export type ItemValues<K extends Keys> = { readonly key: string } & Values<K>;

/** The words about a mapping. */
export interface About {
  readonly description: string;
  readonly title?: string;
  readonly definition?: string;
  /** The name of its type in expressions. */
  readonly struct?: string;
}

/** A mapping with these keys and no others. One that has required keys must be there itself. */
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

/** A mapping with these keys that is an item of a map with keys of the author's choice. */
export function itemTable<K extends Keys>(about: string | About, keys: K): Table<ItemValues<K>, K> {
  const { read, ...parts } = makeTable(about, keys);
  return { ...parts, read: (mapping, item) => mapping.withOrigin({ key: item, ...read(mapping, item) }) };
}

/** The schema of a table where a mapping of it stands, with a description of its own for this place if there is one. */
export function schemaOf({ definition, schema }: Table<object>, description?: string): JsonSchema {
  const own = description === undefined ? {} : { description };
  return definition === undefined ? { ...schema, ...own } : { ...own, $ref: `#/$defs/${definition}` };
}

/** The schemas that those of a table refer to, by name. */
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
      // Each member was read by the key of its name, which is what the type says.
      return values as Values<K>;
    },
  };
}
