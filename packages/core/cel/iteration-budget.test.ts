import { describe, expect, test } from 'vitest';
import { CelEnvironment } from './environment.ts';
import { celInt, celList } from './type.ts';

const environment = new CelEnvironment({ l: celList(celInt), empty: celList(celInt) });
const context = { l: Array.from({ length: 1000 }, (_, index) => BigInt(index)), empty: [] };

describe('IterationBudget', () => {
  test.each([
    'l.map(a, l.map(b, l.map(c, a + b + c)))',
    'l.all(a, l.all(b, l.all(c, l.all(d, a + b + c + d >= 0))))',
    'l.exists(a, l.exists(b, l.exists(c, l.exists(d, d < 0))))',
    'l.exists_one(a, l.exists_one(b, l.exists_one(c, c < 0)))',
    'l.filter(a, l.filter(b, l.filter(c, true).size() > 0).size() > 0)',
    'l.map(a, true, l.map(b, true, l.map(c, true, c)))',
    'l.all(a, l.all(b, l.all(c, empty.all(d, false))))',
  ])('ends %s', (source) => {
    const compiled = environment.compile(source);
    expect(() => compiled.ok && compiled.expression.evaluate(context)).toThrow(
      expect.objectContaining({ code: 'budget_exceeded', pending: false }),
    );
  });

  test('is full again at every evaluation', () => {
    const compiled = environment.compile('l.all(a, l.all(b, a + b >= 0))');
    for (let round = 0; round < 3; round++) {
      expect(() => compiled.ok && compiled.expression.evaluate({ l: context.l.slice(0, 900) })).not.toThrow();
    }
  });
});
