import type { Links } from '@konduct/core/report/markdown/link';
import { visible } from '@konduct/core/value/visible';
import { environmentMarkdown } from './gateway/markdown.ts';
import { planeText } from './gateway/text.ts';
import { type GatewayMode, stateOf } from './gateway/words.ts';
import type { ControlPlaneReport, DeckReport } from './report.ts';

/** A comment about one environment of one organization. */
export interface EnvironmentComment {
  readonly organization: string;
  readonly environment: string;
  readonly markdown: string;
}

export interface EnvironmentCommentOptions {
  readonly reasons?: boolean;
  readonly links?: Links | undefined;
}

type Report = Pick<DeckReport, 'controlPlanes' | 'mode'>;

/** One comment for each environment of a diff, in the order of the manifest. */
export function environmentComments(
  { controlPlanes, mode }: Report,
  options: EnvironmentCommentOptions = {},
): EnvironmentComment[] {
  const groups = Map.groupBy(controlPlanes, ({ organization, environment }) =>
    JSON.stringify([organization, environment]),
  );
  return [...groups.values()].flatMap((planes) => {
    const [first] = planes;
    if (!first) return [];
    const { organization, environment } = first;
    const settings = { ...options, mode: gatewayMode(mode) };
    const markdown = environmentMarkdown(`${organization}/${environment}`, planes, settings);
    return [{ organization, environment, markdown }];
  });
}

/** All results of a diff or a sync by control plane, for an artifact. */
export function deckText({ controlPlanes, mode }: Report): string {
  return controlPlanes.map((plane) => `${planeLines(plane, gatewayMode(mode)).join('\n')}\n`).join('\n');
}

function planeLines(plane: ControlPlaneReport, mode: GatewayMode): string[] {
  const { organization, environment, name, region } = plane;
  const title = `${visible(organization)}/${visible(environment)} ${visible(name)} (${region}): ${visible(stateOf(plane, mode))}`;
  return [title, ...planeText(plane, mode).map((line) => `  ${line}`)];
}

function gatewayMode(mode: DeckReport['mode']): GatewayMode {
  return mode === 'sync' ? 'sync' : 'diff';
}
