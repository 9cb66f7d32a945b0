import { rangeOf } from '@konduct/core/source/origin';
import { showRange } from '@konduct/core/source/range';
import { isRecord } from '@konduct/core/value/record';
import { referenceAdvice } from '../document/reference-advice.ts';
import { BundleFailure, type Documents } from './documents.ts';
import { type AnchorTarget, localReference, resolveReference, type Target } from './reference.ts';

export interface Located {
  /** The place of the value itself, behind the references that lead to it. */
  readonly target: Target;
  readonly value: unknown;
}

/** The longest chain of references. */
const mostSteps = 32;

/** Finds the targets of references. */
export class Locator {
  readonly #documents: Documents;
  readonly #anchors = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** @param from the place of the reference, for the message */
  async locate(wanted: Target | AnchorTarget, from: string, steps = 0): Promise<Located> {
    const { location } = wanted;
    const root = await this.#documents.get(location, from);
    const pointer = 'pointer' in wanted ? wanted.pointer : this.#anchorsOf(location, root).get(wanted.anchor);
    if (!pointer) throw missing(from, `#${'anchor' in wanted ? wanted.anchor : ''}`, location, root);
    let value = root;
    for (const [index, part] of pointer.entries()) {
      const next = memberAt(value, part);
      if (next === undefined && isRecord(value) && typeof value.$ref === 'string') {
        const rest = pointer.slice(index);
        if (steps >= mostSteps) throw endless(from);
        const place = placeOf(value, '$ref', location);
        const { target } = await this.locate(resolve(value.$ref, location, place), place, steps + 1);
        return this.locate({ ...target, pointer: [...target.pointer, ...rest] }, from, steps + 1);
      }
      if (next === undefined) throw missing(from, localReference(pointer), location, root);
      value = next;
    }
    return { target: { location, pointer }, value };
  }

  #anchorsOf(location: string, root: unknown): ReadonlyMap<string, readonly string[]> {
    const known = this.#anchors.get(location) ?? anchorsIn(root);
    this.#anchors.set(location, known);
    return known;
  }
}

function memberAt(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(part) ? value[Number(part)] : undefined;
  return isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

/** The place of each name in an `$anchor`. The first one counts. */
function anchorsIn(root: unknown): ReadonlyMap<string, readonly string[]> {
  const anchors = new Map<string, readonly string[]>();
  const seen = new Set<object>();
  const pending: (readonly [unknown, readonly string[]])[] = [[root, []]];
  // The list grows while it is walked.
  for (const [value, pointer] of pending) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      const isName = (key === '$anchor' || key === '$dynamicAnchor') && typeof member === 'string';
      if (isName && !anchors.has(member)) anchors.set(member, pointer);
      pending.push([member, [...pointer, key]]);
    }
  }
  return anchors;
}

/** The target of a reference. Throws if it must not be read. */
export function resolve(reference: string, base: string, place: string): Target | AnchorTarget {
  const target = resolveReference(reference, base);
  if (!('refused' in target)) return target;
  const message = `${place} has the $ref ${JSON.stringify(reference.slice(0, 200))}, which is refused: ${target.refused}`;
  throw new BundleFailure('reference-refused', message, 'Refer to a file of the same repository.');
}

/** The place of a member, for the author. */
export function placeOf(value: object, key: string, base: string): string {
  const at = rangeOf(value, key) ?? rangeOf(value);
  return at ? showRange({ ...at, file: base }) : base;
}

function missing(from: string, fragment: string, location: string, document: unknown): BundleFailure {
  const message = `${from} refers to ${fragment} of ${location}, which is not there`;
  const advice = referenceAdvice(fragment, document);
  return new BundleFailure(
    'reference-missing',
    message,
    advice ? `${advice.cause} ${advice.fix}` : 'Correct the $ref.',
  );
}

function endless(from: string): BundleFailure {
  const message = `${from} refers to something over more than ${mostSteps} other references`;
  return new BundleFailure('reference-unsupported', message, 'Refer to what is meant.');
}
