import { TypeError as CheckError, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { ASTNode } from './ast.ts';

/**
 * The facts that an error of the engine carries about a failure. A defect of the engine is a plain error without them.
 */
export interface EngineFailure {
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number } | undefined;
  readonly node?: ASTNode | undefined;
}

/** The failure an engine error stands for, or undefined for any other exception. */
export function engineFailure(error: unknown): EngineFailure | undefined {
  if (!(error instanceof EvaluationError || error instanceof ParseError || error instanceof CheckError))
    return undefined;
  const { code, summary, range, node } = error;
  return node && 'op' in node ? { code, summary, range, node: node as ASTNode } : { code, summary, range };
}

/** An error for a function of ours to throw: the engine adds the place of the call. */
export function evaluationError(code: string, message: string): EvaluationError {
  return new EvaluationError({ code, message });
}
