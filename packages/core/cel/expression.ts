import type { ParseResult } from '@marcbachmann/cel-js';
import { engineFailure } from './engine-error.ts';
import { ExpressionError } from './expression-error.ts';
import type { Reference } from './reference.ts';
import type { CelType } from './type.ts';
import { Unknown } from './unknown.ts';

/** An expression that was parsed and type-checked. */
export interface CelExpression {
  readonly source: string;
  /** What it yields; an optional where it may yield nothing. */
  readonly type: CelType;
  /** Every path rooted in a variable, untaken branches included; names bound by macros and cel.bind are not variables. */
  readonly references: readonly Reference[];
  /**
   * The engine value (see fromCel) for the variables in `context`. Its members may be getters and are read only when the
   * expression reads them, every time it does. Throws Unknown and ExpressionError as the getters threw them, and
   * ExpressionError for everything that goes wrong here; a field that is absent is a pending one.
   */
  evaluate(context: object): unknown;
}

/** Makes an expression of programs the engine has checked. `compileAgain` gives a fresh one of the same source. */
export function makeExpression(
  facts: Pick<CelExpression, 'source' | 'type' | 'references'>,
  program: ParseResult,
  compileAgain: () => ParseResult,
): CelExpression {
  let running = false;
  return {
    ...facts,
    evaluate(context) {
      // The engine keeps the state of a loop in the parsed expression. A getter that evaluates the same expression for
      // another context while a loop runs gets one of its own.
      if (running) return run(compileAgain(), facts.source, context);
      running = true;
      try {
        return run(program, facts.source, context);
      } finally {
        running = false;
      }
    },
  };
}

function run(program: ParseResult, source: string, context: object): unknown {
  try {
    return program(context);
  } catch (error) {
    if (error instanceof Unknown || error instanceof ExpressionError) throw error;
    const failure = engineFailure(error);
    const { start, end } = failure?.range ?? { start: 0, end: source.length };
    const code = failure?.code ?? 'internal';
    const message = failure?.summary ?? (error instanceof Error ? error.message : String(error));
    throw new ExpressionError(message, { code, source, start, end, cause: error });
  }
}
