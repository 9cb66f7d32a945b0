import { messageMarkdown } from '@konduct/core/report/markdown/escape';
import { findingsMarkdown } from '@konduct/core/report/markdown/findings';
import { environmentTitle } from '@konduct/operations/deck/gateway/markdown';
import { environmentComments } from '@konduct/operations/deck/markdown';
import { type DeckReport, deckFindings } from '@konduct/operations/deck/report';
import type { GitHub } from '../github.ts';
import { linksTo } from '../publish.ts';
import { type CommentDirectory, commentMarker, directoryParts, directoryWords, markedNames } from './marker.ts';
import { type StickyComments, signed } from './sticky.ts';

/** The selection of a job. Jobs of one matrix have separate comments. */
export interface DeckCommentScope extends CommentDirectory {
  readonly organizations: readonly string[];
  readonly environments: readonly string[];
}

/** One comment for each environment of each organization in a diff. */
export function deckComments(report: DeckReport, github: GitHub, scope: DeckCommentScope): StickyComments {
  const links = linksTo(github);
  const part = directoryParts(scope);
  const comment = (organization: string, environment: string, markdown: string) => ({
    about: `${organization}/${environment}`,
    marker: commentMarker('deck', organization, environment, ...part),
    body: signed(markdown, report.mode, github, directoryWords(scope)),
  });
  const covers = (names: readonly string[], name: string) => names.length === 0 || names.includes(name);
  return {
    wanted: environmentComments(report, { links }).map(({ organization, environment, markdown }) =>
      comment(organization, environment, markdown),
    ),
    instead: (body) => {
      const [organization, environment, ...more] = markedNames(body, 'deck') ?? [];
      if (organization === undefined || environment === undefined || more.join('/') !== part.join('/'))
        return undefined;
      if (!covers(scope.organizations, organization) || !covers(scope.environments, environment)) return undefined;
      const title = `${environmentTitle(`${organization}/${environment}`)}: not compared`;
      return comment(organization, environment, [title, ...whyNothing(report, links)].join('\n\n').concat('\n'));
    },
  };
}

/** The reason why a run has no result for an environment. */
function whyNothing(report: DeckReport, links: ReturnType<typeof linksTo>): string[] {
  const errors = deckFindings(report).filter(({ severity }) => severity === 'error');
  if (report.controlPlanes.length === 0 && errors.length > 0)
    return ['Nothing was compared; see the errors.', ...findingsMarkdown(errors, links, 10)];
  if (report.notes.length > 0) return report.notes.map(messageMarkdown);
  return ['There is nothing to compare here any more: no manifest names this environment with a team.'];
}
