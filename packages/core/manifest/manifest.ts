import type { Move } from './moved.ts';
import type { WrittenManifest } from './table/manifest.ts';

/**
 * The platform team's manifests, typed and with defaults filled in. Names are the manifest's in camelCase. Every object
 * here has an `Origin` (source/origin.ts) whose members bear these names; the `self` of an item of a map reaches from
 * its key to its end. Undefined means that the value is absent, or unusable and reported. The tables in table/ declare
 * all keys.
 */
export interface Manifest extends Omit<WrittenManifest, 'moved'> {
  /**
   * The entries of `moved`: for each, an old and a new address. Entries with a mistake have been reported and are left
   * out.
   */
  readonly moved: readonly Move[];
  /** True when a file could not be read whole. A name that seems undefined may be defined in the missing part. */
  readonly incomplete: boolean;
  /** Whether a file has the key `organizations`, even an empty one. */
  readonly mentionsOrganizations: boolean;
}
