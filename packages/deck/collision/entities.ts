import { rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';

export type Fields = Readonly<Record<string, unknown>>;

/** A named entity in a decK file, with its place. */
export interface NamedEntity {
  readonly kind: string;
  readonly name: string;
  readonly at: SourceRange;
  readonly fields: Fields;
  /** The name of the entity in which the name must be unique; undefined for the whole control plane. */
  readonly within?: string;
}

/**
 * The lists whose entities must have unique names in a control plane: the list, the word for its entities, and the
 * field with the name.
 */
const lists: readonly (readonly [list: string, kind: string, field: string])[] = [
  ['services', 'service', 'name'],
  ['routes', 'route', 'name'],
  ['upstreams', 'upstream', 'name'],
  ['consumers', 'consumer', 'username'],
  ['consumer_groups', 'consumer group', 'name'],
];

const known = new WeakMap<SourceFile, readonly NamedEntity[]>();

/**
 * The named entities of a decK file: those at the top, the routes of its services and the targets of its upstreams. The result is cached, because
 * teams share files.
 */
export function namedEntities(file: SourceFile): readonly NamedEntity[] {
  const before = known.get(file);
  if (before) return before;
  const found = readEntities(file);
  known.set(file, found);
  return found;
}

function readEntities(file: SourceFile): readonly NamedEntity[] {
  const { value } = parseYaml(file);
  const found: NamedEntity[] = [];
  const walk = (parent: Fields) => {
    for (const [list, kind, field] of lists) {
      for (const item of itemsOf(parent[list])) {
        const name = item[field];
        if (typeof name === 'string') {
          found.push({ kind, name, at: rangeOf(item, field) ?? startOf(file.path), fields: item });
        }
        if (list === 'upstreams') found.push(...targetsOf(item, file));
        walk(item);
      }
    }
  };
  if (isRecord(value)) walk(value);
  return found;
}

function targetsOf(upstream: Fields, file: SourceFile): NamedEntity[] {
  return itemsOf(upstream.targets).flatMap((fields) => {
    const { target } = fields;
    if (typeof target !== 'string') return [];
    const at = rangeOf(fields, 'target') ?? startOf(file.path);
    return [{ kind: 'target', name: target, at, fields, within: String(upstream.name) }];
  });
}

function itemsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
