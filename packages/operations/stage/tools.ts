import type { StageReport } from '@konduct/core/run/staging';
import { oasdiffLimitsOf } from '@konduct/repository/api-change/limits';
import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { oasdiffTool } from '@konduct/repository/api-change/oasdiff-release';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { provideTool } from '@konduct/tool/provide/provide';
import type { DeckToolOptions } from '../deck/options.ts';
import { deckRenderer } from '../deck/renderer.ts';
import { untold, withDeck } from '../deck/tool.ts';
import type { StageOptions, StageRunContext } from './options.ts';
import { stage } from './stage.ts';

export interface StageToolOptions extends DeckToolOptions {
  /** The folder with the go.mod that oasdiff is built from; without it nothing is built. */
  readonly oasdiffModules?: string;
  /** The SHA-256 of the checksums.txt of oasdiff's release; any other release is refused. */
  readonly oasdiffChecksums?: string;
  /** Milliseconds that comparing two versions of one API may take; the usual time when left out. */
  readonly compareTimeLimit?: number;
}

const comparisons = 4;

/**
 * Stages with the real tools, which are found or installed. Without oasdiff, reports lack the changes of APIs. Without
 * decK, specifications are staged but the run fails; the next run renders the missing files.
 */
export function stageWithTools(
  options: StageOptions & StageToolOptions,
  runContext: StageRunContext,
): Promise<StageReport> {
  return withDeck(options, runContext, async ({ deck, diagnostics }) => {
    const { environment, signal, waiting, installer } = runContext;
    const runner = new SpawnRunner(comparisons, waiting?.begin);
    // What stopped the way to decK was told once.
    const oasdiff = signal.aborted
      ? { binary: undefined, diagnostics: [] }
      : await provideTool(oasdiffTool, {
          runner,
          installer: installer ?? untold(),
          environment,
          signal,
          watcher: waiting,
          ...(options.oasdiffModules ? { moduleDirectory: options.oasdiffModules } : {}),
          ...(options.oasdiffChecksums ? { checksumsDigest: options.oasdiffChecksums } : {}),
        });
    const program = oasdiff.binary?.path;
    const limits = options.compareTimeLimit === undefined ? {} : oasdiffLimitsOf(options.compareTimeLimit);
    return stage(options, runContext, {
      renderer: deck && deckRenderer(deck),
      comparer: program === undefined ? undefined : oasdiffComparer({ program, runner, environment, signal, limits }),
      diagnostics: [...diagnostics, ...oasdiff.diagnostics],
    });
  });
}
