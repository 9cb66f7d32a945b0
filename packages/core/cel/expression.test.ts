import { describe, expect, test } from 'vitest';
import { originOf, setOrigin } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import { compile, context, environment, team } from './example.fixture.ts';
import { ExpressionError } from './expression-error.ts';
import { celList, celStruct } from './type.ts';
import { toCel } from './value.ts';

describe('evaluate', () => {
  test('reads members of the context only when the expression does', () => {
    const read: string[] = [];
    const lazy = {
      get text() {
        read.push('text');
        return 'DEV';
      },
      get portal(): never {
        throw new Error('not needed');
      },
    };
    expect(compile("text == 'DEV' ? text : portal.name").evaluate(lazy)).toBe('DEV');
    expect(read).toEqual(['text', 'text']);
  });

  test('hands items on as they are, so that they keep their origin', () => {
    const origins = ['a', 'b'].map((file) => ({ self: startOf(file), members: new Map() }));
    const plain = ['a', 'b'].map((name, index) => {
      const origin = origins[index];
      return origin ? setOrigin({ name, portals: [] }, origin) : {};
    });
    const variables = { teams: toCel(plain, celList(celStruct(team))) };
    for (const source of [
      "teams.filter(t, t.name == 'b')[0]",
      'teams[1]',
      'teams.map(t, t)[1]',
      "{'x': teams[1]}.x",
      'teams.last().value()',
      'teams.reverse()[0]',
      'teams.slice(1, 2)[0]',
      '[teams].flatten()[1]',
      'teams.distinct()[1]',
      'cel.bind(t, teams[1], t)',
      'optional.of(teams[1]).value()',
      'true ? teams[1] : teams[0]',
      '(teams + teams)[3]',
    ]) {
      expect(originOf(compile(source).evaluate(variables)), source).toBe(origins[1]);
    }
  });

  test.each([
    ['portal.size + 1', 'no_such_key', 'size', true],
    ["portal.labels['zz']", 'no_such_key', "portal.labels['zz']", true],
    ['teams[3].name', 'index_out_of_bounds', 'teams[3]', true],
    ['anything.zz', 'no_such_key', 'zz', true],
    ["portal.labels.a == 'b' && teams[0].portals[7].name == ''", 'index_out_of_bounds', 'teams[0].portals[7]', true],
    ["int('x')", 'int_conversion_error', "int('x')", false],
    ['1 / 0', 'division_by_zero', '1 / 0', false],
    ['text.charAt(9)', 'index_out_of_range', 'text.charAt(9)', false],
    ["'' + text.matches('(' + text) ? 'a' : 'b'", 'no_such_overload', '', false],
    ["text.matches('(' + text)", 'invalid_regular_expression', "text.matches('(' + text)", false],
    ["true && matches(text, '(' + text)", 'invalid_regular_expression', "matches(text, '(' + text)", false],
    ['optional.none().value()', 'optional_value_missing', 'optional.none().value()', false],
    ['anything + 1', 'no_such_overload', 'anything + 1', false],
  ])('%s fails with %s', (source, code, place, pending) => {
    const compiled = environment.compile(source);
    if (!compiled.ok) return expect(place).toBe('');
    let thrown: unknown;
    try {
      compiled.expression.evaluate(context);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ExpressionError);
    const error = thrown as ExpressionError;
    expect(error).toMatchObject({ code, pending, source });
    expect(source.slice(error.start, error.end)).toBe(place);
  });

  test('passes the failure of another expression on, and wraps what has no place', () => {
    const inner = new ExpressionError('inner', { code: 'x', source: 'a.b', start: 0, end: 3 });
    const failing = (error: Error) => ({
      get text(): string {
        throw error;
      },
    });
    expect(() => compile('text').evaluate(failing(inner))).toThrow(inner);
    expect(() => compile('text').evaluate(failing(new RangeError('deep')))).toThrow(
      expect.objectContaining({ code: 'internal', message: 'deep', start: 0, end: 4 }),
    );
  });

  test('can be called again by a getter of its own context', () => {
    const expression = compile("names.map(n, n + '-' + text).join(',')");
    const outer = {
      names: ['a', 'b'],
      get text() {
        return expression.evaluate({ names: ['x', 'y'], text: 'z' });
      },
    };
    expect(expression.evaluate(outer)).toBe('a-x-z,y-z,b-x-z,y-z');
  });
});
