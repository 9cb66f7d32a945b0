import { isRecord } from '@konduct/core/value/record';
import { itemOf, memberOf, type Position } from './position.ts';

type Json = Readonly<Record<string, unknown>>;

/** A text in a document that refers to something, with the object that holds it. */
export interface Reference {
  readonly text: string;
  readonly holder: Json;
  readonly key: string;
  readonly position: Position;
}

/**
 * All references in a document. `$ref` is one where OpenAPI allows it; elsewhere (in examples, defaults, extensions) it
 * is ordinary data.
 */
export function* referencesOf(root: unknown): Generator<Reference> {
  // With aliases, one object occurs in several places. It is visited once for each of its meanings.
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

/** The keys whose texts are references, for a kind of place. */
export function referringKeys(position: Position): readonly string[] {
  if (position === 'schema') return ['$ref', '$dynamicRef', '$recursiveRef'];
  return position === 'link' ? ['$ref', 'operationRef'] : ['$ref'];
}

/** Whether a value in a discriminator's mapping is a reference and not the name of a schema. */
export function isMappedReference(value: unknown): value is string {
  return typeof value === 'string' && /[#/]|\.(?:ya?ml|json)$/.test(value);
}

/** Whether a reference leads to another document. */
export function leadsElsewhere({ text, key, position }: Reference): boolean {
  // Tools do not follow addresses with a scheme here: they are names.
  if ((position === 'discriminator' || key === 'operationRef') && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return false;
  return !text.startsWith('#');
}
