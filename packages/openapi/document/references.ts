import { isRecord } from '@konduct/core/value/record';
import { itemOf, memberOf, type Position } from './position.ts';

type Json = Readonly<Record<string, unknown>>;

/** Text of a document that leads somewhere, and the member of an object that holds it. */
export interface Reference {
  readonly text: string;
  readonly holder: Json;
  readonly key: string;
  readonly position: Position;
}

/**
 * Everything in a document that refers, wherever it leads. `$ref` refers where OpenAPI lets it; elsewhere (in examples,
 * defaults, extensions) it is a word of somebody's data.
 */
export function* referencesOf(root: unknown): Generator<Reference> {
  // Aliases make one object stand in many places: it is looked at once for each thing it can mean.
  const seen = new Map<object, Set<Position>>();
  const pending: { readonly value: unknown; readonly position: Position }[] = [{ value: root, position: 'document' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, position } = next;
    if (typeof value !== 'object' || value === null || position === 'data') continue;
    const known = seen.get(value) ?? new Set();
    if (known.has(position)) continue;
    seen.set(value, known.add(position));
    if (Array.isArray(value)) {
      for (const item of value) pending.push({ value: item, position: itemOf(position) });
    } else if (isRecord(value)) {
      yield* referencesIn(value, position);
      for (const [key, member] of Object.entries(value))
        pending.push({ value: member, position: memberOf(position, key) });
    }
  }
}

function* referencesIn(holder: Json, position: Position): Generator<Reference> {
  for (const key of referringKeys(position)) {
    const text = Object.hasOwn(holder, key) ? holder[key] : undefined;
    if (typeof text === 'string') yield { text, holder, key, position };
  }
  if (position !== 'discriminator' || !isRecord(holder.mapping)) return;
  for (const [key, text] of Object.entries(holder.mapping))
    if (isMappedReference(text)) yield { text, holder: holder.mapping, key, position };
}

/** The keys whose text refers at a place. */
export function referringKeys(position: Position): readonly string[] {
  if (position === 'schema') return ['$ref', '$dynamicRef', '$recursiveRef'];
  return position === 'link' ? ['$ref', 'operationRef'] : ['$ref'];
}

/** A discriminator names a schema, or refers to one. */
export function isMappedReference(value: unknown): value is string {
  return typeof value === 'string' && /[#/]|\.(?:ya?ml|json)$/.test(value);
}

/** Whether a reference leads out of the document it stands in. */
export function leadsElsewhere({ text, key, position }: Reference): boolean {
  // Nobody follows these to another host: there they are the names of things.
  if ((position === 'discriminator' || key === 'operationRef') && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return false;
  return !text.startsWith('#');
}
