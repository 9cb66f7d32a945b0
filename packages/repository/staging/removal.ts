import { compareText } from '@konduct/core/value/compare-text';
import type { Draft } from '../platform/draft.ts';
import { environmentOf, folderOf, textOf } from '../platform/tree.ts';
import { digestOf, readRecord, recordName } from './record.ts';

export interface Removal {
  /** The folder of a service that the manifest no longer has. */
  readonly directory: string;
  /** Files that were kept because a person wrote or edited them. */
  readonly kept: readonly string[];
}

/**
 * Removes the staged files of removed services: where Konduct's record lies, the specification it names and the files
 * made from it. Files that a person wrote or edited stay, and folders without a record are not touched.
 *
 * @param directories the folders of the services in the manifest
 * @param isOurs whether a file beside the specification is unchanged since Konduct made it
 */
export function removeGone(
  draft: Draft,
  environment: string,
  organizations: ReadonlySet<string> | undefined,
  directories: ReadonlySet<string>,
  isOurs: (name: string, text: string) => boolean,
): Removal[] {
  const removals: Removal[] = [];
  const files = Map.groupBy(draft.base.keys(), folderOf);
  for (const path of draft.base.keys()) {
    const at = environmentOf(path);
    if (at?.environment !== environment || !path.endsWith(`/${recordName}`)) continue;
    if (organizations && !organizations.has(at.organization)) continue;
    const directory = path.slice(0, -recordName.length - 1);
    if (directories.has(directory)) continue;
    const record = readRecord(textOf(draft.base.get(path)));
    if (record) removals.push(removeService(draft, directory, files.get(directory) ?? [], record.digest, isOurs));
  }
  return removals.sort((a, b) => compareText(a.directory, b.directory));
}

function removeService(
  draft: Draft,
  directory: string,
  files: readonly string[],
  digest: string,
  isOurs: (name: string, text: string) => boolean,
): Removal {
  const kept: string[] = [];
  // Only files directly in this folder. The folder of another service may lie further down, because its key may begin
  // with this one's.
  for (const path of files) {
    const name = path.slice(directory.length + 1);
    const entry = draft.base.get(path);
    const text = textOf(entry);
    const ours =
      name === recordName ||
      (entry?.type === 'file' && digestOf(entry.bytes) === digest) ||
      (text !== undefined && isOurs(name, text));
    if (ours) draft.remove(path);
    else kept.push(path);
  }
  return { directory, kept };
}
