import { expect, test } from 'vitest';
import { deckChanges } from './deck-change.ts';

const before = `
_format_version: "3.0"
services:
- name: flights
  host: a.example
  routes:
  - name: list
    paths: [~/flights$]
  - name: gone
  plugins:
  - name: jwt
    config: {secret: old-secret-value}
consumers:
- username: ada
  keyauth_credentials: [{key: very-secret}]
`;

test('entities that come, go and differ, by name, and never a value', () => {
  const after = before
    .replace('a.example', 'b.example')
    .replace('name: gone', 'name: new')
    .replace('old-secret-value', 'new-secret-value')
    .replace('very-secret', 'other-secret');
  const lines = deckChanges(before, after);
  expect(lines).toEqual([
    '~ service flights: host',
    '+ service flights / route new',
    '~ service flights / plugin jwt: config',
    '~ consumer ada: keyauth_credentials',
    '- service flights / route gone',
  ]);
  expect(lines.join()).not.toContain('secret-value');
});

test('a file that comes or goes, and one nobody can read', () => {
  expect(deckChanges(undefined, 'services: [{name: a}]')).toEqual(['+ service a']);
  expect(deckChanges('services: [{name: a}]', undefined)).toEqual(['- service a']);
  expect(deckChanges('{', 'services: []')).toEqual(['~ the file, which cannot be compared']);
  expect(deckChanges(before, before)).toEqual([]);
});
