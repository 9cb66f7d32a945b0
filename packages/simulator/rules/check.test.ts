import { describe, expect, test } from 'vitest';
import { check, problemsOf } from './check.ts';
import { Refusal } from './problem.ts';
import {
  choice,
  dateTime,
  email,
  flag,
  list,
  mapOf,
  nullable,
  openRecord,
  record,
  required,
  text,
  uri,
  uuid,
  whole,
} from './shape.ts';

const team = record({ name: required(text({ min: 1, max: 5 })), size: whole({ min: 1, max: 9 }), open: flag() });
const fields = (body: unknown) => problemsOf(team, body).map(({ field, rule }) => `${field} ${rule}`);

describe('the check of a body', () => {
  test('gives the body back when it is right', () => {
    expect(check(team, { name: 'a', size: 3, open: true })).toEqual({ name: 'a', size: 3, open: true });
  });

  test('names every field at fault by its rule', () => {
    expect(fields({})).toEqual(['name required']);
    expect(fields({ name: '' })).toEqual(['name min_length']);
    expect(fields({ name: 'abcdef', size: 10, open: 'yes', more: 1 })).toEqual([
      'name max_length',
      'size max',
      'open is_boolean',
      'more unknown_property',
    ]);
    expect(fields({ name: 1, size: 1.5 })).toEqual(['name is_string', 'size is_integer']);
    expect(fields({ name: null })).toEqual(['name is_string']);
    expect(fields([])).toEqual(['body is_object']);
  });

  test('carries the bound that was broken', () => {
    expect(problemsOf(team, { name: 'abcdef', size: 0 })).toMatchObject([{ maximum: 5 }, { minimum: 1 }]);
    expect(problemsOf(choice('a', 'b'), 'c')).toMatchObject([{ rule: 'enum', choices: ['a', 'b'] }]);
  });

  test.each([
    [uuid(), '3a1c8f8e-0d3b-4a75-9d55-3d6f2d1b6a10', 'x', 'is_uuid'],
    [email(), 'a@example.com', 'a@example', 'matches_regex'],
    [uri(), 'https://idp.example.com/x', 'idp.example.com', 'matches_regex'],
    [dateTime(), '2030-01-01T00:00:00Z', '2030-01-01', 'is_date_time'],
    [text({ pattern: /^[\w-]+$/ }), 'a-b', 'a b', 'matches_regex'],
    [list(text(), { min: 1, max: 2 }), ['a'], [], 'min_items'],
    [list(text(), { min: 1, max: 2 }), ['a', 'b'], ['a', 'b', 'c'], 'max_items'],
    [mapOf(text()), { a: 'b' }, { a: 1 }, 'is_string'],
  ])('knows %j', (shape, right, wrong, rule) => {
    expect(problemsOf(shape, right)).toEqual([]);
    expect(problemsOf(shape, wrong)).toMatchObject([{ rule }]);
  });

  test('looks inside', () => {
    const shape = record({ a: list(record({ b: required(flag()) })) });
    expect(problemsOf(shape, { a: [{ b: true }, {}] })).toMatchObject([{ field: 'a.1.b', rule: 'required' }]);
  });

  test('takes null and unknown fields only where they are allowed', () => {
    expect(problemsOf(nullable(text()), null)).toEqual([]);
    expect(problemsOf(openRecord({}), { a: 1 })).toEqual([]);
  });

  test('is not fooled by fields every object has', () => {
    expect(problemsOf(record({}), JSON.parse('{"constructor": 1, "__proto__": 2}'))).toHaveLength(2);
  });

  test('refuses with 400', () => {
    expect(() => check(team, {})).toThrowError(Refusal);
  });
});
