import { isRecord } from '@konduct/core/value/record';
import { itemOf, memberOf, type Position } from './position.ts';

type Json = Readonly<Record<string, unknown>>;

/** A `$ref` that is a word of somebody's data, and the object that it is a member of. */
export interface DataReference {
  readonly text: string;
  readonly holder: Json;
  /** The key whose value it is, or the list that it is in: `example`, `description`, `x-codeSamples`. */
  readonly below: string;
}

/**
 * The `$ref`s of a document where OpenAPI has no references, but where some bundlers follow or write them: in examples,
 * descriptions and extensions, in the order of the document. Whoever reads the document sees the `$ref` itself there.
 * A schema written out as an example has them, too: a `$ref` counts only where it is all that an object has.
 */
export function* dataReferencesOf(root: unknown): Generator<DataReference> {
  const seen = new Map<object, Set<Position>>();
  const pending: { readonly value: unknown; readonly position: Position; readonly below: string }[] = [
    { value: root, position: 'document', below: '' },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, position, below } = next;
    if (typeof value !== 'object' || value === null) continue;
    const known = seen.get(value) ?? new Set();
    if (known.has(position)) continue;
    seen.set(value, known.add(position));
    if (Array.isArray(value)) {
      for (const item of value.toReversed()) pending.push({ value: item, position: itemOf(position), below });
    } else if (isRecord(value)) {
      const members = Object.entries(value);
      const [first] = members;
      if (position === 'data' && members.length === 1 && first?.[0] === '$ref' && typeof first[1] === 'string')
        yield { text: first[1], holder: value, below };
      for (const [key, member] of members.reverse())
        pending.push({ value: member, position: memberOf(position, key), below: key });
    }
  }
}
