import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { portal } from '@konduct/konnect/kinds/portal';
import { expect, test } from 'vitest';
import { effectOf, fieldEffect, meaningOf } from './exposure.ts';

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
