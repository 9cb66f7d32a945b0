import { describe, expect, test } from 'vitest';
import { environment } from './example.fixture.ts';
import { compilePattern } from './pattern.ts';

describe('compilePattern', () => {
  test('finds a pattern anywhere in a text', () => {
    const pattern = compilePattern('b+');
    expect(pattern.ok && [pattern.find('abbc'), pattern.find('ac')]).toEqual([true, false]);
    expect(compilePattern('b+')).toBe(pattern);
  });

  test('says why a pattern cannot be compiled', () => {
    expect(compilePattern('(')).toMatchObject({ ok: false, reason: 'invalid' });
    expect(compilePattern('(?=a)')).toMatchObject({ ok: false, reason: 'invalid' });
    expect(compilePattern('(a{1000}){1000}')).toMatchObject({ ok: false, reason: 'invalid' });
    expect(compilePattern('a'.repeat(513))).toMatchObject({ ok: false, reason: 'too-long' });
  });

  test('comes to an end where patterns that backtrack do not', () => {
    const compiled = environment.compile("text.matches('^(a+)+$')");
    expect(compiled.ok && compiled.expression.evaluate({ text: `${'a'.repeat(5000)}b` })).toBe(false);
  });

  test('stands behind matches of values whose type is known only at run time', () => {
    const compiled = environment.compile("anything.matches('^(a+)+$') || dyn(text).matches('(?i)^B')");
    const values = { anything: `${'a'.repeat(100)}b`, text: 'b' };
    expect(compiled.ok && compiled.expression.evaluate(values)).toBe(true);
  });

  test('refuses a long text with a large pattern', () => {
    const compiled = environment.compile("text.matches('((a{1,30}){1,30})$')");
    const text = `${'a'.repeat(50_000)}b`;
    expect(() => compiled.ok && compiled.expression.evaluate({ text })).toThrow(
      expect.objectContaining({ code: 'budget_exceeded', start: 0 }),
    );
  });
});
