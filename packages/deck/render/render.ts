import { rm } from 'node:fs/promises';
import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { Deck } from '../deck.ts';
import { ExtraFiles } from './extra.ts';
import { type FileTree, type RenderTeam, stateName } from './files.ts';
import { renderTeam } from './team.ts';

export interface RenderOptions {
  /** Renders everything, whatever the records say. */
  readonly anew?: boolean;
  /** The extra files, where a run has read some already. */
  readonly extras?: ExtraFiles;
}

/** What the decK files of a platform shall be. */
export interface Rendering {
  /** Texts by path, relative to the platform directory: those that changed and those that did not. */
  readonly files: ReadonlyMap<string, string>;
  /** The merged file of each team that decK wrote just now, by path: what is committed may say the same in other words. */
  readonly fresh: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Why services have what they had, as errors: faults of their own specifications, which hold nobody else up. */
  readonly held: readonly Diagnostic[];
  /** Warnings about where the traffic of services goes. */
  readonly traffic: readonly Diagnostic[];
  readonly counts: RenderCounts;
}

export interface RenderCounts {
  /** Specifications decK converted. */
  readonly rendered: number;
  /** Specifications whose decK file was known to be right. */
  readonly kept: number;
  /** Teams whose files decK merged. */
  readonly merged: number;
}

/**
 * Works out every decK file of some teams from their staged specifications, patches and extra files. The tree is read and
 * never written. A service that cannot be rendered keeps what it had, with a diagnostic, and does not stop the others;
 * how many decK processes run at once is for the deck's process runner to say.
 */
export async function render(
  teams: readonly RenderTeam[],
  tree: FileTree,
  deck: Deck,
  { anew = false, extras = new ExtraFiles(tree) }: RenderOptions = {},
): Promise<Rendering> {
  const folder = await scratchFolder('render');
  try {
    const context = { tree, deck, scratch: { folder }, extras, anew };
    const rendered = await Promise.all(teams.map((team) => renderTeam(team, context)));
    const sum = (of: (counts: (typeof rendered)[number]) => number) => rendered.reduce((all, one) => all + of(one), 0);
    return {
      files: new Map(rendered.flatMap(({ files }) => [...files])),
      fresh: new Map(
        rendered.flatMap(({ fresh }, index) =>
          fresh === undefined ? [] : [[`${teams[index]?.directory}/${stateName}`, fresh] as const],
        ),
      ),
      diagnostics: sortDiagnostics(rendered.flatMap(({ diagnostics }) => diagnostics)),
      held: sortDiagnostics(rendered.flatMap(({ held }) => held)),
      traffic: sortDiagnostics(rendered.flatMap(({ traffic }) => traffic)),
      counts: {
        rendered: sum((team) => team.rendered),
        kept: sum((team) => team.kept),
        merged: sum((team) => (team.merged ? 1 : 0)),
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
