import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { keyRangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { templateProblems, withTemplateHint } from '../template.ts';
import { extraFolder, type FileTree, limits, type RenderTeam } from './files.ts';

/** The extra decK files of a folder: patches for converted files, and entities for the merged file. */
export interface Extras {
  readonly patches: readonly SourceFile[];
  readonly entities: readonly SourceFile[];
  /** The mistakes of unusable files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The folders with extra files for all services of a team, from the platform's to the team's own. */
export function teamFolders({ organization, environment, directory }: RenderTeam): string[] {
  const owners = ['', organization, `${organization}/envs/${environment}`, directory];
  return owners.map((owner) => (owner === '' ? extraFolder : `${owner}/${extraFolder}`));
}

/** All folders with extra files for a team: those for all of its services, and then each service's own. */
export function extraFolders(team: RenderTeam): string[] {
  return [...teamFolders(team), ...team.services.map(({ directory }) => serviceFolder(directory))];
}

/** The folder with a service's own extra files. */
export function serviceFolder(directory: string): string {
  return `${directory}/${extraFolder}`;
}

/** Reads extra files. Each folder is read once in a run, since the platform's is used by every team. */
export class ExtraFiles {
  readonly #tree: FileTree;
  readonly #folders = new Map<string, Extras>();

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** The extra files of some folders, in the order of the folders, and in each by name. */
  of(folders: readonly string[]): Extras {
    const found = folders.map((folder) => this.#folder(folder));
    return {
      patches: found.flatMap(({ patches }) => patches),
      entities: found.flatMap(({ entities }) => entities),
      diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    };
  }

  #folder(folder: string): Extras {
    const known = this.#folders.get(folder);
    if (known) return known;
    const patches: SourceFile[] = [];
    const entities: SourceFile[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const name of this.#tree.names(folder)) {
      if (!/\.ya?ml$/.test(name)) continue;
      const found = this.#tree.read(`${folder}/${name}`, limits.patch);
      if (found.type === 'refused') diagnostics.push(found.diagnostic);
      if (found.type !== 'file') continue;
      const { kind, problems } = kindOf(found.file);
      diagnostics.push(...problems);
      if (kind === 'patch') patches.push(found.file);
      else if (kind === 'entities') entities.push(found.file);
    }
    const extras = { patches, entities, diagnostics };
    this.#folders.set(folder, extras);
    return extras;
  }
}

interface Judged {
  readonly kind?: 'patch' | 'entities';
  readonly problems: readonly Diagnostic[];
}

/** The kind of a file. Like decK, it tells patches from entities by their keys. */
function kindOf(file: SourceFile): Judged {
  const { value, diagnostics } = parseYaml(file);
  const problems = [...diagnostics.map((diagnostic) => withTemplateHint(file, diagnostic)), ...templateProblems(file)];
  if (hasErrors(problems)) return { problems };
  if (isRecord(value)) {
    if ('patches' in value) return { kind: 'patch', problems };
    const reserved = reservedKeys.find((key) => key in value);
    if (reserved !== undefined)
      return { problems: [...problems, reservedProblem(file.path, reserved, keyRangeOf(value, reserved))] };
    if ('_format_version' in value) return { kind: 'entities', problems };
  }
  const unknown: Diagnostic = {
    severity: 'error',
    code: 'deck-file',
    message: `${file.path} is neither a decK file nor a file of patches`,
    fix: 'Give it `_format_version` and entities, or `patches`.',
    at: startOf(file.path),
  };
  return { problems: [...problems, unknown] };
}

/** Keys that would change the target of entities, or the entities themselves. */
export const reservedKeys: readonly string[] = ['_konnect', '_workspace', '_info', '_transform'];

/** The diagnostic for a decK file with a reserved key. */
export function reservedProblem(file: string, key: string, at = startOf(file)): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-file',
    message: `${file} has \`${key}\``,
    cause:
      'Which control plane a file goes to and which tag marks its entities is said by the manifest and by Konduct.',
    fix: 'Take it out.',
    at,
  };
}
