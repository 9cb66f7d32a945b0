import { originOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';

/**
 * The e-mail addresses of all lists in lower case, each once, in the order of their first places: Ann@example.com and
 * ann@example.com are one person.
 */
export function distinctAddresses(lists: readonly (readonly string[])[]): readonly string[] {
  const addresses = new Map<string, { key: SourceRange; value: SourceRange } | undefined>();
  for (const list of lists) {
    for (const [index, address] of list.entries()) {
      const lower = address.toLowerCase();
      if (!addresses.has(lower)) addresses.set(lower, originOf(list)?.members.get(String(index)));
    }
  }
  const members = new Map(
    [...addresses.values()].flatMap((range, index) => (range ? [[String(index), range] as const] : [])),
  );
  const self = lists.flatMap((list) => originOf(list)?.self ?? [])[0];
  return self ? setOrigin([...addresses.keys()], { self, members }) : [...addresses.keys()];
}
