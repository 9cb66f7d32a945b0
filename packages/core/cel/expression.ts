import { engineFailure } from './engine-error.ts';
import { ExpressionError } from './expression-error.ts';
import type { IterationBudget } from './iteration-budget.ts';
import { withoutStandIns } from './stand-in.ts';
import type { CelType } from './type.ts';
import { Unknown } from './unknown.ts';
import type { VariablePath } from './variable-path.ts';

/** An expression that was parsed and type-checked. */
export interface CelExpression {
  readonly source: string;
  /** The type of its result; an optional where the result may be omitted. */
  readonly type: CelType;
  /** Every path rooted in a variable, untaken branches included; names bound by macros and cel.bind are not variables. */
  readonly references: readonly VariablePath[];
  /**
   * The engine value (see fromCel) for the variables in `context`. Its members may be getters and are read only when the
   * expression reads them, every time it does. Throws Unknown and ExpressionError as the getters threw them, and
   * ExpressionError for everything that goes wrong here; a field that is absent is a pending one.
   */
  evaluate(context: object): unknown;
}

/** A parsed and checked expression of the engine, with the budget of its loops. */
export interface Program {
  readonly evaluate: (context: object) => unknown;
  readonly budget: IterationBudget;
}

/**
 * Makes an expression of `program`. The engine keeps the state of a loop in the parsed expression, so one that is
 * evaluated again while it runs, by a getter of its context, needs another program: `makeProgram` makes it.
 */
export function makeExpression(
  facts: Pick<CelExpression, 'source' | 'type' | 'references'>,
  program: Program,
  makeProgram: () => Program,
): CelExpression {
  const idle = [program];
  return {
    ...facts,
    evaluate(context) {
      const current = idle.pop() ?? makeProgram();
      try {
        return run(current, facts.source, context);
      } finally {
        idle.push(current);
      }
    },
  };
}

function run(program: Program, source: string, context: object): unknown {
  program.budget.refill();
  try {
    return program.evaluate(context);
  } catch (error) {
    if (error instanceof Unknown || error instanceof ExpressionError) throw error;
    const failure = engineFailure(error);
    const { start, end } = failure?.range ?? { start: 0, end: source.length };
    const code = failure?.code ?? 'internal';
    const message = failure ? withoutStandIns(failure.summary) : error instanceof Error ? error.message : String(error);
    throw new ExpressionError(message, { code, source, start, end, cause: error });
  }
}
