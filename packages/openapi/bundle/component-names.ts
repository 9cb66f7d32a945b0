import type { Position } from '../document/position.ts';
import { keyOf, type Target } from './reference.ts';

export interface Component {
  readonly target: Target;
  readonly section: readonly string[];
  readonly name: string;
  readonly position: Position;
}

/** Under which name each part from elsewhere stands in the joined document. */
export class ComponentNames {
  readonly #pointers = new Map<string, readonly string[]>();
  /** The document's own entries that stand for a part from elsewhere. */
  readonly #homes = new Map<string, object>();
  readonly #taken = new Map<string, Set<string>>();
  readonly #pending: Component[] = [];
  #written = 0;
  /** The number that the next part of a name gets: a hundred files may each be called index.yaml. */
  readonly #numbers = new Map<string, number>();

  /** Keeps a name for what the document itself has under it. */
  take(section: readonly string[], name: string): void {
    this.#takenIn(section).add(name);
  }

  /**
   * Says that a part from elsewhere is what the document itself has at `pointer`. The first claim counts.
   *
   * @param home what stands for the part there
   */
  claim(target: Target, pointer: readonly string[], home: object): void {
    const key = keyOf(target);
    if (this.#pointers.has(key)) return;
    this.#pointers.set(key, pointer);
    this.#homes.set(key, home);
  }

  /** Whether `value` is the very entry of the document that stands for the part. */
  isHome(target: Target, value: object): boolean {
    return this.#homes.get(keyOf(target)) === value;
  }

  /** Where a part stands or will stand; undefined for one that has no section, which is written out. */
  pointerTo(target: Target, section: readonly string[] | undefined, position: Position): readonly string[] | undefined {
    const known = this.known(target);
    if (known || !section) return known;
    const name = this.#freeName(section, target);
    const pointer = [...section, name];
    this.#pointers.set(keyOf(target), pointer);
    this.#pending.push({ target, section, name, position });
    return pointer;
  }

  /** Where a part stands or will stand, if that has been settled. */
  known(target: Target): readonly string[] | undefined {
    return this.#pointers.get(keyOf(target));
  }

  /** A part that was named and has yet to be written. */
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
