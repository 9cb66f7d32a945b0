import { progressLine } from '@konduct/core/report/text/progress';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import type { DeckEdge, DeckProgress } from '../deck/options.ts';
import type { Edge } from '../options.ts';
import type { StageEdge, StageProgress } from '../stage/options.ts';

/** The edge of any operation. */
export type RunEdge = Edge & Required<DeckEdge> & Required<StageEdge>;

type Place = Pick<Edge, 'environment' | 'maskSecret' | 'signal'>;

/** An edge that tells how far a run is in lines, whatever the run is. */
export function edgeAt(place: Place, tell: (line: string) => void): RunEdge {
  const show = (line: string | undefined) => {
    if (line !== undefined) tell(line);
  };
  return {
    ...place,
    onProgress: (progress) => show(progressLine(progress)),
    onDeckProgress: (progress) => show(deckLine(progress)),
    onStageProgress: (progress) => show(stageLine(progress)),
  };
}

function deckLine({ organization, controlPlane, line }: DeckProgress): string {
  return withoutCommands(`${visible(organization)}: ${visible(controlPlane)}: ${visible(line)}`);
}

function stageLine(progress: StageProgress): string {
  const text =
    progress.event === 'read'
      ? `[${progress.done}/${progress.total}] read ${visible(progress.repository)}`
      : `${visible(progress.environment.environment)}: ${progress.environment.outcome}`;
  return withoutCommands(text);
}
