import { environmentComments } from '@konduct/operations/deck/markdown';
import type { DeckReport } from '@konduct/operations/deck/report';
import type { GitHub } from '../github.ts';
import { commentMarker } from './marker.ts';
import { type StickyComment, signed } from './sticky.ts';

/** One comment for each environment of each organization that a diff is about. */
export function deckComments(report: DeckReport, github: GitHub): StickyComment[] {
  return environmentComments(report).map(({ organization, environment, markdown }) => ({
    about: `${organization}/${environment}`,
    marker: commentMarker('deck', organization, environment),
    body: signed(markdown, report.mode, github),
  }));
}
