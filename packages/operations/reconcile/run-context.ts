import { progressLine } from '@konduct/core/report/text/progress';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import type { DeckProgress, DeckRunContext } from '../deck/options.ts';
import type { RunContext } from '../options.ts';
import type { StageProgress, StageRunContext } from '../stage/options.ts';

/** The context of every operation. */
export type FullRunContext = RunContext &
  Required<Omit<DeckRunContext, 'approve' | 'reviewer' | 'waiting' | 'installer'>> &
  Required<Omit<StageRunContext, 'approve' | 'reviewer' | 'waiting' | 'installer'>>;

type RunHost = Pick<RunContext, 'environment' | 'maskSecret' | 'signal' | 'waiting' | 'installer'>;

/** The context of a run on a host. It passes lines of progress to `tell`, for every kind of run. */
export function runContextFor(host: RunHost, tell: (line: string) => void): FullRunContext {
  const show = (line: string | undefined) => {
    if (line !== undefined) tell(line);
  };
  return {
    ...host,
    onProgress: (progress) => show(progressLine(progress)),
    onDeckProgress: (progress) => show(deckLine(progress)),
    onStageProgress: (progress) => show(stageLine(progress)),
  };
}

function deckLine({ organization, controlPlane, line }: DeckProgress): string {
  return withoutCommands(`${visible(organization)}: ${visible(controlPlane)}: ${visible(line)}`);
}

function stageLine(progress: StageProgress): string {
  switch (progress.event) {
    case 'read':
      return withoutCommands(`[${progress.done}/${progress.total}] read ${visible(progress.repository)}`);
    case 'staged':
      return withoutCommands(`${visible(progress.environment.environment)}: ${progress.environment.outcome}`);
    case 'wait':
      return withoutCommands(visible(progress.line));
  }
}
