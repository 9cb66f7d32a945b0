import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { collisionsAmong } from '@konduct/deck/collision/collisions';
import type { Deck } from '@konduct/deck/deck';
import { lint } from '@konduct/deck/lint/lint';
import { ExtraFiles } from '@konduct/deck/render/extra';
import type { FileTree, RenderTeam } from '@konduct/deck/render/files';
import { render } from '@konduct/deck/render/render';
import { OverlayTree } from '../overlay-tree.ts';

/** decK for staging: renders files from staged specifications, and lints both. */
export interface DeckRenderer {
  /** Renders the decK files of a platform directory in its desired state. Writes nothing. */
  render(teams: readonly RenderTeam[], tree: FileTree): Promise<DeckRendering>;
  /**
   * Checks specifications and decK files by the platform's rules: those in `only`, relative to the platform directory.
   */
  lint(teams: readonly RenderTeam[], tree: FileTree, only: ReadonlySet<string>): Promise<readonly Diagnostic[]>;
}

export interface DeckRendering {
  /** Texts by path, relative to the platform directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings about the targets of services' traffic, also of services without changes. */
  readonly traffic: readonly Diagnostic[];
}

/** A renderer with the real decK. */
export function deckRenderer(deck: Deck): DeckRenderer {
  return {
    async render(teams, tree) {
      const extras = new ExtraFiles(tree);
      const { files, diagnostics, held, traffic } = await render(teams, tree, deck, { extras });
      const shall = new OverlayTree(tree, files);
      return {
        files,
        traffic,
        diagnostics: [...diagnostics, ...held, ...collisionsAmong(teams, shall, extras)],
      };
    },
    lint: (teams, tree, only) => lint(teams, tree, deck, { only }),
  };
}
