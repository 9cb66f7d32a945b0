import { builtinFiles } from '../builtin.generated.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostic/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import { compareText } from '../value/compare-text.ts';
import { type ApiNames, apiNamesBy, compileApiNames } from './api-name.ts';
import { checkManifest } from './check.ts';
import { hasHoles } from './hole.ts';
import type { EnvironmentType, Manifest } from './manifest.ts';
import { mergeManifests } from './merge.ts';
import { readEnvironmentType } from './read-environment-type.ts';
import { readGit } from './read-git.ts';
import { readOrganization } from './read-organization.ts';
import { readTeam } from './read-team.ts';
import { type Files, Reading } from './reading.ts';
import { checkShape } from './shape.ts';

export interface LoadOptions {
  /** Whether secrets may stand in the manifests in clear. */
  readonly allowLiteralSecrets?: boolean;
  /** Whether a file is missing among these because it could not be read, and with it what it may define. */
  readonly incomplete?: boolean;
  /** The files Konduct brings along; those that are not manifests are left alone. */
  readonly builtin?: readonly SourceFile[];
}

export interface LoadedManifest {
  /** Whatever could be read, even when there are errors. */
  readonly manifest: Manifest;
  /** Names APIs by the templates of the environment types. */
  readonly apiNames: ApiNames;
  /** Everything that is wrong, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads manifest files, merges them, and checks everything that can be checked without asking anybody. */
export function loadManifest(files: readonly SourceFile[], options: LoadOptions = {}): LoadedManifest {
  const builtin = (options.builtin ?? builtinFiles).filter(({ path }) => path.endsWith('/environment-types.yaml'));
  const ownTypes = readFiles(builtin);
  const read = readFiles(distinct(files));
  const incomplete = read.incomplete || (options.incomplete ?? false);
  const manifest = readManifest({ ...read, incomplete }, readTypes(ownTypes));
  const sources: Files = new Map([...ownTypes.files, ...read.files]);
  const { templates, diagnostics } = compileApiNames(manifest, sources);
  const all = [
    ...ownTypes.diagnostics,
    ...read.diagnostics,
    ...diagnostics,
    ...checkManifest(manifest, { templates, allowLiteralSecrets: options.allowLiteralSecrets ?? false }),
  ];
  return { manifest, apiNames: apiNamesBy(templates), diagnostics: sortDiagnostics(all) };
}

interface FilesRead {
  readonly root: Reading;
  readonly files: Files;
  readonly incomplete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

function readFiles(files: readonly SourceFile[]): FilesRead {
  const byPath: Files = new Map(files.map((file) => [file.path, file]));
  const diagnostics: Diagnostic[] = [];
  let incomplete = false;
  const roots = files.map((file) => {
    const yaml = parseYaml(file);
    diagnostics.push(...yaml.diagnostics);
    const broken = yaml.diagnostics.some(({ code }) => code.startsWith('yaml-') && code !== 'yaml-duplicate-key');
    // Half a file has keys at the wrong depth and holes: complaints about those would bury the cause.
    if (broken || hasHoles(yaml.value)) incomplete = true;
    if (!broken) diagnostics.push(...checkShape(yaml.value, file.path));
    return yaml.value;
  });
  const merged = mergeManifests(roots);
  diagnostics.push(...merged.diagnostics);
  return { root: new Reading(merged.value, byPath), files: byPath, incomplete, diagnostics };
}

/** Sorted by path, so that the order files are named in changes nothing, and a file named twice counts once. */
function distinct(files: readonly SourceFile[]): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
}

function readTypes({ root }: FilesRead): ReadonlyMap<string, EnvironmentType> {
  return root.map('environment-types', readEnvironmentType) ?? new Map();
}

function readManifest(read: FilesRead, builtinTypes: ReadonlyMap<string, EnvironmentType>): Manifest {
  const { root, incomplete } = read;
  const platform = root.block('platform', (block) =>
    block.place({ name: block.text('name'), git: block.block('git', readGit) }),
  );
  return {
    platform: platform ?? { name: undefined, git: undefined },
    environmentTypes: new Map([...builtinTypes, ...readTypes(read)]),
    teams: root.map('teams', readTeam) ?? new Map(),
    organizations: root.map('organizations', readOrganization) ?? new Map(),
    incomplete,
  };
}
