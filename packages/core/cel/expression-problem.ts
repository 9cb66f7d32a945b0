/** A problem of an expression that is found without evaluating it. The offsets are into its source. */
export interface ExpressionProblem {
  readonly code: 'expression-syntax' | 'expression-unknown-name' | 'expression-type' | 'expression-budget';
  readonly message: string;
  readonly fix?: string;
  readonly start: number;
  readonly end: number;
}
