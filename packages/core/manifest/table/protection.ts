import type { Key } from '../key/key.ts';
import { flag } from '../key/scalar.ts';

/** The key `deletion-protection`; `what` names the protected objects in its description. */
export function deletionProtection(what: string): Key<boolean> {
  return flag(
    `Refuse to delete or replace ${what}, to take its APIs from a portal, and every delete of a gateway sync. ` +
      'Protection is also read from Konnect: to drop it and to delete takes two merges.',
    { default: false },
  );
}
