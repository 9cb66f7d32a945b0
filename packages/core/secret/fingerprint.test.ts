import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { Secret } from './secret.ts';
import { SecretHandle } from './secret-handle.ts';
import { secretHandleOf, secretValue } from './secret-value.ts';

test('a fingerprint is the same in every run, and another for another secret or place', () => {
  const shh = fingerprint(new Secret('shh'), 'acme/login');
  // scrypt of "shh" with N 2^15, r 8, p 3. Labels in Konnect hold digests of such hashes, so that the hash must never
  // change.
  expect(shh).toBe('d720327bfad7a9351feff58844ef472ad6bced8e644c7e7568ad51d56a0cc15e');
  expect(fingerprint(new Secret('shh'), 'acme/login')).toBe(shh);
  expect(fingerprint(new Secret('shi'), 'acme/login')).not.toBe(shh);
  expect(fingerprint(new Secret('shh'), 'acme/other')).not.toBe(shh);
});

test('a handle is passed on as the same opaque value, and shows nothing', () => {
  const handle = SecretHandle.of(new Secret('shh'));
  expect(secretValue(handle)).toBe(secretValue(handle));
  expect(secretHandleOf(secretValue(handle))).toBe(handle);
  expect(secretHandleOf({})).toBeUndefined();
  const shown = [JSON.stringify({ handle }), String(handle), inspect(handle, { showHidden: true, depth: 9 })];
  expect(shown.join()).not.toContain('shh');
  expect(JSON.stringify(handle)).toBe('"***"');
});

test('a handle of a secret that is not at hand says why', () => {
  const absence = { reason: 'the environment variable A is not set', fix: 'Set A.' };
  expect(SecretHandle.absent(absence)).toMatchObject({ secret: undefined, absence });
});
