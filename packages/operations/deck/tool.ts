import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { Deck } from '@konduct/deck/deck';
import { deckTool } from '@konduct/deck/release';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { ProcessRunner } from '@konduct/tool/process/runner';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { provideTool } from '@konduct/tool/provide/provide';
import type { RunContext } from '../options.ts';
import type { DeckToolOptions } from './options.ts';

/** decK, ready to run, with findings from installing it; or the reason why it is missing. */
export type ReadyDeck =
  | { readonly deck: Deck; readonly diagnostics: readonly Diagnostic[] }
  | { readonly deck: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Runs what installs a tool, of which the watcher is told in words of its own. */
export function untold(): ProcessRunner {
  return new SpawnRunner(1);
}

/** Finds or installs decK and passes it to `use`, with an empty home that is removed afterwards. */
export async function withDeck<T>(
  options: DeckToolOptions,
  runContext: Pick<RunContext, 'environment' | 'signal' | 'waiting' | 'installer'>,
  use: (ready: ReadyDeck) => Promise<T>,
): Promise<T> {
  const { environment, signal, waiting, installer } = runContext;
  const runner = new SpawnRunner(options.deckProcesses ?? availableParallelism(), waiting?.begin);
  const provided = await provideTool(deckTool, {
    runner,
    installer: installer ?? untold(),
    environment,
    signal,
    watcher: waiting,
    ...(options.deckVersion ? { version: options.deckVersion } : {}),
    ...(options.deckModules ? { moduleDirectory: options.deckModules } : {}),
    ...(options.deckDownload ? { downloadBase: options.deckDownload } : {}),
    ...(options.deckChecksums ? { checksumsDigest: options.deckChecksums } : {}),
  });
  const { binary, diagnostics } = provided;
  if (!binary) return use({ deck: undefined, diagnostics });
  const home = await scratchFolder('deck');
  try {
    const timeLimit = options.deckTimeLimits ?? {};
    return await use({ deck: new Deck({ binary, runner, environment, home, signal, timeLimit }), diagnostics });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
