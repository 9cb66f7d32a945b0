import { codeBlock, codeSpan, escapeHtml, escapeMarkdown } from '@konduct/core/report/markdown/escape';
import { commentLimit, type Detail, fit, type Limit } from '@konduct/core/report/markdown/fit';
import { addGatewaySummaries, type GatewayDiff, gatewayLine, isUnchanged } from './change.ts';
import { changeLines, kindLines } from './text.ts';

/** What a comment says of one control plane. */
export interface ControlPlaneView {
  readonly name: string;
  readonly team: string;
  /** Such as `waiting` or `stale`, in the words of the report. */
  readonly outcome: string;
  readonly note?: string;
  readonly diff?: GatewayDiff;
}

/**
 * One comment for one environment: every control plane's counts in a table, its changes folded. The most that fits; the
 * whole of it belongs into an artifact.
 */
export function environmentMarkdown(
  environment: string,
  planes: readonly ControlPlaneView[],
  limit: Limit = commentLimit,
): string {
  const total = addGatewaySummaries(planes.flatMap(({ diff }) => (diff ? [diff.summary] : [])));
  const title = `### Gateways of ${escapeMarkdown(environment)}: ${isUnchanged(total) ? 'no changes' : gatewayLine(total)}`;
  return fit((detail) => [title, table(planes), ...planes.flatMap((plane) => changes(plane, detail))], limit);
}

function table(planes: readonly ControlPlaneView[]): string {
  const rows = planes.map(({ name, team, outcome, note, diff }) => {
    const counts = diff
      ? [diff.summary.creates, diff.summary.takeovers, diff.summary.updates, diff.summary.deletes]
      : ['', '', '', ''];
    const state = note === undefined ? outcome : `${outcome}: ${note}`;
    return `| ${[codeSpan(name, 'cell'), codeSpan(team, 'cell'), ...counts, escapeMarkdown(state)].join(' | ')} |`;
  });
  return [
    '| control plane | team | create | take over | update | delete | |',
    '|---|---|--:|--:|--:|--:|---|',
    ...rows,
  ].join('\n');
}

function changes({ name, diff }: ControlPlaneView, detail: Detail): string[] {
  if (!diff || diff.changes.length === 0 || detail === 'counts') return [];
  const lines =
    detail === 'everything' || detail === 'changes'
      ? diff.changes.flatMap((change) => changeLines(change))
      : kindLines(diff.changes, detail === 'names');
  const summary = `<summary><b>${escapeHtml(name)}</b>: ${gatewayLine(diff.summary)}</summary>`;
  return [['<details>', summary, '', codeBlock('diff', lines), '', '</details>'].join('\n')];
}
