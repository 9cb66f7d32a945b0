import { ParseError } from '@marcbachmann/cel-js';
import { type ASTNode, checkedTypeOf, childrenOf } from './ast.ts';
import { type EngineFailure, engineFailure } from './engine-error.ts';
import type { ExpressionProblem } from './expression-problem.ts';
import { namespaceOf, type Vocabulary } from './vocabulary.ts';

/** An error of the engine's parser or checker as a problem. `error` may be any exception they throw. */
export function describeFailure(error: unknown, source: string, vocabulary: Vocabulary): ExpressionProblem {
  const failure = engineFailure(error);
  if (!failure) return describeDefect(error, source);
  const range = failure.range ?? { start: 0, end: source.length };
  if (failure.code === 'limit_exceeded') {
    return { code: 'expression-budget', message: `An expression is too large: ${failure.summary}`, ...range };
  }
  if (error instanceof ParseError) {
    return { code: 'expression-syntax', message: describeSyntax(failure, source), ...range };
  }
  const fix = describeFix(failure, vocabulary);
  const problem = { code: 'expression-type', message: describeType(failure), ...range } as const;
  return fix === undefined ? problem : { ...problem, fix };
}

function describeSyntax(failure: EngineFailure, source: string): string {
  if (source.trim() === '') return 'An expression is empty';
  const endsEarly = (failure.range?.start ?? 0) >= source.trimEnd().length;
  return endsEarly ? 'An expression ends too early' : failure.summary;
}

function describeType({ code, summary, node }: EngineFailure): string {
  if (code === 'no_such_overload' && node) {
    const types = operandTypes(node);
    if (types.length === 2) return `${node.op} cannot combine ${types.join(' and ')}`;
    if (types.length === 1) return `${node.op.charAt(0)} cannot stand before ${types[0]}`;
  }
  if (code === 'no_matching_overload' && node?.op === 'call') {
    return `There is no function ${node.args[0]}(${node.args[1].map(checkedTypeOf).join(', ')})`;
  }
  if (code === 'no_matching_overload' && node?.op === 'rcall') {
    const [name, receiver, args] = node.args;
    const call = `${name}(${args.map(checkedTypeOf).join(', ')})`;
    const owner = checkedTypeOf(receiver) ?? 'dyn';
    const namespace = namespaceOf(owner);
    return namespace === undefined ? `${owner} has no method ${call}` : `There is no function ${namespace}.${call}`;
  }
  return summary;
}

function describeFix({ code, node }: EngineFailure, vocabulary: Vocabulary): string | undefined {
  if (code === 'no_such_overload' && node) {
    const types = operandTypes(node);
    if (types.includes('null')) return 'Ask with has(x.f) whether a field is there.';
    const convertible = types.length === 2 && types.every((type) => /^(string|int|double|uint|bool)$/.test(type));
    return convertible ? 'Convert one side, as in string(x), int(x) or double(x).' : undefined;
  }
  if (code === 'incompatible_ternary_branches' && node && operandTypes(node).includes('null')) {
    return 'Write dyn(null) to unset a field, or omit() to leave it out.';
  }
  if (code === 'no_matching_overload' && node) return describeCalls(node, vocabulary);
  return Object.hasOwn(fixes, code) ? fixes[code] : undefined;
}

function describeCalls(node: ASTNode, { functions, methods }: Vocabulary): string | undefined {
  if (node.op !== 'call' && node.op !== 'rcall') return undefined;
  const signatures = (node.op === 'call' ? functions : methods).get(node.args[0]) ?? [];
  return signatures.length > 0 && signatures.length <= 5 ? `There is ${signatures.join(', ')}.` : undefined;
}

function operandTypes(node: ASTNode): string[] {
  return childrenOf(node).flatMap((operand) => checkedTypeOf(operand) ?? []);
}

const fixes: Readonly<Record<string, string>> = {
  incompatible_ternary_branches: 'Give both branches one type, or convert one as in string(x).',
  incompatible_argument_type: 'Give the default the type of the value it stands in for.',
  invalid_condition_type: 'Write a condition that is true or false, such as a comparison.',
  invalid_logical_operand: 'Combine conditions that are true or false, such as comparisons.',
  invalid_macro_argument: 'has() takes a path of names, as in has(x.f); elsewhere write y[0].?f.hasValue().',
};

/** The engine's own limits and bugs: exceptions without a code. They concern the whole expression. */
function describeDefect(error: unknown, source: string): ExpressionProblem {
  const range = { start: 0, end: source.length };
  if (error instanceof RangeError) {
    return { code: 'expression-budget', message: 'An expression is nested too deeply', ...range };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'expression-type',
    message: `The types in an expression are ambiguous: ${reason.replace(/\.$/, '')}`,
    fix: 'Use a value of a known type in place of an empty literal.',
    ...range,
  };
}
