import { fieldEffect, meaningOf } from '@konduct/core/plan/exposure';
import { expect, test } from 'vitest';
import { konnectKinds } from './registry.ts';

/** What shows people more: each field with a value that shows less, and one that shows more. */
const table: readonly (readonly [string, string, unknown, unknown])[] = [
  ['Portal', 'authentication_enabled', true, false],
  ['Portal', 'rbac_enabled', true, false],
  ['Portal', 'default_api_visibility', 'private', 'public'],
  ['Portal', 'default_page_visibility', 'private', 'public'],
  ['Portal', 'auto_approve_developers', false, true],
  ['Portal', 'auto_approve_applications', false, true],
  ['APIPublication', 'visibility', 'private', 'public'],
  ['APIPublication', 'auth_strategy_ids', ['a strategy'], null],
  ['APIPublication', 'auto_approve_registrations', false, true],
  ['PortalPage', 'visibility', 'private', 'public'],
  ['PortalPage', 'status', 'unpublished', 'published'],
  ['AuthenticationSettings', 'basic_auth_enabled', false, true],
  ['AuthenticationSettings', 'oidc_auth_enabled', false, true],
  ['AuthenticationSettings', 'saml_auth_enabled', false, true],
];

test.each(table)('%s shows more when %s goes from %o to %o, and less the other way', (name, path, less, more) => {
  const kind = konnectKinds.find((candidate) => candidate.name === name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  expect(fieldEffect(kind, { path, before: less, after: more })).toBe('widens');
  expect(fieldEffect(kind, { path, before: more, after: less })).toBe('narrows');
  // A value that is known later may be the one that shows most.
  expect(fieldEffect(kind, { path, before: less, knownAfterApply: 'x' })).toBe('widens');
  const said = [less, more].map((value) => meaningOf(kind, path, value));
  expect(new Set(said).size).toBe(2);
  for (const meaning of said) expect(meaning).toBeDefined();
});

test('the table has every field that decides what people see', () => {
  const fields = konnectKinds.flatMap(({ name, fields: all }) =>
    Object.entries(all).flatMap(([path, { exposure }]) => (exposure ? [`${name}.${path}`] : [])),
  );
  expect(table.map(([name, path]) => `${name}.${path}`).sort()).toEqual(fields.sort());
});

test('koctl marks portals and APIs, and nothing else', () => {
  expect(konnectKinds.filter(({ markedByKoctl }) => markedByKoctl).map(({ name }) => name)).toEqual(['Portal', 'API']);
});
