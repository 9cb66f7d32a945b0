import { expect, test } from 'vitest';
import { comparable } from './comparable.ts';
import type { Field } from './field.ts';

const text: Field = { type: 'string', description: 'A text.' };
const list: Field = { type: 'array', description: 'A list.', items: text };
const set: Field = { ...list, unordered: true };
const box: Field = { type: 'object', description: 'A box.', properties: { list, set } };
const inBox: Field = { ...set, items: box };

test.each<[string, Field | undefined, unknown, unknown]>([
  ['a list keeps its order', list, ['b', 'a'], ['b', 'a']],
  ['a set has none', set, ['b', 'a'], ['a', 'b']],
  ['members of an object', box, { set: ['b', 'a'], list: ['b', 'a'] }, { list: ['b', 'a'], set: ['a', 'b'] }],
  ['values of a map', { ...box, properties: {}, values: set }, { x: ['b', 'a'] }, { x: ['a', 'b'] }],
  ['a set of sets', inBox, [{ set: ['c'] }, { set: ['b', 'a'] }], [{ set: ['a', 'b'] }, { set: ['c'] }]],
  ['a member that is not declared', box, { other: { b: 1, a: [2, 1] } }, { other: { a: [2, 1], b: 1 } }],
  ['a field that is not known', undefined, [{ b: 2, a: 1 }], [{ a: 1, b: 2 }]],
])('%s', (_, field, value, form) => {
  expect(JSON.stringify(comparable(field, value))).toBe(JSON.stringify(form));
});
