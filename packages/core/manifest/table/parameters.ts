import type { Key } from '../key/key.ts';
import { data } from '../key/scalar.ts';

/** The key `parameters` of a level above services; `where` ends the sentence about which services get them. */
export function inheritedParameters(where: string): Key<Readonly<Record<string, unknown>>> {
  return data(
    `Values for the parameters that blueprints declare, for ${where}. What stands nearer to a service goes before it, key ` +
      'by key, and `null` takes a value away. One that no blueprint of them declares is an error.',
    { examples: [{ tier: 'gold' }] },
  );
}
