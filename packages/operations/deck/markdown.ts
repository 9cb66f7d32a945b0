import { visible } from '@konduct/core/report/visible';
import { environmentMarkdown } from '@konduct/deck/gateway/markdown';
import { diffText } from '@konduct/deck/gateway/text';
import type { ControlPlaneReport, DeckReport } from './report.ts';

/** A comment about one environment of one organization. */
export interface EnvironmentComment {
  readonly organization: string;
  readonly environment: string;
  readonly markdown: string;
}

/** One comment for each environment that a diff is about, in the order of the manifest. */
export function environmentComments({ controlPlanes }: Pick<DeckReport, 'controlPlanes'>): EnvironmentComment[] {
  const groups = Map.groupBy(controlPlanes, ({ organization, environment }) =>
    JSON.stringify([organization, environment]),
  );
  return [...groups.values()].flatMap((planes) => {
    const [first] = planes;
    if (!first) return [];
    const { organization, environment } = first;
    return [{ organization, environment, markdown: environmentMarkdown(`${organization}/${environment}`, planes) }];
  });
}

/** Everything a diff or a sync found, for an artifact: each control plane apart. */
export function deckText({ controlPlanes }: Pick<DeckReport, 'controlPlanes'>): string {
  return controlPlanes.map((plane) => `${planeLines(plane).join('\n')}\n`).join('\n');
}

function planeLines({ organization, environment, name, region, outcome, note, diff }: ControlPlaneReport): string[] {
  const title = `${visible(organization)}/${visible(environment)} ${visible(name)} (${region}): ${visible(note ?? outcome)}`;
  return [title, ...(diff ? diffText(diff).map((line) => `  ${line}`) : [])];
}
