import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';

type Entity = Readonly<Record<string, unknown>>;

/** The keys that may hold the name of a decK entity, in the order in which they are tried. */
const nameKeys = ['name', 'username', 'custom_id', 'prefix', 'group', 'target', 'id'] as const;

const mostLines = 200;

/** The changes in a decK file: their number, and a line for each of the first ones. */
export interface DeckChanges {
  readonly lines: readonly string[];
  readonly total: number;
}

/**
 * The changes between two decK files as lines: added, removed and changed entities, with the names of changed fields.
 * Values are left out, because some of them are secrets, except for the hosts of gateway services.
 */
export function deckChanges(before: string | undefined, after: string | undefined): DeckChanges {
  const left = entitiesOf(before);
  const right = entitiesOf(after);
  if (!left || !right) return { lines: ['~ the file, which cannot be compared'], total: 1 };
  const lines: string[] = [];
  for (const [name, entity] of right) {
    const old = left.get(name);
    if (!old) lines.push(`+ ${name}`);
    else {
      const fields = differingFields(old, entity);
      const told = fields.map((field) => (isService(name) ? withValues(field, old, entity) : field));
      if (fields.length > 0) lines.push(`~ ${name}: ${told.join(', ')}`);
    }
  }
  for (const name of left.keys()) if (!right.has(name)) lines.push(`- ${name}`);
  return { lines: lines.slice(0, mostLines), total: lines.length };
}

/** The fields with a gateway service's target. Reviewers look for these, and they are no secrets. */
const upstreamFields: ReadonlySet<string> = new Set(['protocol', 'host', 'port']);

function isService(title: string): boolean {
  return /^service [^/]*$/.test(title);
}

function withValues(field: string, before: Entity, after: Entity): string {
  if (!upstreamFields.has(field)) return field;
  return `${field} ${String(before[field] ?? 'none')} → ${String(after[field] ?? 'none')}`;
}

/** Every entity by its kind and name. The key of a nested entity begins with that of its parent. */
function entitiesOf(text: string | undefined): ReadonlyMap<string, Entity> | undefined {
  if (text === undefined) return new Map();
  const { value, diagnostics } = parseYaml({ path: 'kong.yaml', text });
  if (hasErrors(diagnostics)) return undefined;
  const found = new Map<string, Entity>();
  collect(value, '', found);
  return found;
}

function collect(value: unknown, parent: string, found: Map<string, Entity>): void {
  if (!isRecord(value)) return;
  for (const [kind, items] of Object.entries(value)) {
    if (!Array.isArray(items)) continue;
    for (const item of items) {
      if (!isRecord(item)) continue;
      const name = nameKeys.map((key) => item[key]).find((text) => typeof text === 'string');
      if (typeof name !== 'string') continue;
      const title = `${parent}${kind.replace(/ies$/, 'y').replace(/s$/, '')} ${name}`;
      found.set(title, item);
      collect(item, `${title} / `, found);
    }
  }
}

/** The names of the differing fields, without those that hold nested entities. */
function differingFields(before: Entity, after: Entity): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys]
    .filter((key) => !isEntityList(before[key]) && !isEntityList(after[key]))
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .sort();
}

function isEntityList(value: unknown): boolean {
  return Array.isArray(value) && value.some((item) => isRecord(item) && nameKeys.some((key) => key in item));
}
