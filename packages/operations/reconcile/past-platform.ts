import path from 'node:path';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { ResourceGraph } from '@konduct/core/graph/node';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { Version } from '@konduct/repository/platform/history';
import type { CommitFiles } from '@konduct/repository/specification/commit-files';
import { configureFiles } from '../configuration.ts';
import type { PlatformOptions } from '../options.ts';
import { blueprintFolder, isYaml, manifestNames } from '../platform-files.ts';
import { sizeLimits } from '../text-file.ts';

/** What an organization was to become at an older commit. */
export interface PastPlatform {
  /** Undefined where the manifests did not have the organization. */
  readonly graph: ResourceGraph | undefined;
  /** Whether the manifests were free of errors: else something that is not in the graph may have been declared. */
  readonly isWhole: boolean;
}

/** The files in a platform directory that say what the platform is, and folders of such. */
export const declaringFiles = [...manifestNames, blueprintFolder];

/**
 * Expands the manifests of an older commit as the built-in blueprints of today have it. Nothing is written to the disk,
 * and staged specifications are left out: no address and no name comes from one.
 *
 * @param others manifests beside the platform directory, from the root of the repository
 */
export async function pastPlatform(
  { files, folder }: Version,
  organization: string,
  options: PlatformOptions,
  others: readonly string[],
): Promise<PastPlatform> {
  const within = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const names = (await files.names(within(blueprintFolder))).filter(isYaml).sort();
  const manifests = await read(files, [...manifestNames.map(within), ...others]);
  const blueprints = await read(
    files,
    names.map((name) => within(`${blueprintFolder}/${name}`)),
  );
  const directory = path.resolve(options.workspace, options.config);
  const { organizations, diagnostics } = configureFiles(
    { directory, manifests: manifests.files, blueprints: blueprints.files, diagnostics: [] },
    { get: () => undefined, diagnostics: [] },
    { ...options, organizations: [organization], environments: [], allowLiteralSecrets: true },
  );
  // An organization that was not there yet is no mistake of that commit.
  const problems = diagnostics.filter(({ code }) => code !== 'selection-empty');
  const isWhole = manifests.isWhole && blueprints.isWhole && !hasErrors(problems);
  return { graph: organizations[0]?.graph, isWhole };
}

/** Those of the files that are there and that this process would read. */
async function read(
  files: CommitFiles,
  paths: readonly string[],
): Promise<{ readonly files: readonly SourceFile[]; readonly isWhole: boolean }> {
  const found: SourceFile[] = [];
  let isWhole = true;
  for (const name of paths) {
    const file = await files.read(name, sizeLimits.manifest);
    const text = file.type === 'file' ? textOf(file.bytes) : undefined;
    if (text !== undefined) found.push({ path: name, text });
    else if (file.type !== 'missing') isWhole = false;
  }
  return { files: found, isWhole };
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
