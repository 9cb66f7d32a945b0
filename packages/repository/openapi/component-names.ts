import type { Position } from '@konduct/core/document/position';
import type { Target } from './reference.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Component {
  readonly target: Target;
  readonly section: readonly string[];
  readonly name: string;
  readonly position: Position;
}

/** The sections in which a document can have parts under names of its own. */
const sections: readonly (readonly string[])[] = [
  ['definitions'],
  ['parameters'],
  ['responses'],
  ...['schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers', 'links', 'callbacks'].map(
    (name) => ['components', name],
  ),
  ['components', 'securitySchemes'],
];

/** Under which name each part from elsewhere stands in the joined document. */
export class ComponentNames {
  readonly #root: Json;
  readonly #pointers = new Map<string, readonly string[]>();
  /** The document's own entries that stand for a part from elsewhere. */
  readonly #homes = new Map<string, object>();
  readonly #taken = new Map<string, Set<string>>();
  readonly #pending: Component[] = [];

  constructor(root: Json) {
    this.#root = root;
    for (const [section, name] of this.own()) this.#takenIn(section).add(name);
  }

  /** Section, name and value of everything the document has under a name. */
  *own(): Generator<readonly [section: readonly string[], name: string, value: Record<string, unknown>]> {
    for (const section of sections) {
      const values = section.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), this.#root);
      if (!isRecord(values)) continue;
      for (const [name, value] of Object.entries(values)) {
        if (isRecord(value)) yield [section, name, value];
      }
    }
  }

  /** Says that a part from elsewhere is what the document itself has at `pointer`. The first claim counts. */
  claim(target: Target, pointer: readonly string[]): void {
    const key = keyOf(target);
    if (this.#pointers.has(key)) return;
    this.#pointers.set(key, pointer);
    const home = pointer.reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), this.#root);
    if (isRecord(home)) this.#homes.set(key, home);
  }

  /** Whether `value` is the very entry of the document that stands for the part. */
  isHome(target: Target, value: object): boolean {
    return this.#homes.get(keyOf(target)) === value;
  }

  /** Where a part stands or will stand; undefined for one that has no section, which is written out. */
  pointerTo(target: Target, section: readonly string[] | undefined, position: Position): readonly string[] | undefined {
    const key = keyOf(target);
    const known = this.#pointers.get(key);
    if (known || !section) return known;
    const name = this.#freeName(section, target);
    const pointer = [...section, name];
    this.#pointers.set(key, pointer);
    this.#pending.push({ target, section, name, position });
    return pointer;
  }

  /** A part that was named and has yet to be written. */
  next(): Component | undefined {
    return this.#pending.shift();
  }

  #freeName(section: readonly string[], { location, pointer }: Target): string {
    const file = (location.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
    const wanted = (pointer.at(-1) ?? file).replace(/[^A-Za-z0-9._-]+/g, '_') || 'part';
    const taken = this.#takenIn(section);
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    taken.add(name);
    return name;
  }

  #takenIn(section: readonly string[]): Set<string> {
    const key = section.join('/');
    const taken = this.#taken.get(key) ?? new Set();
    this.#taken.set(key, taken);
    return taken;
  }
}

function keyOf({ location, pointer }: Target): string {
  return JSON.stringify([location, pointer]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
