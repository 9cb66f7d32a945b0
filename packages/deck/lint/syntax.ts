import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { type ExtraFiles, extraFolders } from '../render/extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderTeam, stateName } from '../render/files.ts';

/**
 * The mistakes of decK files in YAML, independent of rules: of two equal keys decK silently takes the last one. For
 * extra files, also the reasons why they cannot be used.
 *
 * @param only the paths of files in the platform directory to check; by default all
 */
export function syntaxProblems(
  teams: readonly RenderTeam[],
  tree: FileTree,
  extras: ExtraFiles,
  only: ReadonlySet<string> | undefined,
): Diagnostic[] {
  const isWanted = (path: string) => only === undefined || only.has(path);
  const found = teams
    .flatMap(stateFiles)
    .filter(isWanted)
    .flatMap((path) => problemsOf(path, tree));
  const folders = new Set(teams.flatMap(extraFolders));
  const touched = [...folders].filter((folder) => tree.names(folder).some((name) => isWanted(`${folder}/${name}`)));
  const { diagnostics } = extras.of(touched);
  const shown = only && new Set([...only].map((path) => tree.show(path)));
  return [...found, ...diagnostics.filter(({ at }) => !shown || (at && shown.has(at.file)))];
}

/** The decK files of every service and every team. */
function stateFiles({ directory, services }: RenderTeam): string[] {
  const ofServices = services.flatMap((service) => [
    `${service.directory}/${patchName}`,
    `${service.directory}/${convertedName}`,
  ]);
  return [...ofServices, `${directory}/${stateName}`];
}

function problemsOf(path: string, tree: FileTree): readonly Diagnostic[] {
  const found = tree.read(path, limits.deck);
  if (found.type === 'missing') return [];
  return found.type === 'refused' ? [found.diagnostic] : parseYaml(found.file).diagnostics;
}
