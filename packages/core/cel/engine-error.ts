import { EvaluationError } from '@marcbachmann/cel-js';

/** What the engine says about a failure. Its errors carry these; its defects, which are plain errors, do not. */
export interface EngineFailure {
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number };
}

/** The failure an engine error stands for, or undefined for any other exception. */
export function engineFailure(error: unknown): EngineFailure | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('summary' in error)) return undefined;
  const { code, summary } = error;
  if (typeof code !== 'string' || typeof summary !== 'string') return undefined;
  const range = 'range' in error ? (error.range as EngineFailure['range']) : undefined;
  return range ? { code, summary, range } : { code, summary };
}

/** An error for a function of ours to throw: the engine adds the place of the call. */
export function evaluationError(code: string, message: string): EvaluationError {
  return new EvaluationError({ code, message });
}
