import { describe, expect, test } from 'vitest';
import { CelEnvironment } from '../../packages/core/cel/environment.ts';
import { ExpressionError } from '../../packages/core/cel/expression-error.ts';
import { type CelType, celDyn } from '../../packages/core/cel/type.ts';
import { type ConformanceCase, conformanceCases } from './conformance-case.ts';
import { normalForm, normalFormOf, toEngine } from './specification-value.ts';

/** Whether our engine gives the result that the specification requires. */
function passes({ source, variables, expected }: ConformanceCase): boolean {
  const types: Record<string, CelType> = {};
  const context: Record<string, unknown> = {};
  for (const [name, value] of variables) {
    types[name] = celDyn;
    if (value) context[name] = toEngine(value);
  }
  const compiled = new CelEnvironment(types).compile(source);
  if (!compiled.ok) return expected === 'error';
  try {
    const value = compiled.expression.evaluate(context);
    return expected !== 'error' && normalForm(value) === normalFormOf(expected);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return expected === 'error';
  }
}

describe('the conformance tests of CEL', () => {
  const cases = conformanceCases();
  const failing = cases.filter((each) => !passes(each)).map(({ name }) => name);

  // A name that is new in the list is a regression, one that is gone an improvement: record it with `vitest run -u`.
  test('fail exactly where they are expected to', async () => {
    await expect(`${failing.join('\n')}\n`).toMatchFileSnapshot('expected-failures.txt');
  });

  test('pass for the most part', () => {
    expect(cases.length).toBeGreaterThanOrEqual(1363);
    expect(cases.length - failing.length).toBeGreaterThanOrEqual(1200);
  });
});
