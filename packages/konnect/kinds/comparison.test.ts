import { identityOf } from '@konduct/core/graph/identity';
import { compareFields } from '@konduct/core/plan/compare';
import { expect, test } from 'vitest';
import { api } from './api.ts';
import { apiPublication } from './api-publication.ts';
import { controlPlane } from './control-plane.ts';
import { decode } from './decode.ts';
import { portal } from './portal.ts';
import { user } from './user.ts';

test.each([
  [controlPlane, { description: '', config: { proxy_urls: [] } }, { description: null, proxy_urls: null }],
  [controlPlane, { description: '', config: {} }, { description: '', proxy_urls: [] }],
  [controlPlane, { config: { cluster_type: 'CLUSTER_TYPE_SERVERLESS' } }, { cluster_type: 'CLUSTER_TYPE_SERVERLESS' }],
  [portal, { description: null }, { description: null }],
  [api, { attributes: { a: ['1'], b: ['2'] }, slug: 'x' }, { attributes: { a: ['1'], c: null } }],
  [api, { attributes: null, version: null }, { attributes: {}, version: null }],
  [apiPublication, { auth_strategy_ids: null }, { auth_strategy_ids: null, visibility: 'private' }],
  [user, { email: 'Ann@Example.com' }, { email: 'ANN@example.com' }],
])('%# what Konnect shows of a template plans no change', (kind, item, desired) => {
  expect(compareFields(kind, desired, decode(kind, { id: '1', ...item }).fields)).toEqual([]);
});

test('a person is one, however the address is written', () => {
  expect(identityOf(user, { email: 'Ann@Example.com' })).toEqual(identityOf(user, { email: 'ann@example.COM' }));
});
