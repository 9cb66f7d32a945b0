import { parseYaml } from '@konduct/core/source/yaml';
import { expect, test } from 'vitest';
import { isReadAlike } from './read-alike.ts';

const isAlike = (text: string) => isReadAlike(text, parseYaml({ path: '', text }).value);

test.each([
  'a: 10\nb: -1\nc: 1.5\nd: true\ne: null\nf: text\ng: /path\nh: a.example',
  '{"a": ["x", 1, {"b": "010"}]}',
  "'010': '010'\nb: |-\n  12:30\nc: \"yes\"",
  'a: ${{ env "DECK_A" | toInt }}',
  '[]',
  'id: 12345678-1234-1234-1234-123456789012\npaths: [~/flights$]',
])('%j is the same to every reader', (text) => {
  expect(isAlike(text)).toBe(true);
});

test.each([
  '010',
  '0o10',
  '0x1F',
  '1_000',
  '1e3',
  '+1',
  '12:30',
  '.inf',
  'yes',
  'No',
  'on',
  'off',
  'y',
  'True',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '0b1',
  '12345678-1234',
  '=',
])('%j without quotes is doubted, as a value, in a list and as a key', (text) => {
  for (const place of [`a: ${text}`, `a: [${text}]`, `a: {b: ${text}}`, `${text}: a`])
    expect(isAlike(place)).toBe(false);
});

test('a name for nothing is doubted as well', () => {
  expect(isAlike('a: ~')).toBe(false);
});

test('a value that stands somewhere else is doubted', () => {
  expect(isAlike('a: &x text\nb: *x')).toBe(false);
});
