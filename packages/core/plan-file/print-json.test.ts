import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printJson } from './print-json.ts';

test('what fits stands on one line, and the outermost members always on their own', () => {
  const long = 'x'.repeat(100);
  expect(printJson({ a: { b: 1, c: [true, null] }, d: [], e: {}, f: [{ g: long, h: long }], i: undefined })).toBe(`{
  "a": { "b": 1, "c": [true, null] },
  "d": [],
  "e": {},
  "f": [
    {
      "g": "${long}",
      "h": "${long}"
    }
  ]
}`);
});

test('it is JSON of the same value, with no longer lines than a value of its own makes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // JSON has no -0.
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(printJson(plain))).toEqual(plain);
      expect(printJson(JSON.parse(printJson(plain)))).toBe(printJson(plain));
    }),
  );
});
