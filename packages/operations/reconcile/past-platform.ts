import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { DeclaringFiles, Version } from '@konduct/repository/platform/history';
import type { CommitFiles } from '@konduct/repository/specification/commit-files';
import { type PastResources, pastResources } from '../configuration.ts';
import { blueprintFolder, isYaml, manifestNames } from '../platform-files.ts';
import { sizeLimits } from '../text-file.ts';

/** Which files of a platform directory say what the platform is, for the search of its history. */
export const declaringFiles: DeclaringFiles = {
  patterns: ['*.[yY][aA][mM][lL]', '*.[yY][mM][lL]', `${blueprintFolder}/**`],
  isOne: (name) => manifestNames([name]).length > 0 && (!name.includes('/') || name.startsWith(`${blueprintFolder}/`)),
};

/**
 * What an organization was to become at an older commit, as the built-in blueprints of today have it. Nothing is written
 * to the disk, and staged specifications are left out: no address and no name comes from one.
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

/** Those of the files that are there and that this process would read. */
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
