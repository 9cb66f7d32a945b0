import { celDyn, type StructType } from '../cel/type.ts';
import { lazyStruct } from '../cel/value.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { Blueprint, StatusMember } from './blueprint.ts';
import { evaluateExpression } from './evaluate.ts';
import type { ExpressionScope } from './expression.ts';
import type { RawBlueprint } from './raw.ts';
import { namesIn } from './reference.ts';
import type { InstanceScope } from './scope.ts';
import type { Surroundings } from './surroundings.ts';

/** The values that an instance of a blueprint reports of what its resources became. */
export function linkStatus(
  raw: RawBlueprint,
  ids: ReadonlySet<string>,
  scope: ExpressionScope,
  { file, report }: Surroundings,
): { readonly status: readonly StatusMember[]; readonly statusType: StructType } {
  const source = raw.schema?.status ?? {};
  const status = Object.entries(source).flatMap(([name, text]): StatusMember[] => {
    const at = rangeOf(source, name) ?? startOf(file.path);
    if (typeof text !== 'string') {
      const fix = 'Make it of what resources became, as in ${api.id}.';
      report(finding('schema-invalid', `The status ${name} is not an expression`, at, { fix }));
      return [];
    }
    const expression = scope.single({ text, file, at }, celDyn, `The status ${name}`);
    return expression ? [{ name, expression, uses: namesIn(expression.cel.references, ids) }] : [];
  });
  const fields = new Map(status.map(({ name, expression }) => [name, { type: expression.cel.type, always: false }]));
  return { status, statusType: { name: `${raw.metadata.name}.status`, fields } };
}

/**
 * The value of an instance in the blueprint that names it: its `status`, with the type of `expected`, because another
 * blueprint may stand in for that one. A status value made of a resource that was left out is absent.
 */
export function instanceValue(scope: InstanceScope, expected: Blueprint): object {
  const there = scope.blueprint.status.filter(({ uses }) => ![...uses].some((id) => scope.isExcluded(id)));
  const getters = Object.fromEntries(
    there.map(({ name, expression }) => [
      name,
      scope.view.memoize(() => evaluateExpression(expression, scope.context)),
    ]),
  );
  return lazyStruct(expected.instanceType, { status: () => lazyStruct(expected.statusType, getters) });
}
