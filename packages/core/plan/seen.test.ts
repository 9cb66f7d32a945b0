import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { expect, test } from 'vitest';
import { contentHandle } from '../provider/content.ts';
import { text } from './made-up.fixture.ts';
import { readFields, toldFields, withRead } from './seen.ts';

const object = { fields: { id: '1', slug: 'start', title: 'as listed' }, labels: {} };

test('fields that every plan reads lie over those of the list, and others of a detail do not', () => {
  const kind = { ...portalPage, fields: { ...portalPage.fields, note: { ...text, compare: 'read' as const } } };
  const read = readFields(kind, { note: 'Start', title: 'proved by a digest', id: '2' });
  expect(read).toEqual({ note: 'Start', id: '2' });
  expect(withRead(object, read).fields).toEqual({ id: '2', slug: 'start', title: 'as listed', note: 'Start' });
});

test('an update is not told of a document, which it could not send', () => {
  const content = contentHandle('# Start');
  expect(readFields(portalPage, { content })).toEqual({ content });
  expect(toldFields({ content, note: 'Start' })).toEqual({ note: 'Start' });
  expect([toldFields({ content }), toldFields(undefined)]).toEqual([undefined, undefined]);
});

test('without such a field the object is the one of the list', () => {
  expect([readFields(portalPage, undefined), readFields(portalPage, { title: 'x' })]).toEqual([undefined, undefined]);
  expect(withRead(object, undefined)).toBe(object);
});
