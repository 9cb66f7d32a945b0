/** The outcome of a sort: everything that could be ordered, and each circle that kept the rest from it. */
export interface TopologicalOrder<T> {
  /** Dependencies first; among equals the order given. */
  readonly sorted: readonly T[];
  /** Each circle once, starting at its first member in the order given. */
  readonly cycles: readonly (readonly T[])[];
}

/**
 * Orders `items` so that each comes after what it depends on, keeping the given order wherever that leaves a choice. The
 * same input gives the same order. Items in a circle, or behind one, are left out of `sorted`.
 */
export function sortTopologically<T>(
  items: readonly T[],
  dependenciesOf: (item: T) => Iterable<T>,
): TopologicalOrder<T> {
  const sorted: T[] = [];
  const state = new Map<T, 'open' | 'done' | 'broken'>();
  const cycles: T[][] = [];

  // An explicit stack instead of recursion: a chain may be longer than the call stack.
  for (const root of items) {
    if (state.has(root)) continue;
    const path: Step<T>[] = [];
    open(root, path);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.next();
      if (!next.done) {
        const known = state.get(next.value);
        if (known === undefined) open(next.value, path);
        else if (known === 'broken') top.broken = true;
        else if (known === 'open') {
          const start = path.findIndex((entry) => entry.item === next.value);
          cycles.push(path.slice(start).map((entry) => entry.item));
          top.broken = true;
        }
        continue;
      }
      path.pop();
      state.set(top.item, top.broken ? 'broken' : 'done');
      if (!top.broken) sorted.push(top.item);
      const parent = path.at(-1);
      if (top.broken && parent) parent.broken = true;
    }
  }
  return { sorted, cycles: cycles.map((cycle) => rotate(cycle, items)) };

  function open(item: T, path: Step<T>[]): void {
    state.set(item, 'open');
    // An item may name a dependency twice, and its circle is one all the same.
    path.push({ item, rest: new Set(dependenciesOf(item)).values(), broken: false });
  }
}

/** An item whose dependencies are being followed. */
interface Step<T> {
  readonly item: T;
  readonly rest: Iterator<T>;
  broken: boolean;
}

/** A circle has no start; the first of its members in the author's order is the one people look for. */
function rotate<T>(cycle: T[], items: readonly T[]): T[] {
  const members = new Set(cycle);
  const first = items.find((item) => members.has(item));
  const at = first === undefined ? 0 : cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
