import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { acceptedChangesName, readAcceptedChanges } from '@konduct/core/manifest/accepted-changes';
import type { FileTree } from '@konduct/deck/render/files';

const sizeLimit = 1024 * 1024;

/**
 * The mistakes in the files of accepted changes in a platform directory.
 *
 * @param directories folders of services, relative to the platform directory: the files may lie in each of them, and in
 * the folders of their team, environment and organization
 */
export function acceptedChangesProblems(tree: FileTree, directories: readonly string[]): readonly Diagnostic[] {
  return acceptedChangesFiles(directories).flatMap((file) => {
    const read = tree.read(file, sizeLimit);
    if (read.type === 'refused') return [read.diagnostic];
    return read.type === 'file' ? readAcceptedChanges(read.file).diagnostics : [];
  });
}

/**
 * The paths that files of accepted changes may have, for services with these folders; all relative to the platform
 * directory.
 */
export function acceptedChangesFiles(directories: readonly string[]): readonly string[] {
  const folders = new Set(directories.flatMap(scopesOf));
  return [...folders].map((folder) => path.posix.join(folder, acceptedChangesName));
}

/**
 * The folders whose files of accepted changes concern a service: the platform directory, and those of the service's
 * organization, environment, team, and itself.
 */
function scopesOf(directory: string): readonly string[] {
  const [organization = '', envs = '', environment = '', teams = '', team = ''] = directory.split('/');
  const inEnvironment = path.posix.join(organization, envs, environment);
  return ['', organization, inEnvironment, path.posix.join(inEnvironment, teams, team), directory];
}
