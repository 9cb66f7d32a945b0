import { describe, expect, test } from 'vitest';
import { CelEnvironment } from './environment.ts';
import { mostIterations } from './iteration-budget.ts';
import { celInt, celList, celMap } from './type.ts';

const environment = new CelEnvironment({ o: celMap(celInt), l: celList(celInt), empty: celList(celInt) });
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

  test.each(['l.all(a, a >= 0)', 'l.map(a, true, a).size() >= 0', 'l.all(a, has(o.x))'])(
    'is all used in %s',
    (source) => {
      const evaluate = (rounds: number) => {
        const compiled = environment.compile(source);
        return compiled.ok && compiled.expression.evaluate({ l: Array(rounds).fill(1n), o: new Map([['x', 1n]]) });
      };
      expect(evaluate(mostIterations)).toBe(true);
      expect(() => evaluate(mostIterations + 1)).toThrow(`more than ${mostIterations} rounds`);
    },
  );

  test('is full again at every evaluation', () => {
    const compiled = environment.compile('l.all(a, l.all(b, a + b >= 0))');
    for (let round = 0; round < 3; round++) {
      expect(() => compiled.ok && compiled.expression.evaluate({ l: context.l.slice(0, 900) })).not.toThrow();
    }
  });
});
