import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { withTemplateHint } from '@konduct/deck/template';
import type { FolderListing } from './folder-listing.ts';
import { isYaml } from './platform-files.ts';
import { sizeLimits, TextFiles } from './text-file.ts';
import type { PlatformDirectory } from './unread-files.ts';

const broken: readonly string[] = ['yaml-syntax', 'file-encoding'];

/**
 * Finds YAML files with syntax errors anywhere in a platform directory, with decK files and files that nothing reads.
 *
 * @param isRead whether a file, by its path relative to the directory, has been read and checked already
 */
export function brokenYaml(
  { directory, workspace }: PlatformDirectory,
  listing: FolderListing,
  isRead: (file: string) => boolean,
): Diagnostic[] {
  const files = new TextFiles(directory, workspace);
  return listing.files().flatMap((relative) => {
    if (!isYaml(path.posix.basename(relative)) || isRead(relative)) return [];
    const found = files.read(relative, sizeLimits.specification);
    if (found.type === 'missing') return [];
    const { file } = found.type === 'file' ? found : { file: undefined };
    const problems = found.type === 'refused' ? [found.diagnostic] : file ? parseYaml(file).diagnostics : [];
    return problems
      .filter(({ code }) => broken.includes(code))
      .map((problem) => (file ? withTemplateHint(file, problem) : problem));
  });
}
