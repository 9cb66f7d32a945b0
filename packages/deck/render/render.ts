import { rm } from 'node:fs/promises';
import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { Deck } from '../deck.ts';
import { ExtraFiles } from './extra.ts';
import { type FileTree, type RenderTeam, stateName } from './files.ts';
import { renderTeam } from './team.ts';

export interface RenderOptions {
  /** Renders everything, even files that the records prove to be up to date. */
  readonly anew?: boolean;
  /** Extra files that the run has read already. */
  readonly extras?: ExtraFiles;
}

/** The desired decK files of a platform. */
export interface Rendering {
  /** Texts by path, relative to the platform directory, with unchanged files. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * The merged files that decK wrote in this run, by path. The committed ones may have the same values in another
   * notation.
   */
  readonly fresh: ReadonlyMap<string, string>;
  /** The configuration of each service, by its folder. */
  readonly services: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Errors in specifications of services that keep their earlier files. They do not stop other services. */
  readonly held: readonly Diagnostic[];
  /** Warnings about the targets of services' traffic. */
  readonly traffic: readonly Diagnostic[];
  readonly counts: RenderCounts;
}

export interface RenderCounts {
  /** The number of specifications that decK converted. */
  readonly rendered: number;
  /** The number of specifications whose decK file was up to date. */
  readonly kept: number;
  /** The number of teams whose files decK merged. */
  readonly merged: number;
}

/**
 * Renders the decK files of some teams from their staged specifications, patches and extra files. The tree is read and
 * never written. A service that cannot be rendered keeps its earlier files, with a diagnostic, and does not stop the
 * others. The deck's process runner limits the number of decK processes.
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
      services: new Map(
        rendered.flatMap(({ services }, index) =>
          (teams[index]?.services ?? []).flatMap(({ key, directory }) => {
            const text = services.get(key);
            return text === undefined ? [] : [[directory, text] as const];
          }),
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
