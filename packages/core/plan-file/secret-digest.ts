import { secretFields } from '../kind/secret-field.ts';
import type { ObservedPlan } from '../policy/policed-plan.ts';
import { fingerprint } from '../secret/fingerprint.ts';
import { compareText } from '../value/compare-text.ts';
import { sha256 } from '../value/digest.ts';
import type { Digests } from './observed-digest.ts';

/** What stands in the place of a digest where the run had no value of a secret. */
export const absentSecret = 'not at hand';

/**
 * Digests of the secrets that a plan would write, by address and field. Each is made of fingerprints, of which one guess
 * costs as much as of a stored password, and which differ between two places with the same secret.
 */
export function secretDigests({ decisions, world }: Pick<ObservedPlan, 'decisions' | 'world'>): Digests {
  const found = decisions.flatMap(({ node, change }): [string, string][] => {
    if (!node) return [];
    const { address } = change;
    return secretFields(node.kind, node.evaluate(world).fields).map(({ path, handles }) => {
      const use = `${address} ${path}`;
      const fingerprints = handles.map(({ secret }) => secret && fingerprint(secret, use));
      const isWhole = fingerprints.every((each) => each !== undefined);
      return [use, isWhole ? sha256(JSON.stringify(['plan-file', ...fingerprints])).slice(0, 32) : absentSecret];
    });
  });
  return Object.fromEntries(found.sort(([a], [b]) => compareText(a, b)));
}
