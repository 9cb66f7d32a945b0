import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { codeBlock, codeSpan, escapeHtml, escapeMarkdown, messageMarkdown } from '@konduct/core/report/markdown/escape';
import { commentLimit, type Detail, fit, type Limit } from '@konduct/core/report/markdown/fit';
import { type Links, placeLink } from '@konduct/core/report/markdown/link';
import { changeLines, kindLines } from './text.ts';
import {
  type ControlPlaneView,
  changesTitle,
  countsOf,
  errorsOf,
  type GatewayMode,
  isBad,
  resultClause,
  stateOf,
} from './words.ts';

export interface EnvironmentMarkdownOptions {
  readonly mode: GatewayMode;
  /** Whether to give the reasons of failures. Off where the page lists all findings. */
  readonly reasons?: boolean;
  readonly links?: Links | undefined;
  readonly limit?: Limit;
}

/**
 * One comment for one environment: a table with every control plane's counts, the reasons why some could not be
 * compared, and the changes, folded. It has as much as fits; the whole belongs into an artifact.
 */
export function environmentMarkdown(
  environment: string,
  planes: readonly ControlPlaneView[],
  { mode, reasons = true, links, limit = commentLimit }: EnvironmentMarkdownOptions,
): string {
  const title = `${environmentTitle(environment)}: ${resultClause(planes, mode)}`;
  return fit(
    (detail) => [
      title,
      table(planes, mode),
      ...(reasons ? reasonsBlock(planes, links) : []),
      ...planes.flatMap((plane) => changes(plane, mode, detail)),
    ],
    limit,
  );
}

export function environmentTitle(environment: string): string {
  return `### Gateways of ${escapeMarkdown(environment)}`;
}

function table(planes: readonly ControlPlaneView[], mode: GatewayMode): string {
  const rows = planes.map((plane) => {
    const counts = countsOf(plane, mode);
    const cells = counts ? [counts.creates, counts.takeovers, counts.updates, counts.deletes] : ['', '', '', ''];
    const state = `${isBad(plane) ? '❌ ' : ''}${escapeMarkdown(stateOf(plane, mode))}`;
    return `| ${[codeSpan(plane.name, 'cell'), codeSpan(plane.team, 'cell'), ...cells, state].join(' | ')} |`;
  });
  const columns = mode === 'diff' ? 'create | take over | update | delete' : 'created | taken over | updated | deleted';
  return [`| control plane | team | ${columns} | |`, '|---|---|--:|--:|--:|--:|---|', ...rows].join('\n');
}

/** The most reasons in the list, and the most names for each. */
const most = 20;
const mostNames = 5;

/** The first error of each control plane. Control planes with the same error share a line. */
function reasonsBlock(planes: readonly ControlPlaneView[], links: Links | undefined): string[] {
  const failed = planes.flatMap((plane) => {
    const [error, ...more] = isBad(plane) ? errorsOf(plane) : [];
    return error ? [{ name: plane.name, error, more: more.length }] : [];
  });
  const groups = [...Map.groupBy(failed, ({ error, more }) => JSON.stringify([error, more])).values()];
  if (groups.length === 0) return [];
  const lines = groups.slice(0, most).flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const names = members.slice(0, mostNames).map(({ name }) => codeSpan(name));
    const others = members.length > mostNames ? ` and ${members.length - mostNames} more` : '';
    return reasonLines(`${names.join(', ')}${others}`, first.error, first.more, links);
  });
  const left = groups.slice(most).reduce((sum, members) => sum + members.length, 0);
  return [[...lines, ...(left > 0 ? [`- and ${left} more control planes`] : [])].join('\n')];
}

function reasonLines(
  names: string,
  { code, at, message, cause, fix }: Diagnostic,
  more: number,
  links: Links | undefined,
): string[] {
  const place = at ? ` ${placeLink(at, links)}` : '';
  const others = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'error' : 'errors'})`;
  return [
    `- ${names}: ${messageMarkdown(message)}${others}, ${codeSpan(code)}${place}`,
    ...(cause === undefined ? [] : [`  - Cause: ${messageMarkdown(cause)}`]),
    ...(fix === undefined ? [] : [`  - Fix: ${messageMarkdown(fix)}`]),
  ];
}

function changes(plane: ControlPlaneView, mode: GatewayMode, detail: Detail): string[] {
  const { name, diff } = plane;
  if (!diff || diff.changes.length === 0 || detail === 'counts') return [];
  const lines =
    detail === 'everything' || detail === 'changes'
      ? diff.changes.flatMap((change) => changeLines(change))
      : kindLines(diff.changes, detail === 'names');
  const summary = `<summary><b>${escapeHtml(name)}</b>: ${changesTitle(plane, mode)}</summary>`;
  return [['<details>', summary, '', codeBlock('diff', lines), '', '</details>'].join('\n')];
}
