import { describe, expect, test } from 'vitest';
import { labelProblems } from './labels.ts';

describe('labels', () => {
  test.each([
    ['nothing', {}],
    ['plain ones', { env: 'DEV', 'team-name': 'flights', 'a.b_c': '1.2.3' }],
    ['the longest ones', { ['k'.repeat(63)]: 'v'.repeat(63) }],
    ['a reserved word in other letters, as kongctl writes it', { 'KONGCTL-namespace': 'acme', Kong: 'x' }],
    ['our own', { 'konduct-owner': 'acme' }],
    ['fifty', Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, 'v']))],
  ])('may be %s', (_, labels) => {
    expect(labelProblems(labels, false)).toEqual([]);
  });

  test.each([
    ['fifty-one', Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])), /more than 50/],
    ['an empty key', { '': 'v' }, /label key ""/],
    ['a long key', { ['k'.repeat(64)]: 'v' }, /1 to 63 characters/],
    ['an empty value', { env: '' }, /label value ""/],
    ['a long value', { env: 'v'.repeat(64) }, /1 to 63 characters/],
    ['a blank in a value', { env: 'a b' }, /label value "a b"/],
    ['a dash at the end', { env: 'a-' }, /label value "a-"/],
    ['a number', { env: 1 }, /must be a string/],
    ['null on create', { env: null }, /must be a string/],
  ])('must not be %s', (_, labels, reason) => {
    const [problem] = labelProblems(labels, false);
    expect(problem).toMatchObject({ field: 'labels', rule: 'is_label', source: 'body' });
    expect(problem?.reason).toMatch(reason);
  });

  test.each(['kong', 'konnect', 'mesh', 'kic', '_', 'insomnia', 'kuma'])('must not begin with %s', (prefix) => {
    expect(labelProblems({ [`${prefix}x`]: 'v' }, false)).toMatchObject([
      { rule: 'is_label', reason: expect.stringContaining('reserved prefix') },
    ]);
  });

  test('may be null on PATCH, which deletes the key', () => {
    expect(labelProblems({ env: null }, true)).toEqual([]);
  });

  test.each([[[]], ['env=dev'], [1]])('must be an object, not %j', (value) => {
    expect(labelProblems(value, true)).toMatchObject([{ rule: 'is_object' }]);
  });
});
