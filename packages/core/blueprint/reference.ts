import type { VariablePath } from '../cel/environment.ts';

/** Which of some names references start with. No iterator has the name of a resource, so none is hidden. */
export function namesIn(references: readonly VariablePath[], names: ReadonlySet<string>): Set<string> {
  return new Set(references.flatMap(({ path: [root] }) => (root !== undefined && names.has(root) ? [root] : [])));
}
