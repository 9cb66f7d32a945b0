import { scryptSync } from 'node:crypto';
import { revealSecret, type Secret } from './secret.ts';

/**
 * What a guess at a secret costs: 32 MiB of memory three times over, as OWASP's cheat sheet on storing passwords has it.
 * Labels are there for everybody who can see the object, and a plain digest of a short secret is guessed in no time.
 */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;

const known = new WeakMap<Secret, Map<string, string>>();

/**
 * A text that differs when the secret does and is no help in finding it out: the scrypt hash of the secret, in hex.
 *
 * @param salt says for what the secret is used, so that the same secret in two places does not show
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
