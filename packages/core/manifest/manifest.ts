import type { Move } from './moved.ts';
import type { WrittenManifest } from './table/manifest.ts';

/**
 * What the platform team wrote, typed and with defaults filled in. Names are the manifest's in camelCase; every object
 * here has an Origin (source/origin.ts) whose members bear these names, and the `self` of a node in a map reaches from
 * its key to its end. Undefined means: not written, or not usable and reported. The tables in table/ say what there is.
 */
export interface Manifest extends Omit<WrittenManifest, 'moved'> {
  /** What has another key now. Entries with a mistake in them have been reported and are not here. */
  readonly moved: readonly Move[];
  /** True when a file could not be read whole, so that a name nobody defines may be defined in what is missing. */
  readonly incomplete: boolean;
  /** Whether a file has the key `organizations`, even with nothing behind it. */
  readonly mentionsOrganizations: boolean;
}
