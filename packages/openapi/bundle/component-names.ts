import type { Position } from '../document/position.ts';
import { keyOf, type Target } from './reference.ts';

export interface Component {
  readonly target: Target;
  readonly section: readonly string[];
  readonly name: string;
  readonly position: Position;
}

/** The names of parts from other files in the joined document. */
export class ComponentNames {
  readonly #pointers = new Map<string, readonly string[]>();
  /** The document's own entries for parts from other files. */
  readonly #homes = new Map<string, object>();
  readonly #taken = new Map<string, Set<string>>();
  readonly #pending: Component[] = [];
  #written = 0;
  /** The number that the next part of a name gets: a hundred files may each be called index.yaml. */
  readonly #numbers = new Map<string, number>();

  /** Reserves a name that the document itself uses. */
  take(section: readonly string[], name: string): void {
    this.#takenIn(section).add(name);
  }

  /**
   * Records that the document itself has a part from another file at `pointer`. The first claim counts.
   *
   * @param home the document's entry for the part
   */
  claim(target: Target, pointer: readonly string[], home: object): void {
    const key = keyOf(target);
    if (this.#pointers.has(key)) return;
    this.#pointers.set(key, pointer);
    this.#homes.set(key, home);
  }

  /** Whether `value` is the document's entry for the part. */
  isHome(target: Target, value: object): boolean {
    return this.#homes.get(keyOf(target)) === value;
  }

  /**
   * The pointer of a part in the joined document; undefined for a part without a section, which is written in place.
   */
  pointerTo(target: Target, section: readonly string[] | undefined, position: Position): readonly string[] | undefined {
    const known = this.known(target);
    if (known || !section) return known;
    const name = this.#freeName(section, target);
    const pointer = [...section, name];
    this.#pointers.set(keyOf(target), pointer);
    this.#pending.push({ target, section, name, position });
    return pointer;
  }

  /** The pointer of a part, if it has one already. */
  known(target: Target): readonly string[] | undefined {
    return this.#pointers.get(keyOf(target));
  }

  /** A part that has a name and is not yet written. */
  next(): Component | undefined {
    const next = this.#pending[this.#written];
    if (next) this.#written += 1;
    return next;
  }

  #freeName(section: readonly string[], { location, pointer }: Target): string {
    const file = (location.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
    const wanted = (pointer.at(-1) ?? file).replace(/[^A-Za-z0-9._-]+/g, '_') || 'part';
    const taken = this.#takenIn(section);
    const key = `${section.join('/')}/${wanted}`;
    let name = wanted;
    for (let number = this.#numbers.get(key) ?? 2; taken.has(name); number += 1) {
      name = `${wanted}_${number}`;
      this.#numbers.set(key, number + 1);
    }
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
