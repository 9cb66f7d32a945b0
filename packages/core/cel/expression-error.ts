/** The engine's codes for data that is not there, as opposed to data that does not fit. */
const pendingCodes: ReadonlySet<string> = new Set(['no_such_key', 'index_out_of_bounds']);

/** The code of our own functions and loops for what is beyond the limits of an expression. */
export const budgetExceeded = 'budget_exceeded';

/** An evaluation that failed with the values at hand. The offsets are into `source`, the expression that failed. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly code: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** The expression asked for a member that is not there, and may be later: `services[0]` of a list still empty. */
  readonly pending: boolean;
  /** The expression is beyond a limit with the values at hand. */
  readonly overBudget: boolean;

  constructor(message: string, details: { code: string; source: string; start: number; end: number; cause?: unknown }) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.source = details.source;
    this.start = details.start;
    this.end = details.end;
    this.overBudget = details.code === budgetExceeded;
    this.pending = pendingCodes.has(details.code);
  }
}
