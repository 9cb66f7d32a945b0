import { celDyn, celList } from '../cel/type.ts';
import { isReservedName } from '../cel/vocabulary.ts';
import { finding } from '../diagnostic/finding.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { ResourceIterator } from './blueprint.ts';
import type { ExpressionScope } from './expression.ts';
import type { RawResource } from './raw.ts';
import type { Surroundings } from './surroundings.ts';

/** Names that no resource and no iterator can have: the language uses them in expressions, or keeps them for later. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...['schema', 'spec', 'status', 'self', 'each', 'item', 'runtime', 'this', 'instance', 'metadata'],
]);

/** The iterators of a forEach, each with those before it in sight, and the scope with all of them. */
export function linkIterators(
  raw: RawResource,
  ids: ReadonlySet<string>,
  scope: ExpressionScope,
  { file, report }: Surroundings,
): { readonly iterators: readonly ResourceIterator[]; readonly inner: ExpressionScope } {
  const iterators: ResourceIterator[] = [];
  const names = new Set<string>();
  let inner = scope;
  for (const source of raw.forEach ?? []) {
    const [name, text] = Object.entries(source)[0] ?? [];
    if (name === undefined || text === undefined) continue;
    const problem = nameProblem(name, ids, names);
    if (problem !== undefined) {
      const at = keyRangeOf(source, name) ?? startOf(file.path);
      report(finding('blueprint-invalid', `${name} ${problem}`, at, { fix: 'Choose another name.' }));
    }
    const at = rangeOf(source, name) ?? startOf(file.path);
    const expression = inner.single({ text, file, at }, celList(celDyn), `forEach ${name} of \`${raw.id}\``);
    const type = expression?.cel.type;
    const item = type?.kind === 'list' ? type.item : celDyn;
    if (expression) iterators.push({ name, expression, item });
    names.add(name);
    // A broken iterator still has a name, so that its uses are not reported as well.
    if (!isReservedName(name)) inner = inner.with({ [name]: item });
  }
  return { iterators, inner };
}

function nameProblem(name: string, ids: ReadonlySet<string>, names: ReadonlySet<string>): string | undefined {
  if (isReservedName(name) || reservedNames.has(name)) return 'is reserved and cannot be the name of an iterator';
  if (ids.has(name)) return 'is the id of a resource and cannot be the name of an iterator too';
  return names.has(name) ? 'is the name of two iterators' : undefined;
}
