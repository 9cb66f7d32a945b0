import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { Deck } from '../deck.ts';
import { firstDifference } from './difference.ts';
import { ExtraFiles } from './extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderTeam, recordName, stateName } from './files.ts';
import { renamedServices, renderFix } from './renamed.ts';
import { render } from './render.ts';

/**
 * The result of a check, and the rendered files for decK. decK never gets committed files, which it may read
 * differently than Konduct.
 */
export interface StaleCheck {
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Errors in specifications of services that keep their earlier files. Callers that must not stop others turn them
   * into warnings.
   */
  readonly held: readonly Diagnostic[];
  /** Warnings about the targets of services' traffic. */
  readonly traffic: readonly Diagnostic[];
  /** The merged files that were rendered in this run, by path. Teams without anything to render have none. */
  readonly fresh: ReadonlyMap<string, string>;
  /** The configuration of each service, by its folder. */
  readonly services: ReadonlyMap<string, string>;
}

/**
 * Renders everything again and reports committed files that differ, so that only reviewed configuration is synced.
 * Records are neither used nor compared.
 *
 * @returns `deck-stale` for each such file, and the errors that kept files from being rendered
 */
export async function checkStale(
  teams: readonly RenderTeam[],
  tree: FileTree,
  deck: Deck,
  extras: ExtraFiles = new ExtraFiles(tree),
): Promise<StaleCheck> {
  const { files, fresh, services, diagnostics, held, traffic } = await render(teams, tree, deck, {
    anew: true,
    extras,
  });
  const renamed = teams.map((team) => ({ team, services: renamedServices(team, tree, extras) }));
  // Files that differ because of a renamed API have been reported with that cause.
  const told = new Set(
    renamed.flatMap(({ team, services }) =>
      services.flatMap(({ service }) => [`${service.directory}/${convertedName}`, `${team.directory}/${stateName}`]),
    ),
  );
  const stale = [...files].flatMap(([path, text]): Diagnostic[] => {
    if (path.endsWith(`/${recordName}`) || path.endsWith(`/${patchName}`) || told.has(path)) return [];
    const committed = tree.read(path, limits.deck);
    if (committed.type === 'refused') return [committed.diagnostic];
    // For a file with the same values, the rendering is the committed text.
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
  return { diagnostics: sortDiagnostics([...diagnostics, ...names, ...stale]), held, traffic, fresh, services };
}
