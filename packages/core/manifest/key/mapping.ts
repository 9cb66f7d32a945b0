import { celStruct } from '../../cel/type.ts';
import { Reading } from '../reading.ts';
import { type Key, key } from './key.ts';
import { schemaOf, type Table } from './table.ts';

/** An optional mapping of known keys. */
export function block<V extends object>(table: Table<V>, description?: string): Key<V | undefined> {
  return key({
    schema: schemaOf(table, description),
    tables: [table],
    read: (from, name) => from.block(name, (mapping) => table.read(mapping, '')),
  });
}

/** A mapping of known keys. A manifest without it means the same as one with an empty mapping. */
export function defaultBlock<V extends object>(table: Table<V>): Key<V> {
  const { struct } = table;
  return key({
    schema: schemaOf(table),
    ...(struct === undefined ? {} : { type: celStruct(struct) }),
    always: true,
    tables: [table],
    read: (from, name) => from.block(name, (mapping) => table.read(mapping, '')) ?? table.read(Reading.empty, ''),
  });
}

/** A mapping with keys of the author's choice. The model has an empty map where the manifest has none. */
export function map<V extends object>(description: string, table: Table<V>): Key<ReadonlyMap<string, V>> {
  const { read, ...same } = optionalMap(description, table);
  return { ...same, always: true, read: (from, name, item) => read(from, name, item) ?? new Map() };
}

/**
 * A mapping with keys of the author's choice. The model has undefined where the manifest has none, which differs from
 * an empty one.
 */
export function optionalMap<V extends object>(
  description: string,
  table: Table<V>,
): Key<ReadonlyMap<string, V> | undefined> {
  return key({
    schema: { description, type: ['object', 'null'], additionalProperties: schemaOf(table) },
    tables: [table],
    read: (from, name) => from.map(name, (mapping, item) => table.read(mapping, item)),
  });
}

/** A mapping from names of the author's choice to values of one kind. */
export function record<V>(description: string, value: Key<V | undefined>): Key<Readonly<Record<string, V>>> {
  return key({
    schema: { description, type: ['object', 'null'], additionalProperties: value.schema },
    always: true,
    read: (from, name) => from.record(name, (mapping, member) => value.read(mapping, member, '')),
  });
}

/** A list of mappings. The model has an empty list where the manifest has none. */
export function list<V extends object>(description: string, table: Table<V>): Key<readonly V[]> {
  return key({
    schema: { description, type: ['array', 'null'], items: schemaOf(table) },
    always: true,
    tables: [table],
    read: (from, name) => from.list(name, (mapping) => table.read(mapping, '')),
  });
}
