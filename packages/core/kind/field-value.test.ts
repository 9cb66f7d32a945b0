import { describe, expect, test } from 'vitest';
import type { Field } from './field.ts';
import { fieldProblems } from './field-value.ts';

const text = (more: Partial<Field> = {}): Field => ({ type: 'string', description: 'Text.', ...more });

describe('a value Konnect takes', () => {
  test.each([
    [text(), 'x'],
    [text({ minLength: 1, maxLength: 2, pattern: '^.+$' }), '😀😀'],
    [text({ enum: ['a', 'b'] }), 'b'],
    [text(), null],
    [text({ required: true, nullable: true }), null],
    [{ type: 'integer', description: '' }, 3],
    [{ type: 'number', description: '' }, 3.5],
    [{ type: 'boolean', description: '' }, false],
    [{ type: 'array', description: '' }, [1, 'x']],
    [{ type: 'content', description: '' }, { digest: 'x' }],
    [{ type: 'object', description: '' }, { anything: [] }],
    [{ type: 'integer', description: '', minimum: 1, maximum: 3 }, 1],
    [{ type: 'number', description: '', minimum: 1, maximum: 3 }, 3],
    [{ type: 'array', description: '', minItems: 1, maxItems: 2 }, [1]],
    [{ type: 'array', description: '', minItems: 1, maxItems: 2 }, [1, 1]],
    [{ type: 'array', description: '', unordered: true }, [1, 2]],
    [
      { type: 'object', description: '', properties: { a: text() } },
      { a: 'x', unknown: 3 },
    ],
  ] as [Field, unknown][])('%#', (field, value) => {
    expect(fieldProblems(field, value, 'f')).toEqual([]);
  });
});

describe('a value Konnect refuses', () => {
  test.each([
    [text(), 3, 'f must be text, not 3'],
    [text({ required: true }), null, 'f must not be null'],
    [text({ minLength: 1 }), '', 'f must not be empty'],
    [text({ minLength: 2 }), 'x', 'f has 1 character, fewer than the 2 Konnect wants'],
    [text({ maxLength: 1 }), '😀😀', 'f has 2 characters, more than the 1 Konnect takes'],
    [text({ enum: ['a', 'b'] }), 'c', 'f must be one of a, b, not "c"'],
    [text({ pattern: '^a' }), 'b', 'f is "b", which does not match ^a'],
    [text({ pattern: '^[a]$', patternWords: 'one `a`' }), 'b', 'f is "b", which is not made of one `a`'],
    [{ type: 'integer', description: '' }, 3.5, 'f must be a whole number, not 3.5'],
    [{ type: 'number', description: '' }, '3', 'f must be a number, not "3"'],
    [{ type: 'boolean', description: '' }, 'yes', 'f must be true or false, not "yes"'],
    [{ type: 'array', description: '' }, {}, 'f must be a list, not an object'],
    [{ type: 'integer', description: '', minimum: 1 }, 0, 'f is 0, less than the 1 Konnect wants'],
    [{ type: 'number', description: '', maximum: 1 }, 1.5, 'f is 1.5, more than the 1 Konnect takes'],
    [{ type: 'array', description: '', minItems: 1 }, [], 'f must not be empty'],
    [{ type: 'array', description: '', minItems: 2 }, [1], 'f has 1 item, fewer than the 2 Konnect wants'],
    [{ type: 'array', description: '', maxItems: 1 }, [1, 2], 'f has 2 items, more than the 1 Konnect takes'],
    [
      { type: 'array', description: '', unordered: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      'f.1 is in the list twice',
    ],
    [{ type: 'object', description: '' }, [], 'f must be an object, not a list'],
    [{ type: 'object', description: '' }, 'x', 'f must be an object, not "x"'],
  ] as [Field, unknown, string][])('%#', (field, value, said) => {
    expect(fieldProblems(field, value, 'f').map(({ path, problem }) => `${path} ${problem}`)).toEqual([said]);
  });

  test('is named by its path, and all of them at once', () => {
    const field: Field = {
      type: 'object',
      description: '',
      properties: { list: { type: 'array', description: '', items: text({ minLength: 1 }) } },
    };
    const map: Field = { type: 'object', description: '', values: field };
    const value = { one: { list: ['x', '', 3] }, two: null };
    expect(fieldProblems(map, value, 'f')).toEqual([
      { path: 'f.one.list.1', problem: 'must not be empty' },
      { path: 'f.one.list.2', problem: 'must be text, not 3' },
    ]);
  });
});
