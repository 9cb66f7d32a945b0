import type { SourceFile } from '../source/source-file.ts';
import { compareText } from '../value/compare-text.ts';
import { sha256 } from '../value/digest.ts';
import type { Digests } from './observed-digest.ts';
import type { Wording } from './planned-change.ts';

/**
 * The SHA-256 of each file that a plan is made from, in hex, by path: what `sha256sum` prints. Only a manifest with a
 * secret in clear has another one, of its text with the secret replaced.
 *
 * @param files manifests and blueprints, with those that come with Konduct
 * @param documents digests of specifications and other files that were read for resources, by path
 */
export function inputDigests(
  files: readonly SourceFile[],
  documents: ReadonlyMap<string, string>,
  { clean, pathOf }: Wording,
): Digests {
  const all = [...files.map(({ path, text }) => [path, sha256(clean(text))] as const), ...documents];
  const named = all.map(([path, digest]) => [pathOf(path), digest] as const);
  return Object.fromEntries(named.sort(([a], [b]) => compareText(a, b)));
}
