import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { FileTree, RenderTeam } from '@konduct/deck/render/files';

/** What staging wants of decK: the files that follow from staged specifications, and what is to be said about both. */
export interface DeckRenderer {
  /** Works out decK files from a platform directory as it shall be. Writes nothing. */
  render(teams: readonly RenderTeam[], tree: FileTree): Promise<DeckRendering>;
  /** Checks specifications and decK files by the platform's own rules. Paths are relative to the platform directory. */
  lint?(paths: readonly string[], tree: FileTree): Promise<readonly Diagnostic[]>;
}

export interface DeckRendering {
  /** Texts by path, relative to the platform directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}
