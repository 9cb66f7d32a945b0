import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { signIn } from '@konduct/konnect/kinds/sign-in';
import { user } from '@konduct/konnect/kinds/user';
import { expect, test } from 'vitest';
import type { Kind } from './kind.ts';
import { referenceTo } from './reference.ts';

const nested: Kind = { ...apiPublication, identity: ['api_id', 'service.id'] };

test('what Konduct also writes is found by what identifies it', () => {
  const reference = referenceTo(portal);
  expect(Object.keys(reference?.selector ?? {})).toEqual(['name']);
  expect(reference?.selector.name).toMatchObject({ type: 'string', required: true });
  expect(reference).toMatchObject({ yields: 'one', source: 'provider' });
  expect(reference?.matches({ name: 'dev', id: '1' }, { name: 'dev' })).toBe(true);
  expect(reference?.matches({ name: 'prd' }, { name: 'dev' })).toBe(false);
  expect(reference?.matches({}, {})).toBe(false);
  expect(reference?.describe({ name: 'dev' })).toBe('a Portal with name dev');
  expect(reference?.describe({})).toBe('a Portal');
});

test('as its kind compares', () => {
  expect(referenceTo(user)?.matches({ email: 'ann@example.com' }, { email: 'Ann@Example.com' })).toBe(true);
});

test('what is only read says so itself', () => {
  expect(referenceTo(gatewayService)).toBe(gatewayService.external);
});

test('what there is one of is not looked for', () => {
  expect(referenceTo(signIn)).toBeUndefined();
});

test('what is identified by a part of something has no name to find it by', () => {
  expect(referenceTo(nested)).toBeUndefined();
});
