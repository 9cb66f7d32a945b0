import { yamlDepthLimit } from '@konduct/core/source/yaml-cost';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureJson, shareOfBudget } from './document-budget.ts';
import { placesUpTo, readDocument } from './read-document.ts';
import { readSpecification } from './specification.ts';

const pad = (isLarge: boolean) => `"pad":"${'x'.repeat(isLarge ? placesUpTo : 1)}"`;

function codes(text: string): readonly string[] {
  const { diagnostics } = readDocument({ path: 'a.json', text });
  return diagnostics.map(({ code, at }) => `${code} ${at?.start.line}:${at?.start.column}`);
}

describe.each([false, true])('JSON (read without places: %s)', (isLarge) => {
  // The document itself is a level.
  const lists = (levels: number, inner: string) =>
    `{${pad(isLarge)},\n"a":${'['.repeat(levels)}${inner}${']'.repeat(levels)}}`;

  test('may be as deep as YAML', () => {
    expect(codes(lists(yamlDepthLimit - 1, '0'))).toEqual([]);
    expect(codes(lists(yamlDepthLimit, ''))).toEqual([]);
    expect(codes(lists(yamlDepthLimit, '0'))).toEqual([`yaml-depth 2:${yamlDepthLimit + 5}`]);
    expect(codes(lists(100_000, '0'))).toEqual([`yaml-depth 2:${yamlDepthLimit + 5}`]);
  });

  test('that is YAML alone is read as such, and what is neither is told with its place', () => {
    expect(codes(`{${pad(isLarge)}, a: b,}`)).toEqual([]);
    expect(codes(`{${pad(isLarge)},\n"a": "b}`)).toContain('yaml-syntax 2:6');
  });
});

test('JSON is measured by its letters', () => {
  const countOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, member) => sum + countOf(member), 1)
      : 1;
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, space) => {
      expect(measureJson(JSON.stringify({ value }, null, space)).values).toBe(countOf({ value }));
    }),
  );
  expect(measureJson('{"a\\\\": ["\\"[", "b').values).toBe(4);
});

test('any text is measured as JSON and comes to an end', () => {
  const letter = fc.constantFrom('{', '"', '\\', ',', ':', ']', 'a', '\u2028', '\u00a0', '\u000b', ' ');
  fc.assert(fc.property(fc.string({ unit: letter }), (text) => measureJson(text).values <= text.length + 1));
});

test('what has too many values is refused before it is read, in JSON and in YAML', () => {
  const items = Array(780_000).fill('{"a":0,"b":[1,2,3]}').join(',');
  const json = `{"openapi":"3.0.0","info":{"title":"a","version":"1"},"x-v":[${items}]}`;
  const yaml = `openapi: 3.0.0\ninfo: {title: a, version: "1"}\nx-v:\n${'- a\n'.repeat(1_500_000)}`;
  expect(codes(`{${pad(true)},"a":[0${',0'.repeat(700_000)},]}`)).toEqual(['yaml-syntax 1:1']);
  for (const text of [json, yaml]) {
    expect(shareOfBudget(text)).toBeGreaterThan(1);
    expect(readSpecification({ path: 'a', text }, '', true).diagnostics.map(({ code }) => code)).toEqual([
      'file-too-large',
    ]);
  }
});

test('a file of empty lines is refused before it costs anything', () => {
  const read = (lines: number) =>
    readDocument({ path: 'openapi.yaml', text: `openapi: 3.0.0\n${'\n'.repeat(lines)}`.padEnd(3_000_000, '#') });
  expect(read(19_000_000).diagnostics).toMatchObject([
    { code: 'file-too-large', message: 'The file has more than 750000 lines' },
  ]);
  expect(read(10_000).diagnostics).toEqual([]);
});
