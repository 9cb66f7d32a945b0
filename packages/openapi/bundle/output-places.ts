import { BundleFailure } from './documents.ts';
import { keyOf, localReference, type Target } from './reference.ts';

/** A place of the joined document: a member of another place; undefined for the document itself. */
export type OutputPlace = { readonly parent: OutputPlace; readonly key: string } | undefined;

interface Waiting {
  readonly target: Target;
  readonly from: string;
  readonly write: (reference: string) => void;
}

/** The places of parts from other files, for references to parts without a name. */
export class OutputPlaces {
  readonly #places = new Map<string, OutputPlace>();
  readonly #waiting: Waiting[] = [];

  /** Records the place of a part. The first one counts. */
  add(target: Target, place: OutputPlace): void {
    const key = keyOf(target);
    if (!this.#places.has(key)) this.#places.set(key, place);
  }

  /** Writes a reference at the end, when every part has its place. */
  later(target: Target, from: string, write: (reference: string) => void): void {
    this.#waiting.push({ target, from, write });
  }

  /** @param named the pointer of a part with a name */
  settle(named: (target: Target) => readonly string[] | undefined): void {
    for (const { target, from, write } of this.#waiting) {
      const pointer = this.#pointerTo(target, named);
      if (!pointer) {
        const message = `${from} refers to ${localReference(target.pointer)} of ${target.location}, which is no part of the API`;
        throw new BundleFailure('reference-unsupported', message, 'Name the operation by its `operationId`.');
      }
      write(localReference(pointer));
    }
  }

  #pointerTo(
    { location, pointer }: Target,
    named: (target: Target) => readonly string[] | undefined,
  ): readonly string[] | undefined {
    for (let length = pointer.length; length >= 0; length -= 1) {
      const outer = { location, pointer: pointer.slice(0, length) };
      const key = keyOf(outer);
      const place = this.#places.has(key) ? partsOf(this.#places.get(key)) : named(outer);
      if (place) return [...place, ...pointer.slice(length)];
    }
    return undefined;
  }
}

function partsOf(place: OutputPlace): readonly string[] {
  const parts: string[] = [];
  for (let at = place; at; at = at.parent) parts.unshift(at.key);
  return parts;
}
