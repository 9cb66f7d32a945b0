import { ExpressionError } from '../cel/expression-error.ts';
import { type CelType, celDyn } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { fromCel, isEmptyOptional, lazyStruct, OMITTED, toCel, unwrapOptional } from '../cel/value.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Problem, UnknownField } from '../graph/node.ts';
import type { Field } from '../kind/field.ts';
import { canBeUnset } from '../kind/kind.ts';
import { handleOf } from '../provider/content-value.ts';
import { secretHandleOf } from '../secret/secret-value.ts';
import type { SourceRange } from '../source/range.ts';
import type { Expression, Member, Template } from './blueprint.ts';
import { specMembers } from './spec.ts';

/** The names an expression sees; members may be getters. */
export type Context = Readonly<Record<string, unknown>>;

/** The resource and field of an expression, so that a failure can name it. */
export interface Evaluated {
  /** The keys of the manifest that lead to it, the organization first. */
  readonly parts: readonly string[];
  /** The place in the manifest. */
  readonly place: SourceRange | undefined;
}

/** Unknown values and failures that evaluating templates met. */
export interface Findings {
  readonly evaluated: Evaluated;
  readonly unknowns: UnknownField[];
  readonly problems: Problem[];
  /** Dotted paths of fields that should have nothing in them and that Konnect cannot empty. */
  readonly kept: string[];
}

const failedIn = new WeakMap<ExpressionError, Expression>();

/** The engine value of an expression. Throws Unknown, and ExpressionError with a note of which expression it was. */
export function evaluateExpression(expression: Expression, context: Context): unknown {
  try {
    return expression.cel.evaluate(context);
  } catch (error) {
    // An expression fails with the error of an expression that it reads: the first note names the one to mend.
    if (error instanceof ExpressionError && !failedIn.has(error)) failedIn.set(error, expression);
    throw error;
  }
}

/**
 * The problem of an expression that failed for one instance or resource. Rethrows any error but `ExpressionError`: it is a
 * defect of Konduct.
 */
export function failure(expression: Expression, error: unknown, evaluated: Evaluated): Problem {
  if (!(error instanceof ExpressionError)) throw error;
  const { cel, place } = failedIn.get(error) ?? expression;
  const source = cel.source.trim();
  const name = evaluated.parts.join('/');
  const message = `The expression \`${source}\` failed for ${name}: ${error.message}`;
  const related = evaluated.place && [{ message: name, at: evaluated.place }];
  const diagnostic = finding(error.overBudget ? 'expression-budget' : 'expression-failed', message, place, {
    fix: fixOf(error),
    ...(related && { related }),
  });
  return error.pending ? { diagnostic, pending: `what \`${source}\` asks for (${error.message})` } : { diagnostic };
}

function fixOf({ overBudget, pending }: ExpressionError): string {
  if (overBudget) return 'Let the expression work on less, or divide it between several resources.';
  return pending
    ? 'Ask whether it is there first, as with has(x.y), x.?y.orValue(…) or size(x) > 0.'
    : 'Correct the expression, or the values it works with.';
}

/** The members of a template as plain JSON, without those that are omitted, unknown or failed. */
export function evaluateMembers(
  members: readonly Member[],
  context: Context,
  findings: Findings,
  prefix: string,
  fieldOf: (name: string) => Field | undefined = () => undefined,
): Record<string, unknown> {
  const pairs = members.map(({ name, value }) => [
    name,
    evaluatePlain(value, context, findings, `${prefix}${name}`, fieldOf(name)),
  ]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== OMITTED));
}

/**
 * A template as plain JSON; OMITTED when it is left out, unknown or failed. An empty optional is null where `field` can be
 * taken away, so that what a manifest no longer says is no longer there; elsewhere it is left out.
 */
export function evaluatePlain(
  template: Template,
  context: Context,
  findings: Findings,
  path: string,
  field?: Field,
): unknown {
  switch (template.form) {
    case 'literal':
      return template.value;
    case 'object':
      return evaluateMembers(
        template.members,
        context,
        findings,
        `${path}.`,
        (name) => field?.properties?.[name] ?? field?.values,
      );
    case 'list':
      return evaluateList(template.items, context, findings, path);
    case 'expression':
      return attempt(template.expression, findings, path, () => {
        const found = evaluateExpression(template.expression, context);
        if (field && isEmptyOptional(found)) return nothingIn(field, path, findings);
        const value = unwrapOptional(found);
        return value === OMITTED ? OMITTED : (handleOf(value) ?? secretHandleOf(value) ?? fromCel(value));
      });
    case 'text': {
      const texts = template.parts.map((part) =>
        typeof part === 'string'
          ? part
          : attempt(part, findings, path, () => fromCel(evaluateExpression(part, context))),
      );
      return texts.includes(OMITTED) ? OMITTED : texts.join('');
    }
  }
}

function nothingIn(field: Field, path: string, { kept }: Findings): unknown {
  if (canBeUnset(field)) return null;
  if (!field.required && !field.immutable) kept.push(path);
  return OMITTED;
}

/** Lists are compared as a whole: one of which an item is unknown is unknown. */
function evaluateList(items: readonly Template[], context: Context, findings: Findings, path: string): unknown {
  const before = findings.unknowns.length;
  const values = items.map((item, index) => evaluatePlain(item, context, findings, `${path}.${index}`));
  const unknowns = findings.unknowns.splice(before);
  findings.unknowns.push(...unknowns.map((unknown) => ({ ...unknown, path })));
  return unknowns.length > 0 ? OMITTED : values.filter((value) => value !== OMITTED);
}

/** Runs an expression. `Unknown` and `ExpressionError` become findings, and the value is OMITTED. */
function attempt(expression: Expression, findings: Findings, path: string, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof Unknown)
      findings.unknowns.push({ path, expression: expression.cel.source.trim(), on: error.path });
    else findings.problems.push(failure(expression, error, findings.evaluated));
    return OMITTED;
  }
}

/**
 * A template's value as expressions use it. The members of structs are evaluated when an expression reads them, so that an
 * unknown member matters only then. Throws Unknown and ExpressionError.
 */
export function evaluateLive(template: Template, context: Context, type: CelType): unknown {
  switch (template.form) {
    case 'literal':
      return toCel(template.value, type);
    case 'expression':
      return unwrapOptional(evaluateExpression(template.expression, context));
    case 'text':
      return template.parts
        .map((part) => (typeof part === 'string' ? part : String(fromCel(evaluateExpression(part, context)))))
        .join('');
    case 'list':
      return template.items.map((item) => evaluateLive(item, context, type.kind === 'list' ? type.item : celDyn));
    case 'object':
      return evaluateObject(template.members, context, type);
  }
}

function evaluateObject(members: readonly Member[], context: Context, type: CelType): unknown {
  if (type.kind !== 'struct') {
    const item = type.kind === 'map' ? type.value : celDyn;
    return new Map(members.map(({ name, value }) => [name, evaluateLive(value, context, item)]));
  }
  const getters: Record<string, () => unknown> = {};
  for (const { name, fallback, type: wanted } of specMembers(type)?.values() ?? []) {
    if (fallback !== undefined) getters[name] = () => toCel(fallback, wanted);
  }
  for (const { name, value } of members) {
    const wanted = type.struct.fields.get(name)?.type ?? celDyn;
    if (!isNothing(value)) getters[name] = () => evaluateLive(value, context, wanted);
  }
  return lazyStruct(type.struct, getters);
}

/** Whether a template may turn out to leave its field away. */
export function mayBeOmitted(template: Template): boolean {
  return template.form === 'expression' && template.expression.cel.type.kind === 'optional';
}

/** Whether a template is `null`: the field is unset, and expressions see it as absent. */
export function isNothing(template: Template): boolean {
  return template.form === 'literal' && template.value === null;
}
