import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { expect, test } from 'vitest';
import { readFields, withRead } from './seen.ts';

const object = { fields: { id: '1', slug: 'start', title: 'as listed' }, labels: {} };

test('fields that every plan reads lie over those of the list, and others of a detail do not', () => {
  const read = readFields(portalPage, { content: '# Start', title: 'proved by a digest', id: '2' });
  expect(read).toEqual({ content: '# Start', id: '2' });
  expect(withRead(object, read).fields).toEqual({ id: '2', slug: 'start', title: 'as listed', content: '# Start' });
});

test('without such a field the object is the one of the list', () => {
  expect([readFields(portalPage, undefined), readFields(portalPage, { title: 'x' })]).toEqual([undefined, undefined]);
  expect(withRead(object, undefined)).toBe(object);
});
