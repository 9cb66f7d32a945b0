import { expect, test } from 'vitest';
import { readCodeOwners } from './code-owners.ts';

test.each([
  ['* @all', 'konnect/a/openapi.yaml', ['@all']],
  ['*.yaml @yaml', 'konnect/a/openapi.yaml', ['@yaml']],
  ['/konnect/ @platform', 'konnect/a/openapi.yaml', ['@platform']],
  ['konnect/ @platform', 'other/konnect/a.yaml', ['@platform']],
  ['/konnect/ @platform', 'other/konnect/a.yaml', []],
  ['/konnect/* @platform', 'konnect/a/openapi.yaml', []],
  ['/konnect/*/ @platform', 'konnect/a/openapi.yaml', ['@platform']],
  ['/konnect/**/openapi.yaml @specs', 'konnect/a/b/openapi.yaml', ['@specs']],
  ['/konnect/** @specs', 'konnect/a/b/openapi.yaml', ['@specs']],
  ['/my\\ folder/ @a', 'my folder/b', ['@a']],
  ['* @all\n/konnect/ @platform # theirs @not', 'konnect/a', ['@platform']],
  ['* @all\n/konnect/', 'konnect/a', []],
  ['# * @all\n!x @b\n[ab] @c', 'a', []],
  ['konnect.yaml @a', 'konnectXyaml', []],
])('%j owns %s', (text, path, owners) => {
  expect(readCodeOwners(text).ownersOf(path)).toEqual(owners);
});
