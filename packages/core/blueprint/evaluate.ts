import { ExpressionError } from '../cel/expression-error.ts';
import { type CelType, celDyn } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { fromCel, lazyStruct, OMITTED, toCel, unwrapOptional } from '../cel/value.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { UnknownField } from '../graph/node.ts';
import { handleOf } from '../provider/content-value.ts';
import type { Expression, Member, Template } from './blueprint.ts';

/** The names an expression sees; members may be getters. */
export type Context = Readonly<Record<string, unknown>>;

/** What evaluating templates found besides values. */
export interface Findings {
  readonly unknowns: UnknownField[];
  readonly problems: Diagnostic[];
}

/** The members of a template as plain JSON, without those that are omitted, unknown or failed. */
export function evaluateMembers(
  members: readonly Member[],
  context: Context,
  findings: Findings,
  prefix = '',
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of members) {
    const path = `${prefix}${member.name}`;
    const value = evaluatePlain(member.value, context, findings, path);
    if (value !== OMITTED) result[member.name] = value;
  }
  return result;
}

function evaluatePlain(template: Template, context: Context, findings: Findings, path: string): unknown {
  switch (template.form) {
    case 'literal':
      return template.value;
    case 'object':
      return evaluateMembers(template.members, context, findings, `${path}.`);
    case 'list':
      return template.items
        .map((item, index) => evaluatePlain(item, context, findings, `${path}.${index}`))
        .filter((item) => item !== OMITTED);
    case 'expression':
      return attempt(template.expression, findings, path, () => {
        const value = template.expression.cel.evaluate(context);
        return handleOf(value) ?? fromCel(value);
      });
    case 'text': {
      const texts = template.parts.map((part) =>
        typeof part === 'string' ? part : attempt(part, findings, path, () => fromCel(part.cel.evaluate(context))),
      );
      return texts.includes(OMITTED) ? OMITTED : texts.join('');
    }
  }
}

/** Runs an expression; what is unknown or fails becomes a finding, and the value is left out. */
function attempt(expression: Expression, findings: Findings, path: string, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof Unknown)
      findings.unknowns.push({ path, expression: expression.cel.source.trim(), on: error.path });
    else findings.problems.push(failure(expression, error));
    return OMITTED;
  }
}

/** The diagnostic for an expression that failed. Rethrows what is not an expression's failure: a defect of ours. */
export function failure(expression: Expression, error: unknown): Diagnostic {
  if (!(error instanceof ExpressionError)) throw error;
  return {
    severity: 'error',
    code: 'expression-failed',
    message: `the expression \`${expression.cel.source.trim()}\` failed: ${error.message}`,
    at: expression.place,
  };
}

/**
 * A template's value as expressions use it: structs stay alive, so that what is unknown inside them is only met by who
 * reads it. Throws Unknown and ExpressionError.
 */
export function evaluateLive(template: Template, context: Context, type: CelType): unknown {
  switch (template.form) {
    case 'literal':
      return toCel(template.value, type);
    case 'expression':
      return unwrapOptional(template.expression.cel.evaluate(context));
    case 'text':
      return template.parts
        .map((part) => (typeof part === 'string' ? part : String(fromCel(part.cel.evaluate(context)))))
        .join('');
    case 'list':
      return template.items.map((item) => evaluateLive(item, context, type.kind === 'list' ? type.item : celDyn));
    case 'object': {
      const { members } = template;
      if (type.kind !== 'struct') {
        return new Map(
          members.map((member) => [
            member.name,
            evaluateLive(member.value, context, type.kind === 'map' ? type.value : celDyn),
          ]),
        );
      }
      const { fields } = type.struct;
      return lazyStruct(
        type.struct,
        Object.fromEntries(
          members.map((member) => [
            member.name,
            () => evaluateLive(member.value, context, fields.get(member.name)?.type ?? celDyn),
          ]),
        ),
      );
    }
  }
}

/** Whether a template may turn out to leave its field away. */
export function mayBeOmitted(template: Template): boolean {
  return template.form === 'expression' && template.expression.cel.type.kind === 'optional';
}
