import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { type ExtraFiles, extraFolders } from '../render/extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderTeam, stateName } from '../render/files.ts';

/**
 * What is wrong with decK files as YAML, whatever rules there are: of two equal keys decK takes the last and says
 * nothing. Of extra files also what keeps them from being used.
 *
 * @param only the files to look at, by their paths in the platform directory; all when left out
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

/** The files that are there for every service and every team. */
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
