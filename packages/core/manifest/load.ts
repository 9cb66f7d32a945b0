import { builtinFiles } from '../builtin.generated.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostic/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import { compareText } from '../value/compare-text.ts';
import { isRecord } from '../value/record.ts';
import { type ApiNames, apiNamesBy, compileApiNames } from './api-name.ts';
import { checkManifest } from './check.ts';
import { movesIn } from './check-moved.ts';
import { checkText } from './check-text.ts';
import { hasHoles } from './hole.ts';
import type { Manifest } from './manifest.ts';
import { mergeManifests } from './merge.ts';
import { type Files, Reading } from './reading.ts';
import { checkShape } from './shape.ts';
import { manifestTable, type WrittenManifest } from './table/manifest.ts';

export interface LoadOptions {
  /** Whether manifests may hold secrets in clear. */
  readonly allowLiteralSecrets?: boolean;
  /** Whether a file could not be read and is missing from the list, with all its definitions. */
  readonly incomplete?: boolean;
  /** The files that come with Konduct. Only those with environment types are read. */
  readonly builtin?: readonly SourceFile[];
}

export interface LoadedManifest {
  /** Everything that could be read, even when there are errors. */
  readonly manifest: Manifest;
  /** Names APIs by the templates of the environment types. */
  readonly apiNames: ApiNames;
  /** Every finding, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads manifest files, merges them, and makes every check that needs neither network nor Konnect. */
export function loadManifest(files: readonly SourceFile[], options: LoadOptions = {}): LoadedManifest {
  const builtin = (options.builtin ?? builtinFiles).filter(({ path }) => path.endsWith('/environment-types.yaml'));
  const ownTypes = readFiles(builtin);
  const read = readFiles(distinct(files));
  const incomplete = read.incomplete || (options.incomplete ?? false);
  const written = withBuiltin(manifestTable.read(read.root, ''), manifestTable.read(ownTypes.root, ''));
  const { moved, diagnostics: movedDiagnostics } = movesIn(written, incomplete);
  const { mentionsOrganizations } = read;
  const manifest: Manifest = { ...written, moved, incomplete, mentionsOrganizations };
  const sources: Files = new Map([...ownTypes.files, ...read.files]);
  const { templates, diagnostics } = compileApiNames(manifest, sources);
  const all = [
    ...ownTypes.diagnostics,
    ...read.diagnostics,
    ...diagnostics,
    ...movedDiagnostics,
    ...checkManifest(manifest, { templates, allowLiteralSecrets: options.allowLiteralSecrets ?? false }),
  ];
  return { manifest, apiNames: apiNamesBy(templates), diagnostics: sortDiagnostics(all) };
}

interface FilesRead {
  readonly root: Reading;
  readonly files: Files;
  readonly incomplete: boolean;
  readonly mentionsOrganizations: boolean;
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
    // A file with syntax errors has keys at the wrong depth and lacks others: findings about those would bury the
    // cause.
    if (broken || hasHoles(yaml.value)) incomplete = true;
    if (!broken) diagnostics.push(...checkShape(yaml.value, file.path), ...checkText(yaml.value));
    return yaml.value;
  });
  const merged = mergeManifests(roots);
  diagnostics.push(...merged.diagnostics);
  const mentionsOrganizations = roots.some((root) => isRecord(root) && Object.hasOwn(root, 'organizations'));
  return { root: new Reading(merged.value, byPath), files: byPath, incomplete, mentionsOrganizations, diagnostics };
}

/**
 * The files sorted by path, each once: neither the order of the arguments nor a file named twice changes the result.
 */
function distinct(files: readonly SourceFile[]): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
}

/** An environment type of the platform replaces the built-in one with the same name. */
function withBuiltin(own: WrittenManifest, builtin: WrittenManifest): WrittenManifest {
  return { ...own, environmentTypes: new Map([...builtin.environmentTypes, ...own.environmentTypes]) };
}
