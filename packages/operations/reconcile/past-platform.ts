import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { DeclaringFiles, Version } from '@konduct/repository/platform/history';
import type { CommitFiles } from '@konduct/repository/specification/commit-files';
import { type PastResources, pastResources } from '../configuration.ts';
import { blueprintFolder, isYaml, manifestNames } from '../platform-files.ts';
import { sizeLimits } from '../text-file.ts';

/** The manifests and blueprints of a platform directory, for the search of its history. */
export const declaringFiles: DeclaringFiles = {
  patterns: ['*.[yY][aA][mM][lL]', '*.[yY][mM][lL]', `${blueprintFolder}/**`],
  isOne: (name) => manifestNames([name]).length > 0 && (!name.includes('/') || name.startsWith(`${blueprintFolder}/`)),
};

/**
 * The resources of an organization at an older commit, with today's built-in blueprints. Nothing is written to the
 * disk. Staged specifications are not read, because addresses and names do not depend on them.
 *
 * @param others manifests beside the platform directory, from the root of the repository
 */
export async function pastPlatform(
  { files, folder }: Version,
  organization: string,
  others: readonly string[],
): Promise<PastResources> {
  const within = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const named = manifestNames(await files.names(folder)).map(within);
  const manifests = await read(files, [...named, ...others]);
  const names = (await files.names(within(blueprintFolder))).filter(isYaml).sort();
  const blueprints = await read(
    files,
    names.map((name) => within(`${blueprintFolder}/${name}`)),
  );
  const diagnostics = [...manifests.diagnostics, ...blueprints.diagnostics];
  return pastResources({ manifests: manifests.files, blueprints: blueprints.files, diagnostics }, organization);
}

/** The files at these paths that exist and that a present run would read. */
async function read(
  files: CommitFiles,
  paths: readonly string[],
): Promise<{ readonly files: readonly SourceFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const found: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of paths) {
    const file = await files.read(name, sizeLimits.manifest);
    const text = file.type === 'file' ? textOf(file.bytes) : undefined;
    if (text !== undefined) found.push({ path: name, text });
    else if (file.type !== 'missing')
      diagnostics.push(finding('file-unreadable', `${name} is no text of that size`, startOf(name)));
  }
  return { files: found, diagnostics };
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
