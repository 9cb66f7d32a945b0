import { rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';

/**
 * The first place of a value in the `x-kong-` directives of a document.
 *
 * @param field the field of the entity that got the value; a place with this key goes before others
 */
export function directivePlace(document: unknown, field: string, value: unknown): SourceRange | undefined {
  const seen = { inside: new Set<object>(), outside: new Set<object>() };
  let other: SourceRange | undefined;
  const pending: { readonly node: unknown; readonly inside: boolean; readonly isField: boolean }[] = [
    { node: document, inside: false, isField: false },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, inside, isField } = next;
    // With aliases, one object may be inside and outside of directives.
    const before = inside ? seen.inside : seen.outside;
    if (typeof node !== 'object' || node === null || before.has(node)) continue;
    before.add(node);
    const members = Object.entries(node).map(([key, member]) => ({
      key,
      node: member as unknown,
      inside: inside || (!Array.isArray(node) && key.startsWith('x-kong-')),
      isField: Array.isArray(node) ? isField : key === field || key === `x-kong-${field}`,
    }));
    for (const member of members) {
      if (!member.inside || member.node !== value) continue;
      const at = rangeOf(node, member.key);
      if (at && member.isField) return at;
      other ??= at;
    }
    pending.push(...members.reverse());
  }
  return other;
}
