import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { compareText } from '@konduct/core/value/compare-text';
import { withTemplateHint } from '@konduct/deck/template';
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
  isRead: (file: string) => boolean,
): Diagnostic[] {
  const files = new TextFiles(directory, workspace);
  return yamlFilesBelow(directory, '').flatMap((relative) => {
    if (isRead(relative)) return [];
    const found = files.read(relative, sizeLimits.specification);
    if (found.type === 'missing') return [];
    const { file } = found.type === 'file' ? found : { file: undefined };
    const problems = found.type === 'refused' ? [found.diagnostic] : file ? parseYaml(file).diagnostics : [];
    return problems
      .filter(({ code }) => broken.includes(code))
      .map((problem) => (file ? withTemplateHint(file, problem) : problem));
  });
}

/**
 * Paths relative to the directory. Links are not followed, and names that begin with a dot belong to other programs.
 */
function yamlFilesBelow(directory: string, folder: string): string[] {
  const entries = readdirSync(path.join(directory, folder), { withFileTypes: true });
  return entries
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry) => {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name.startsWith('.') ? [] : yamlFilesBelow(directory, relative);
      return entry.isFile() && /\.ya?ml$/i.test(entry.name) && !entry.name.startsWith('.') ? [relative] : [];
    });
}
