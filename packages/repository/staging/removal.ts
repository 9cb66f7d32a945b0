import { compareText } from '@konduct/core/value/compare-text';
import type { Draft } from '../platform/draft.ts';
import { environmentOf, folderOf, textOf } from '../platform/tree.ts';
import { digestOf, readRecord, recordName } from './record.ts';

export interface Removal {
  /** The folder of a service that the manifest no longer has. */
  readonly directory: string;
  /** Its files that were kept, because a person wrote or edited them. */
  readonly kept: readonly string[];
}

/**
 * Removes what was staged for services that are gone: where a record of ours lies, the specification it speaks of and
 * what was made of it. Files that a person wrote or edited stay, and folders without a record are not looked at.
 *
 * @param directories those of the services that there are
 * @param isOurs whether a file beside the specification is as it was made
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
  // Of this folder alone. Another service may lie further down: its key may begin with this one's.
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
