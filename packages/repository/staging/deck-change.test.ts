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
  const { lines, total } = deckChanges(before, after);
  expect(total).toBe(5);
  expect(lines).toEqual([
    '~ service flights: host a.example → b.example',
    '+ service flights / route new',
    '~ service flights / plugin jwt: config',
    '~ consumer ada: keyauth_credentials',
    '- service flights / route gone',
  ]);
  expect(lines.join()).not.toContain('secret-value');
});

test('a file that comes or goes, and one nobody can read', () => {
  const lines = (old: string | undefined, recent: string | undefined) => deckChanges(old, recent).lines;
  expect(lines(undefined, 'services: [{name: a}]')).toEqual(['+ service a']);
  expect(lines('services: [{name: a}]', undefined)).toEqual(['- service a']);
  expect(lines('{', 'services: []')).toEqual(['~ the file, which cannot be compared']);
  expect(lines(before, before)).toEqual([]);
});

test('of many changes the first are told, and all are counted', () => {
  const services = Array.from({ length: 901 }, (_, index) => `- name: s${index}`).join('\n');
  const { lines, total } = deckChanges(undefined, `services:\n${services}`);
  expect([lines.length, total]).toEqual([200, 901]);
});
