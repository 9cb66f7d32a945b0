import { evaluationError } from '../engine-error.ts';
import { budgetExceeded } from '../expression-error.ts';
import { compilePattern } from '../pattern.ts';
import type { CelFunction } from './function.ts';

export const matchFunctions: readonly CelFunction[] = [
  {
    name: 'matches',
    signature: 'matches(string, string): bool',
    description: 'Whether a regular expression in RE2 syntax is found in the text. The same as text.matches(pattern).',
    example: "matches('orders-api', '^[a-z-]+$')",
    handler: findPattern,
  },
];

/** Whether `pattern` is found in `text`; fails for a pattern RE2 refuses and a text too long for it. */
export function findPattern(text: string, pattern: string): boolean {
  const compiled = compilePattern(pattern);
  if (!compiled.ok)
    throw evaluationError(
      compiled.reason === 'too-long' ? budgetExceeded : 'invalid_regular_expression',
      compiled.message,
    );
  const found = compiled.find(text);
  if (found !== 'too-long') return found;
  throw evaluationError(budgetExceeded, `A text of ${text.length} characters is too long for a regular expression`);
}
