import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { collisions, partsOf } from '@konduct/deck/collision/collisions';
import type { Deck } from '@konduct/deck/deck';
import { lint } from '@konduct/deck/lint/lint';
import { ExtraFiles } from '@konduct/deck/render/extra';
import type { FileTree, RenderTeam } from '@konduct/deck/render/files';
import { render } from '@konduct/deck/render/render';
import { OverlayTree } from '../overlay-tree.ts';

/** What staging wants of decK: the files that follow from staged specifications, and what is to be said about both. */
export interface DeckRenderer {
  /** Works out decK files from a platform directory as it shall be. Writes nothing. */
  render(teams: readonly RenderTeam[], tree: FileTree): Promise<DeckRendering>;
  /** Checks specifications and decK files by the platform's own rules: those of `only`, relative to the platform directory. */
  lint(teams: readonly RenderTeam[], tree: FileTree, only: ReadonlySet<string>): Promise<readonly Diagnostic[]>;
}

export interface DeckRendering {
  /** Texts by path, relative to the platform directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings about where the traffic of services goes, of those that nothing was changed of, too. */
  readonly traffic: readonly Diagnostic[];
}

/** The real decK. */
export function deckRenderer(deck: Deck): DeckRenderer {
  return {
    async render(teams, tree) {
      const extras = new ExtraFiles(tree);
      const { files, diagnostics, held, traffic } = await render(teams, tree, deck, { extras });
      const shall = new OverlayTree(tree, files);
      return {
        files,
        traffic,
        diagnostics: [...diagnostics, ...held, ...teams.flatMap((team) => collisions(partsOf(team, shall, extras)))],
      };
    },
    lint: (teams, tree, only) => lint(teams, tree, deck, { only }),
  };
}
