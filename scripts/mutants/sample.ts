/** `size` of the items, chosen by the seed alone, in the order in which they came; all of them if there are no more. */
export function sampleOf<Item>(items: readonly Item[], size: number, seed: number): Item[] {
  const random = generator(seed);
  const keyed = items.map((item, index) => ({ item, index, key: random() }));
  const chosen = keyed.toSorted((a, b) => a.key - b.key).slice(0, size);
  return chosen.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
}

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
