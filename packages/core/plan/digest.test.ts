import { api } from '@konduct/konnect/kinds/api';
import { applicationAuthStrategy } from '@konduct/konnect/kinds/application-auth-strategy';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { team } from '@konduct/konnect/kinds/team';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { Secret } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { acceptedDigest, digestedFields, digestOf } from './digest.ts';

const object = { type: 'object', description: '', compare: 'digest' } as const;
const kind: Kind = { ...portal, fields: { ...portal.fields, a: object, b: object } };

test('only what lists do not show is in it', () => {
  expect(digestedFields(api, ['name', 'spec_content', 'unknown'])).toEqual(['spec_content']);
  expect(digestOf(team, { name: 'x' }, 'acme/x')).toBeUndefined();
  expect(digestOf(api, { name: 'x' }, 'acme/x')).toBeUndefined();
  expect(digestOf(api, { name: 'x', spec_content: { digest: '1' } }, 'acme/x')).toBe(
    digestOf(api, { name: 'y', spec_content: { digest: '1' } }, 'acme/x'),
  );
});

test('is 32 hex digits, and another for another value', () => {
  const values = [true, false, null, { digest: '1' }, { digest: '2' }, [1], ['1'], {}, ''];
  const digests = values.map((value) => digestOf(kind, { a: value }, 'acme/x'));
  expect(digests.every((digest) => /^[0-9a-f]{32}$/.test(digest ?? ''))).toBe(true);
  expect(new Set(digests).size).toBe(values.length);
  expect(digestOf(kind, { a: 1 }, 'acme/x')).not.toBe(digestOf(kind, { b: 1 }, 'acme/x'));
});

test('the order of keys does not matter, that of items does', () => {
  expect(digestOf(kind, { a: { x: 1, y: [{ p: 1, q: 2 }] }, b: 2 }, 'acme/x')).toBe(
    digestOf(kind, { b: 2, a: { y: [{ q: 2, p: 1 }], x: 1 } }, 'acme/x'),
  );
  expect(digestOf(kind, { a: [1, 2] }, 'acme/x')).not.toBe(digestOf(kind, { a: [2, 1] }, 'acme/x'));
});

test('the names of its fields are sorted', () => {
  expect(digestedFields(kind, ['b', 'name', 'a'])).toEqual(['a', 'b']);
});

describe('a secret in it', () => {
  const handle = (text: string) => SecretHandle.of(new Secret(text));
  const fields = (...handles: readonly SecretHandle[]) => ({
    configs: { 'openid-connect': { client_secret: handles } },
  });
  const digest = (address: string, ...handles: readonly SecretHandle[]) =>
    digestOf(applicationAuthStrategy, fields(...handles), address);

  test('counts by its value, its order and the resource', () => {
    const first = digest('acme/x', handle('a secret of one'), handle('another of two'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(digest('acme/x', handle('a secret of one'), handle('another of two'))).toBe(first);
    const others = [
      digest('acme/x', handle('another of two'), handle('a secret of one')),
      digest('acme/x', handle('a secret of one')),
      digest('acme/x'),
      digest('acme/y', handle('a secret of one'), handle('another of two')),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
  });

  test('has to be at hand', () => {
    const absent = SecretHandle.absent({ reason: 'X is not set', fix: 'Set X.' });
    expect(() => digest('acme/x', absent)).toThrow(
      'acme/x: configs.openid-connect.client_secret cannot be digested, since X is not set',
    );
  });
});

test('an object that is kept with what cannot change is recognised by exactly that', () => {
  const plane = { name: 'p', cluster_type: 'A', cloud_gateway: true };
  const accepted = acceptedDigest(controlPlane, plane);
  expect(accepted).toMatch(/^[0-9a-f]{32}$/);
  expect(acceptedDigest(controlPlane, { ...plane, name: 'q' })).toBe(accepted);
  expect(acceptedDigest(controlPlane, { ...plane, cluster_type: 'B' })).not.toBe(accepted);
  expect(acceptedDigest(controlPlane, { ...plane, cloud_gateway: false })).not.toBe(accepted);
  const turned = Object.fromEntries(Object.entries(controlPlane.fields).reverse());
  expect(acceptedDigest({ ...controlPlane, fields: turned }, plane)).toBe(accepted);
});
