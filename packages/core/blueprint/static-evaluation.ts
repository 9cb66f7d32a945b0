import { ExpressionError } from '../cel/expression-error.ts';
import { celDyn, celString } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { fromCel, OMITTED } from '../cel/value.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { type Expression, expressionsOf, type Template } from './blueprint.ts';
import { type Context, type Evaluated, evaluateExpression, evaluateLive, failure } from './evaluate.ts';

/**
 * Evaluates the expressions that decide which resources there are and in which region, before anything exists. One that
 * depends on a value of Konnect is reported as `identity-unknown`, and its result is left undefined. `evaluated` is what
 * findings name.
 */
export class StaticEvaluation {
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #unknown = new Map<Expression, Diagnostic>();

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.#report = report;
  }

  /** The items of a list. */
  list(expression: Expression, context: Context, evaluated: Evaluated): readonly unknown[] {
    const list = this.#known([expression], evaluated, () => evaluateExpression(expression, context));
    return Array.isArray(list) ? list : [];
  }

  /** Whether all conditions are true. */
  every(conditions: readonly Expression[], context: Context, evaluated: Evaluated): boolean {
    return conditions.every(
      (condition) => this.#known([condition], evaluated, () => evaluateExpression(condition, context)) === true,
    );
  }

  /** A text; undefined when it is omitted or empty. */
  text(template: Template | undefined, context: Context, evaluated: Evaluated): string | undefined {
    if (!template) return undefined;
    const value = this.#known(expressionsOf(template), evaluated, () => evaluateLive(template, context, celString));
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** An object as plain JSON. */
  object(template: Template | undefined, context: Context, evaluated: Evaluated): Context {
    if (!template) return {};
    const value = this.#known(expressionsOf(template), evaluated, () =>
      fromCel(evaluateLive(template, context, celDyn)),
    );
    return typeof value === 'object' && value !== null ? (value as Context) : {};
  }

  #known(expressions: readonly Expression[], evaluated: Evaluated, evaluate: () => unknown): unknown {
    try {
      const value = evaluate();
      return value === OMITTED ? undefined : value;
    } catch (error) {
      const [expression] = expressions;
      if (!expression) throw error;
      if (error instanceof Unknown) this.#report(this.#unknownOf(expression, error));
      else if (error instanceof ExpressionError) this.#report(failure(expression, error, evaluated).diagnostic);
      else throw error;
      return undefined;
    }
  }

  /** The same finding for all instances: the expression is wrong, whichever of them it is evaluated for. */
  #unknownOf(expression: Expression, error: Unknown): Diagnostic {
    const found = this.#unknown.get(expression) ?? unknown(expression, error);
    this.#unknown.set(expression, found);
    return found;
  }
}

function unknown({ cel, place }: Expression, { path }: Unknown): Diagnostic {
  const message = `\`${cel.source.trim()}\` depends on ${path}, which is known only when it exists`;
  return finding('identity-unknown', message, place, {
    cause: 'Which resources there are must be known before anything is created',
    fix: 'Decide from what the manifest says.',
  });
}
