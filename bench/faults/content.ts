import { compareText } from '@konduct/core/value/compare-text';

/** One object that a run left. */
export interface Item {
  /** Its place and name. Two objects with the same name are duplicates. */
  readonly name: string;
  /** All its values, as text. */
  readonly value: string;
}

/** The differences between the actual and the expected objects. */
export interface Difference {
  /** Objects that exist more than once. */
  readonly duplicates: readonly string[];
  /** Objects that should not exist. */
  readonly orphans: readonly string[];
  /** Objects that are missing or have other values. */
  readonly wrong: readonly string[];
}

/** Compares the objects after a disturbed run with those after an undisturbed one. */
export function compareItems(actual: readonly Item[], expected: readonly Item[]): Difference {
  const there = byName(actual);
  const wanted = byName(expected);
  const names = [...new Set([...there.keys(), ...wanted.keys()])].sort(compareText);
  const duplicates: string[] = [];
  const orphans: string[] = [];
  const wrong: string[] = [];
  for (const name of names) {
    const [found, due] = [there.get(name) ?? [], wanted.get(name) ?? []];
    const list = due.length === 0 ? orphans : duplicates;
    for (let surplus = found.length - due.length; surplus > 0; surplus -= 1) list.push(name);
    const left = [...found];
    for (const value of due) {
      const index = left.indexOf(value);
      if (index < 0) wrong.push(name);
      else left.splice(index, 1);
    }
  }
  return { duplicates, orphans, wrong };
}

function byName(items: readonly Item[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const { name, value } of items) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
