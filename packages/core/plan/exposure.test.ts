import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { portal } from '@konduct/konnect/kinds/portal';
import { expect, test } from 'vitest';
import { effectOf, fieldEffect, meaningOf, openMeaningOf } from './exposure.ts';

test.each([
  ['visibility', 'private', 'public', 'widens'],
  ['visibility', 'public', 'private', 'narrows'],
  ['visibility', 'public', 'public', undefined],
  ['auth_strategy_ids', ['key'], null, 'widens'],
  ['auth_strategy_ids', null, ['key'], 'narrows'],
  ['auth_strategy_ids', ['key'], ['other'], undefined],
  ['api_id', 'a', 'b', undefined],
])('%s from %j to %j %s', (path, before, after, effect) => {
  expect(fieldEffect(apiPublication, { path, before, after })).toBe(effect);
});

test('a value that is not known yet may be the one that shows most', () => {
  const path = 'visibility';
  expect(fieldEffect(apiPublication, { path, before: 'private', knownAfterApply: 'x' })).toBe('widens');
  expect(fieldEffect(apiPublication, { path, before: 'public', knownAfterApply: 'x' })).toBeUndefined();
});

test('signing in goes the other way: true shows less', () => {
  const path = 'authentication_enabled';
  expect(fieldEffect(portal, { path, before: true, after: false })).toBe('widens');
  expect(meaningOf(portal, path, false)).toBe('is open to visitors who do not sign in');
  expect(meaningOf(portal, 'name', 'dev')).toBeUndefined();
});

test('a change widens when any of its fields does', () => {
  expect(
    effectOf([
      { path: 'a', effect: 'narrows' },
      { path: 'b', effect: 'widens' },
    ]),
  ).toBe('widens');
  expect(effectOf([{ path: 'a', effect: 'narrows' }, { path: 'b' }])).toBe('narrows');
  expect(effectOf([{ path: 'a' }])).toBeUndefined();
});

test.each([
  ['visibility', 'public', 'is public'],
  ['visibility', 'private', undefined],
  ['visibility', undefined, undefined],
  ['visibility', 'unheard-of', undefined],
  ['auth_strategy_ids', null, 'lets applications in without authentication'],
  ['auth_strategy_ids', undefined, undefined],
  ['auth_strategy_ids', ['key'], undefined],
  ['api_id', 'a', undefined],
])('of a new object, %s %j: %s', (path, value, meaning) => {
  expect(openMeaningOf(apiPublication, path, value)).toBe(meaning);
});

test.each([
  ['visibility', 'public', 'is public'],
  ['visibility', 'private', 'is private'],
  ['visibility', 'unheard-of', undefined],
  ['visibility', null, undefined],
  ['auth_strategy_ids', ['key'], 'asks applications to authenticate'],
  ['auth_strategy_ids', undefined, 'lets applications in without authentication'],
  ['api_id', 'a', undefined],
])('%s %j means: %s', (path, value, meaning) => {
  expect(meaningOf(apiPublication, path, value)).toBe(meaning);
});

test('every value that is not listed has a meaning of its own, but for none', () => {
  const visibility = { type: 'string', description: '', exposure: [{ value: '*', means: 'is visible' }] } as const;
  const kind = { ...apiPublication, fields: { visibility } };
  expect(['a', 'b', null, undefined].map((value) => meaningOf(kind, 'visibility', value))).toEqual([
    ...['is visible', 'is visible', undefined, undefined],
  ]);
});

test.each([
  ['from a value that nobody knows', 'unheard-of', 'public'],
  ['to a value that nobody knows', 'public', 'unheard-of'],
  ['from nothing', undefined, 'public'],
])('a change %s has no effect that could be told', (_, before, after) => {
  expect(fieldEffect(apiPublication, { path: 'visibility', before, after })).toBeUndefined();
});
