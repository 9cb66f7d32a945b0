import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { PlatformOptions } from './options.ts';
import { showPath, sizeLimits, type TextFileResult, TextFiles } from './text-file.ts';

/** The files of a platform directory that say what the platform is. */
export interface PlatformFiles {
  /** The platform directory, absolute. */
  readonly directory: string;
  readonly manifests: readonly SourceFile[];
  readonly blueprints: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

const manifestNames = ['platform.yaml', 'teams.yaml', 'organizations.yaml'];

/**
 * Reads the manifests and blueprints of a platform directory, and the manifests named beside it. Folders are not
 * searched deeper. Nothing else in the directory is looked at.
 */
export function readPlatformFiles(options: Pick<PlatformOptions, 'config' | 'manifests' | 'workspace'>): PlatformFiles {
  const workspace = path.resolve(options.workspace);
  const directory = path.resolve(workspace, options.config);
  const diagnostics: Diagnostic[] = [];
  const shown = showPath(directory, workspace);
  const problem = directoryProblem(directory, shown);
  // Manifests may be given by name alone, and then there need be no directory.
  if (problem && options.manifests.length === 0)
    return { directory, manifests: [], blueprints: [], diagnostics: [problem] };

  const files = new TextFiles(directory, workspace);
  const manifests = keep(
    problem ? [] : manifestNames.map((name) => files.read(name, sizeLimits.manifest)),
    diagnostics,
  );
  const outside = new TextFiles(workspace, workspace);
  for (const name of options.manifests) {
    const absolute = path.resolve(workspace, name);
    const reader = absolute.startsWith(workspace + path.sep)
      ? outside
      : new TextFiles(path.dirname(absolute), workspace);
    const result = reader.read(reader === outside ? name : path.basename(absolute), sizeLimits.manifest);
    if (result.type === 'missing')
      diagnostics.push(missing(showPath(absolute, workspace), 'check the name given with `manifest`'));
    else manifests.push(...keep([result], diagnostics));
  }
  if (manifests.length === 0 && diagnostics.length === 0) {
    diagnostics.push(
      missing(
        shown,
        `put ${manifestNames.join(', ')} there, or name manifests with \`manifest\``,
        `no manifest in ${shown}`,
      ),
    );
  }
  const blueprints = problem
    ? []
    : keep(
        yamlFiles(path.join(directory, 'blueprints')).map((name) =>
          files.read(`blueprints/${name}`, sizeLimits.manifest),
        ),
        diagnostics,
      );
  return { directory, manifests, blueprints, diagnostics };
}

function keep(results: readonly TextFileResult[], diagnostics: Diagnostic[]): SourceFile[] {
  return results.flatMap((result) => {
    if (result.type === 'refused') diagnostics.push(result.diagnostic);
    return result.type === 'file' ? [result.file] : [];
  });
}

function yamlFiles(directory: string): string[] {
  if (!lstatSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

function directoryProblem(directory: string, shown: string): Diagnostic | undefined {
  const stats = lstatSync(directory, { throwIfNoEntry: false });
  if (!stats)
    return missing(
      shown,
      'name the folder with your manifests with `config`',
      `there is no platform directory ${shown}`,
    );
  if (stats.isSymbolicLink()) {
    return {
      severity: 'error',
      code: 'file-symlink',
      message: `the platform directory ${shown} is a symbolic link`,
      fix: 'name the real folder',
      at: startOf(shown),
    };
  }
  if (stats.isDirectory()) return undefined;
  return {
    severity: 'error',
    code: 'file-unreadable',
    message: `${shown} is not a folder`,
    fix: 'name the folder with your manifests with `config`',
    at: startOf(shown),
  };
}

function missing(shown: string, fix: string, message = `${shown} does not exist`): Diagnostic {
  return { severity: 'error', code: 'file-missing', message, fix, at: startOf(shown) };
}
