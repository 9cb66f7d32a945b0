import { engineFailure } from './engine-error.ts';
import type { ExpressionProblem } from './expression-problem.ts';

/** The problem an exception of the engine's parser or checker stands for. */
export function describeFailure(error: unknown, source: string, stage: 'parse' | 'check'): ExpressionProblem {
  const failure = engineFailure(error);
  if (!failure) return describeDefect(error, source);
  const { start, end } = failure.range ?? { start: 0, end: source.length };
  const range = { start, end: Math.max(start, end) };
  if (failure.code === 'limit_exceeded') {
    return { code: 'expression-budget', message: `an expression is too large: ${lower(failure.summary)}`, ...range };
  }
  if (stage === 'check') {
    const fix = fixes[failure.code];
    const problem = { code: 'expression-type', message: lower(failure.summary), ...range } as const;
    return fix === undefined ? problem : { ...problem, fix };
  }
  if (source.trim() === '') {
    return { code: 'expression-syntax', message: 'an expression is empty', ...range };
  }
  const atEnd = start >= source.trimEnd().length;
  const message = atEnd ? 'the expression ends too early' : lower(failure.summary);
  return { code: 'expression-syntax', message, ...range };
}

const fixes: Readonly<Record<string, string>> = {
  no_such_overload: 'Convert one side, as in string(x), int(x) or double(x)',
  incompatible_ternary_branches: 'Give both branches one type, or convert one as in string(x)',
  incompatible_argument_type: 'Give the default the type of the value it stands in for',
  invalid_condition_type: 'Write a condition that is true or false, such as a comparison',
  invalid_logical_operand: 'Combine conditions that are true or false, such as comparisons',
};

/** The engine's own limits and bugs: exceptions without a code. They concern the whole expression. */
function describeDefect(error: unknown, source: string): ExpressionProblem {
  const range = { start: 0, end: source.length };
  if (error instanceof RangeError) {
    return { code: 'expression-budget', message: 'an expression is nested too deeply', ...range };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'expression-type',
    message: `the types in an expression are ambiguous: ${lower(reason).replace(/\.$/, '')}`,
    fix: 'Use a value of a known type in place of an empty literal or omit()',
    ...range,
  };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
