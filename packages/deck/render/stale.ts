import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { Deck } from '../deck.ts';
import { firstDifference } from './difference.ts';
import { ExtraFiles } from './extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderTeam, recordName, stateName } from './files.ts';
import { renamedServices, renderFix } from './renamed.ts';
import { render } from './render.ts';

/** What a check found, and what decK is to be given: never what is committed, which it may read in another way than we. */
export interface StaleCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Why services have what they had, as errors: who must not hold up others for them tells them in another way. */
  readonly held: readonly Diagnostic[];
  /** Warnings about where the traffic of services goes. */
  readonly traffic: readonly Diagnostic[];
  /** The merged file of each team as it was rendered just now, by its path. Without one nothing is rendered to it. */
  readonly fresh: ReadonlyMap<string, string>;
}

/**
 * Renders everything anew and says which committed file is not what came out, so that what is synced is what was
 * reviewed. Records are neither believed nor compared.
 *
 * @returns `deck-stale` for each such file, and what kept files from being rendered
 */
export async function checkStale(
  teams: readonly RenderTeam[],
  tree: FileTree,
  deck: Deck,
  extras: ExtraFiles = new ExtraFiles(tree),
): Promise<StaleCheck> {
  const { files, fresh, diagnostics, held, traffic } = await render(teams, tree, deck, { anew: true, extras });
  const renamed = teams.map((team) => ({ team, services: renamedServices(team, tree, extras) }));
  // What follows from another name is told once, with that cause.
  const told = new Set(
    renamed.flatMap(({ team, services }) =>
      services.flatMap(({ service }) => [`${service.directory}/${convertedName}`, `${team.directory}/${stateName}`]),
    ),
  );
  const stale = [...files].flatMap(([path, text]): Diagnostic[] => {
    if (path.endsWith(`/${recordName}`) || path.endsWith(`/${patchName}`) || told.has(path)) return [];
    const committed = tree.read(path, limits.deck);
    if (committed.type === 'refused') return [committed.diagnostic];
    // Files that say the same come back as they are committed.
    if (committed.type === 'file' && committed.file.text === text) return [];
    const shown = tree.show(path);
    return [
      {
        severity: 'error',
        code: 'deck-stale',
        message:
          committed.type === 'file'
            ? `${shown} is not what its sources render to`
            : `${shown} is not committed, and its sources render to one`,
        cause: 'Only what was reviewed is synced: somebody changed this file, or what it comes from, by hand.',
        fix: renderFix,
        at: committed.type === 'file' ? firstDifference(committed.file, text) : startOf(shown),
      },
    ];
  });
  const names = renamed.flatMap(({ services }) => services.map(({ diagnostic }) => diagnostic));
  return { diagnostics: sortDiagnostics([...diagnostics, ...names, ...stale]), held, traffic, fresh };
}
