import { scryptSync } from 'node:crypto';
import { revealSecret, type Secret } from './secret.ts';

/**
 * The cost of one guess at a secret: three passes over 32 MiB of memory, as OWASP's cheat sheet on storing passwords
 * recommends. Everybody who can see an object sees its labels, and a short secret is quickly found from a plain digest.
 */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;

const known = new WeakMap<Secret, Map<string, string>>();

/**
 * A text that changes with the secret and does not help to find it: the scrypt hash in hex.
 *
 * @param salt the use of the secret: the same secret in two places gives two different texts
 */
export function fingerprint(secret: Secret, salt: string): string {
  const ofSecret = known.get(secret) ?? new Map<string, string>();
  known.set(secret, ofSecret);
  let found = ofSecret.get(salt);
  if (found === undefined) {
    found = scryptSync(revealSecret(secret), salt, 32, cost).toString('hex');
    ofSecret.set(salt, found);
  }
  return found;
}
