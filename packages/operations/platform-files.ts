import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { acceptedChangesName } from '@konduct/core/manifest/accepted-changes';
import { plantedSecrets } from '@konduct/core/manifest/planted-secrets';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { rulesNames } from '@konduct/deck/lint/lint';
import type { PlatformOptions } from './options.ts';
import {
  type DirectoryState,
  showPath,
  sizeLimits,
  type TextFileResult,
  TextFiles,
  textFilesAround,
} from './text-file.ts';

/** The manifests and blueprints of a platform directory. */
export interface PlatformFiles {
  /** The platform directory, absolute. */
  readonly directory: string;
  /** Whether the directory exists. It need not if all manifests are named beside it. */
  readonly directoryIsThere: boolean;
  readonly manifests: readonly SourceFile[];
  readonly blueprints: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

export const blueprintFolder = 'blueprints';

/**
 * YAML files directly in a platform directory that are no manifests: rules for linting, and accepted changes of APIs.
 */
const notManifests: readonly string[] = [...Object.values(rulesNames), acceptedChangesName];

/**
 * Reads the manifests and blueprints of a platform directory, and the manifests named beside it. Every YAML file
 * directly in the directory is a manifest, except for rules for linting and accepted changes. Every YAML file directly
 * in its folder `blueprints` is a blueprint. Deeper folders are not searched; `unreadFiles` reports files that nothing
 * reads.
 *
 * @param maskSecret called with texts that look like secrets in the wrong place, before any message about the files
 */
export function readPlatformFiles(
  options: Pick<PlatformOptions, 'config' | 'manifests' | 'workspace'>,
  maskSecret: (value: string) => void,
): PlatformFiles {
  const workspace = path.resolve(options.workspace);
  const directory = path.resolve(workspace, options.config);
  const diagnostics: Diagnostic[] = [];
  const shown = showPath(directory, workspace);
  const around = textFilesAround(directory, workspace);
  const state = around.files.directory(around.relative);
  const problem = directoryProblem(state, shown);
  // With manifests given by name, the directory may be missing. If it exists, it must be a real directory.
  if (problem && (state !== 'missing' || options.manifests.length === 0))
    return { directory, directoryIsThere: false, manifests: [], blueprints: [], diagnostics: [problem] };

  const files = new TextFiles(directory, workspace);
  const manifests = keep(
    problem ? [] : manifestNames(readdirSync(directory)).map((name) => files.read(name, sizeLimits.manifest)),
    diagnostics,
  );
  for (const name of options.manifests) {
    const absolute = path.resolve(workspace, name);
    const named = textFilesAround(absolute, workspace);
    const result = named.files.read(named.relative, sizeLimits.manifest);
    if (result.type === 'missing')
      diagnostics.push(missing(showPath(absolute, workspace), `Check the name given with ${inputWords('manifest')}.`));
    else manifests.push(...keep([result], diagnostics));
  }
  if (manifests.length === 0 && diagnostics.length === 0) {
    const fix = `Put YAML files with \`platform\`, \`teams\` and \`organizations\` there, or name manifests with ${inputWords('manifest')}.`;
    diagnostics.push(missing(shown, fix, `There is no manifest in ${shown}`));
  }
  const folder = problem ? 'missing' : files.directory(blueprintFolder);
  if (folder === 'link' || folder === 'other')
    diagnostics.push(notAFolder(folder, `${shown}/${blueprintFolder}`, `The folder ${shown}/${blueprintFolder}`));
  const names = folder === 'directory' ? yamlFiles(path.join(directory, blueprintFolder)) : [];
  const blueprints = keep(
    names.map((name) => files.read(`${blueprintFolder}/${name}`, sizeLimits.manifest)),
    diagnostics,
  );
  // A secret in the wrong place is reported later; it is masked first, so that no message shows it.
  for (const value of plantedSecrets([...manifests, ...blueprints])) maskSecret(value);
  return { directory, directoryIsThere: !problem, manifests, blueprints, diagnostics };
}

function keep(results: readonly TextFileResult[], diagnostics: Diagnostic[]): SourceFile[] {
  return results.flatMap((result) => {
    if (result.type === 'refused') diagnostics.push(result.diagnostic);
    return result.type === 'file' ? [result.file] : [];
  });
}

/** The names of manifests among the names in a platform directory: every YAML file but those in `notManifests`. */
export function manifestNames(names: readonly string[]): string[] {
  return names.filter((name) => isYaml(name) && !notManifests.includes(name)).sort();
}

function yamlFiles(directory: string): string[] {
  return readdirSync(directory).filter(isYaml).sort();
}

/** Whether a file is a manifest or blueprint by its name. A name with a leading dot belongs to another program. */
export function isYaml(name: string): boolean {
  return /^[^.].*\.ya?ml$/is.test(name);
}

function directoryProblem(state: DirectoryState, shown: string): Diagnostic | undefined {
  if (state === 'directory') return undefined;
  if (state !== 'missing') return notAFolder(state, shown, `The platform directory ${shown}`);
  const fix = `Name the folder with your manifests with ${inputWords('config')}.`;
  return missing(shown, fix, `There is no platform directory ${shown}`);
}

function notAFolder(state: 'link' | 'other', shown: string, what: string): Diagnostic {
  return state === 'link'
    ? finding('file-symlink', `${what} is a symbolic link, or is reached through one`, startOf(shown), {
        fix: 'Put the real folder there.',
      })
    : finding('file-unreadable', `${what} is not a folder`, startOf(shown), { fix: 'Put a folder there.' });
}

function missing(shown: string, fix: string, message = `${shown} does not exist`): Diagnostic {
  return finding('file-missing', message, startOf(shown), { fix });
}
