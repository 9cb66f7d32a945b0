import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { portal } from '@konduct/konnect/kinds/portal';
import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { user } from '@konduct/konnect/kinds/user';
import { expect, test } from 'vitest';
import { valueAt } from '../value/value-at.ts';
import { identityOf } from './identity.ts';

test.each([
  [portal, { name: 'dev' }, ['dev']],
  [portal, { display_name: 'dev' }, undefined],
  [api, { name: 'bookings', version: '1' }, ['bookings']],
  [apiImplementation, { api_id: 'a', service: { control_plane_id: 'c', id: 's' } }, ['a', 'c']],
  [apiImplementation, { api_id: 'a', service: {} }, undefined],
  [apiImplementation, { api_id: 'a' }, undefined],
  [portalPage, { slug: 'first', parent_page_id: 'g' }, ['first', 'g']],
  [portalPage, { slug: 'first' }, ['first', 'null']],
  [portalPage, { slug: 'first', parent_page_id: null }, ['first', 'null']],
  [portalPage, { parent_page_id: 'g' }, undefined],
  [portal, { name: 'Dev' }, ['Dev']],
  [user, { email: 'Ann@Example.com' }, ['ann@example.com']],
  [user, { email: 7 }, ['7']],
  [user, {}, undefined],
])('%#', (kind, fields, identity) => {
  expect(identityOf(kind, fields)).toEqual(identity);
});

test.each([
  [{ a: { b: [1] } }, 'a.b', [1]],
  [{ a: { b: [1] } }, 'a.b.0', 1],
  [{ a: null }, 'a.b', undefined],
  [{ a: 'text' }, 'a.length', undefined],
  [{}, 'constructor.name', undefined],
])('%j at %s', (fields, path, value) => {
  expect(valueAt(fields, path)).toEqual(value);
});
