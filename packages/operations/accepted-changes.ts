import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { acceptedChangesName, readAcceptedChanges } from '@konduct/core/manifest/accepted-changes';
import type { FileTree } from '@konduct/deck/render/files';

const sizeLimit = 1024 * 1024;

/**
 * What is wrong with the files of accepted changes in a platform directory.
 *
 * @param directories folders of services, relative to the platform directory: the files may lie in each of them, and in the
 * folders of their team, environment and organization
 */
export function acceptedChangesProblems(tree: FileTree, directories: readonly string[]): readonly Diagnostic[] {
  return acceptedChangesFiles(directories).flatMap((file) => {
    const read = tree.read(file, sizeLimit);
    if (read.type === 'refused') return [read.diagnostic];
    return read.type === 'file' ? readAcceptedChanges(read.file).diagnostics : [];
  });
}

/** Where files of accepted changes may lie, for services with these folders; all relative to the platform directory. */
export function acceptedChangesFiles(directories: readonly string[]): readonly string[] {
  const folders = new Set(directories.flatMap(scopesOf));
  return [...folders].map((folder) => path.posix.join(folder, acceptedChangesName));
}

/** The platform directory, and the folders of an organization, an environment, a team and a service, by the last of them. */
function scopesOf(directory: string): readonly string[] {
  const [organization = '', envs = '', environment = '', teams = '', team = ''] = directory.split('/');
  const inEnvironment = path.posix.join(organization, envs, environment);
  return ['', organization, inEnvironment, path.posix.join(inEnvironment, teams, team), directory];
}
