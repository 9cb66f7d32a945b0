import { type ASTNode, nodesOf } from './ast.ts';
import { evaluationError } from './engine-error.ts';
import { budgetExceeded } from './expression-error.ts';
import { bindingOf } from './macro.ts';

/** More rounds than a real platform's lists need; the engine does them in a fraction of a second. */
export const mostIterations = 1_000_000;

type Evaluate = (evaluator: unknown, ast: unknown, context: unknown) => unknown;

/** Counts the rounds of all loops of one program, because the engine bounds what an expression is, not what it does. */
export class IterationBudget {
  #left = mostIterations;

  /** Makes every loop in `ast` count. */
  constructor(ast: ASTNode) {
    for (const node of nodesOf(ast)) {
      if (node.op !== 'rcall' || bindingOf(node.args[0], node.args[2])?.to !== 'item') continue;
      const body = node.args[2][1];
      if (body) this.#count(body);
    }
  }

  /** To be called before each evaluation. */
  refill(): void {
    this.#left = mostIterations;
  }

  /**
   * The engine asks each node for its `evaluate`. The first one replaces itself by the one for the node's kind and calls
   * that, so that it is not counted. Where a loop absorbs the error, as exists() does, the rest of its rounds fail at once and start no loops inside.
   */
  #count(body: ASTNode): void {
    const first: Evaluate = (body as unknown as { evaluate: Evaluate }).evaluate;
    let evaluate = first;
    const counted: Evaluate = (...args) => {
      if (evaluate === first || this.#left-- > 0) return evaluate.apply(body, args);
      throw evaluationError(budgetExceeded, `The loops take more than ${mostIterations} rounds`);
    };
    Object.defineProperty(body, 'evaluate', {
      get: () => counted,
      set: (specific: Evaluate) => {
        evaluate = specific;
      },
    });
  }
}
