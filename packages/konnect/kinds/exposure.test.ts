import { fieldEffect, meaningOf } from '@konduct/core/plan/exposure';
import { expect, test } from 'vitest';
import { examples } from './examples/all.fixture.ts';
import { konnectKinds } from './registry.ts';

/** What shows people more: each field with a value that shows less, and one that shows more. */
const table = [...examples.values()].flatMap(({ kind, exposure = [] }) =>
  exposure.map(([field, less, more]) => [kind, field, less, more] as const),
);

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
  expect(konnectKinds.filter(({ markedByKoctl }) => markedByKoctl).map(({ name }) => name)).toEqual(['API', 'Portal']);
});
