import { celBool } from '../cel/type.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { Expression, ResourceIterator, Target } from './blueprint.ts';
import type { ExpressionScope } from './expression.ts';
import type { RawResource } from './raw.ts';
import { namesIn } from './reference.ts';
import type { Surroundings } from './surroundings.ts';
import { itemType } from './target.ts';

/** The conditions under which a resource, or one item of it, is part of the graph. */
export function linkConditions(
  raw: RawResource,
  iterators: readonly ResourceIterator[],
  scope: ExpressionScope,
  surroundings: Surroundings,
): { readonly includeWhen: Expression[]; readonly includeItemWhen: Expression[] } {
  const names = new Set(iterators.map((iterator) => iterator.name));
  const conditions = link(raw, 'includeWhen', scope, surroundings);
  const isAboutItem = ({ cel }: Expression): boolean => namesIn(cel.references, names).size > 0;
  return {
    includeWhen: conditions.filter((condition) => !isAboutItem(condition)),
    includeItemWhen: conditions.filter(isAboutItem),
  };
}

/**
 * The `readyWhen` conditions of a resource: its dependents wait until all are true. They may name the resource alone, by
 * its id, or as `each` in a forEach; a condition about another resource is reported, because dependents wait for that one
 * anyway.
 */
export function linkReadiness(
  raw: RawResource,
  target: Target,
  ids: ReadonlySet<string>,
  scope: ExpressionScope,
  surroundings: Surroundings,
): readonly Expression[] {
  if (raw.readyWhen === undefined) return [];
  const { report, file } = surroundings;
  const whole = rangeOf(raw, 'readyWhen') ?? startOf(file.path);
  if (target.type === 'blueprint') {
    const fix = 'Put it on the resource inside that has to be ready.';
    report(
      finding('blueprint-invalid', `\`${raw.id}\` is a blueprint and has no readyWhen of its own`, whole, { fix }),
    );
    return [];
  }
  const isEach = raw.forEach !== undefined;
  const conditions = link(
    raw,
    'readyWhen',
    isEach ? scope.with({ each: itemType(target, surroundings) }) : scope,
    surroundings,
  );
  for (const { cel, place } of conditions) {
    const [foreign] = [...namesIn(cel.references, ids)].filter((id) => isEach || id !== raw.id);
    if (foreign === undefined) continue;
    const own = isEach ? 'each' : raw.id;
    const message = `readyWhen of \`${raw.id}\` looks at ${foreign}`;
    const fix = `Look at ${own} only: what depends on others waits for those anyway.`;
    report(finding('expression-unknown-name', message, place, { fix }));
  }
  return conditions;
}

function link(
  raw: RawResource,
  key: 'includeWhen' | 'readyWhen',
  scope: ExpressionScope,
  { file }: Surroundings,
): Expression[] {
  const conditions = raw[key] ?? [];
  return conditions.flatMap((text, index) => {
    const at = rangeOf(conditions, String(index)) ?? startOf(file.path);
    return scope.single({ text, file, at }, celBool, `${key} of \`${raw.id}\``) ?? [];
  });
}
