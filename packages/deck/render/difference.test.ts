import { showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import { firstDifference } from './difference.ts';

const text = `services:
- name: a
  port: 80
  routes:
  - name: r
    methods: [GET]
- name: b
`;

test.each([
  ['another value', text.replace('80', '81'), '3:9'],
  ['a value inside', text.replace('GET', 'PUT'), '6:15'],
  ['a key too many', text.replace('  port: 80\n', ''), '3:3'],
  ['a key too few', text.replace('  port: 80\n', '  port: 80\n  host: h\n'), '2:3'],
  ['an item too many', text.replace('- name: b\n', ''), '7:3'],
  ['an item too few', `${text}- name: c\n`, '7:3'],
  ['another order of items', `services:\n- name: b\n${text.slice(10)}`, '2:9'],
  ['something else altogether', '- a\n', '1:1'],
  ['no YAML', '{', '1:1'],
])('%s is on the line %#', (_, wanted, place) => {
  expect(showRange(firstDifference({ path: 'kong.yaml', text }, wanted))).toBe(`kong.yaml:${place}`);
});

test('formatting is no difference', () => {
  const formatted = `{"services": [{"name": "a", "port": 80, "routes": [{"name": "r", "methods":\n["PUT"]}]}, {"name": "b"}]}`;
  expect(showRange(firstDifference({ path: 'kong.yaml', text: formatted }, text))).toBe('kong.yaml:2:2');
});
