import { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import { team } from '@konduct/konnect/kinds/team';
import { expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { digestedFields, digestOf } from './digest.ts';

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
