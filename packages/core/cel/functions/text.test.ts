import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexOf, lastIndexOf, lowerAscii, replace, split, substring, trim, upperAscii } from './text.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'B', 'ä', 'ẞ', 'İ', '😀', '𝒳', '-') });
const count = (each: string) => BigInt([...each].length);

describe('lowerAscii, upperAscii', () => {
  test('change the letters A to Z alone', () => {
    fc.assert(
      fc.property(text, (each) => {
        const lower = [...each].map((one) => (one === 'B' ? 'b' : one)).join('');
        const upper = [...each].map((one) => (one === 'a' ? 'A' : one)).join('');
        expect([lowerAscii(each), upperAscii(each)]).toEqual([lower, upper]);
      }),
    );
  });
});

describe('positions', () => {
  test('of what was found are where substring() finds it', () => {
    fc.assert(
      fc.property(text, text, text, (before, search, behind) => {
        const whole = before + search + behind;
        for (const found of [indexOf(whole, search), lastIndexOf(whole, search)]) {
          expect(substring(whole, found, found + count(search))).toBe(search);
        }
        expect(indexOf(whole, search)).toBeLessThanOrEqual(count(before));
        expect(lastIndexOf(whole, search)).toBeGreaterThanOrEqual(count(before));
        expect(indexOf(whole, search, count(before))).toBe(count(before));
        expect(lastIndexOf(whole, search, count(before))).toBe(count(before));
        expect(substring(whole, count(before))).toBe(search + behind);
      }),
    );
  });

  test.each([
    () => substring('😀', 2n),
    () => substring('😀', 0n, 2n),
    () => substring('ab', -1n),
    () => substring('ab', 1n, 0n),
    () => indexOf('😀', 'a', 2n),
    () => lastIndexOf('😀', 'a', -1n),
  ])('outside of the text fail: %s', (call) => {
    expect(call).toThrow(expect.objectContaining({ code: 'index_out_of_range' }));
  });
});

describe('split, replace', () => {
  test('with an empty text take no character apart', () => {
    expect(split('a😀ä', '')).toEqual(['a', '😀', 'ä']);
    expect(split('a😀ä', '', 2n)).toEqual(['a', '😀ä']);
    expect(replace('a😀', '', '-')).toBe('-a-😀-');
    expect(replace('a😀', '', '-', 2n)).toBe('-a-😀');
    expect(replace('', '', '-')).toBe('-');
  });

  test('are each other with one separator', () => {
    fc.assert(
      fc.property(text, text.filter(Boolean), text, fc.integer({ min: -1, max: 3 }), (each, search, other, most) => {
        const parts = split(each, search, BigInt(most < 0 ? most : most + 1));
        expect(replace(each, search, other, BigInt(most))).toBe(parts.join(other));
      }),
    );
  });
});

test('trim takes away the white space of Unicode and nothing else', () => {
  const space = ' \t\r\n\u000b\u000c\u0085\u00a0\u1680\u2003\u2028\u202f\u205f\u3000';
  expect(trim(`${space}a${space}ä${space}`)).toBe(`a${space}ä`);
  expect(trim(space)).toBe('');
  expect(trim('\ufeffa\u200b')).toBe('\ufeffa\u200b');
});
