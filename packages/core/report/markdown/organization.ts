import type { Change } from '../../plan/change.ts';
import { hasChanges } from '../../plan/plan.ts';
import { organizationFindings } from '../findings.ts';
import { changeName, groupChanges } from '../groups.ts';
import type { OrganizationReport, RunReport } from '../report.ts';
import { count, countOutcomes, nonZero, outcomeLine, summaryLine } from '../words.ts';
import { groupMarkdown } from './changes.ts';
import { codeSpan, messageMarkdown } from './escape.ts';
import { findingsMarkdown } from './findings.ts';
import { atLeast, type Detail, fit, type Limit } from './fit.ts';
import { type Links, placeLink } from './link.ts';
import { summaryTable } from './table.ts';

export interface MarkdownOptions {
  readonly limit: Limit;
  readonly links?: Links;
}

/** One organization's part of a run as a page: for the comment on a pull request. */
export function renderOrganization(
  report: OrganizationReport,
  mode: RunReport['mode'],
  options: MarkdownOptions,
): string {
  return fit((detail) => organizationBlocks(report, mode, detail, options.links), options.limit);
}

/** The blocks of an organization's report, from what matters most to what can be left out. */
export function organizationBlocks(
  report: OrganizationReport,
  mode: RunReport['mode'],
  detail: Detail,
  links: Links | undefined,
): string[] {
  const changes = report.plan?.changes ?? [];
  const groups = groupChanges(changes);
  const changed = groups.filter(({ summary }) => hasChanges(summary));
  return [
    `## Konnect ${mode}: ${codeSpan(report.organization)}`,
    ...headline(report),
    ...findingsMarkdown(organizationFindings(report), links, atLeast(detail, 'names') ? 50 : 10),
    ...(groups.length === 0 ? [] : [summaryTable(groups, atLeast(detail, 'everything'))]),
    ...(atLeast(detail, 'kinds') ? changed.map((group) => groupMarkdown(group, groupDetail(detail))) : []),
    ...unfinishedBlock(report, detail),
    ...waitingBlock(changes, detail, links),
    ...orphanBlock(report.plan?.orphans ?? [], detail),
  ];
}

function groupDetail(detail: Detail): 'fields' | 'names' | 'kinds' {
  return atLeast(detail, 'changes') ? 'fields' : atLeast(detail, 'names') ? 'names' : 'kinds';
}

function headline(report: OrganizationReport): string[] {
  const { plan, results, verification, note } = report;
  const lines = note === undefined ? [] : [messageMarkdown(note)];
  if (plan && !results?.length) lines.push(`**${summaryLine(plan.summary)}**`);
  if (results?.length) {
    const counts = countOutcomes(results);
    lines.push(`${counts.failed + counts.skipped > 0 ? '❌' : '✅'} **${outcomeLine(counts)}**`);
  }
  const left = verification ? nonZero({ ...verification.summary, none: 0, waiting: 0, orphaned: 0 }).join(', ') : '';
  if (verification?.ok) {
    const done = '✅ Verified: planned again, nothing is left to change.';
    lines.push(
      hasChanges(verification.summary) ? `What was applied is verified. Planned again, this is left: ${left}.` : done,
    );
  }
  if (verification && !verification.ok) {
    lines.push(`❌ Not verified: planned again, and Konnect still differs${left === '' ? '' : ` (${left})`}.`);
  }
  if (!plan && note === undefined) lines.push('❌ **Not planned.**');
  return [lines.join('\n\n')];
}

/** What an apply could not do, with the reason. */
function unfinishedBlock({ plan, results }: OrganizationReport, detail: Detail): string[] {
  const unfinished = (results ?? []).filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
  if (unfinished.length === 0 || !atLeast(detail, 'names')) return [];
  const names = new Map((plan?.changes ?? []).map((change) => [change.address, changeName(change)]));
  const lines = unfinished.map((result) => {
    const reason = result.diagnostic?.message ?? result.reason;
    const name = names.get(result.address) ?? result.address;
    return `- ${result.outcome}: ${result.kind} ${codeSpan(name)}${reason === undefined ? '' : `: ${messageMarkdown(reason)}`}`;
  });
  return [folded(`${count(unfinished.length, 'change')} not applied`, lines)];
}

function waitingBlock(changes: readonly Change[], detail: Detail, links: Links | undefined): string[] {
  const waiting = changes.filter((change) => change.action === 'waiting');
  if (waiting.length === 0 || !atLeast(detail, 'kinds')) return [];
  const lines = atLeast(detail, 'changes')
    ? waiting.map((change) => waitingLine(change, links))
    : waitingKinds(waiting);
  return [folded(`${waiting.length} waiting: not a failure, a later run goes on`, lines)];
}

function waitingLine(change: Change, links: Links | undefined): string {
  const reason = change.reason === undefined ? '' : ` waits for ${messageMarkdown(change.reason)}`;
  const place = change.place ? ` (${placeLink(change.place, links)})` : '';
  return `- ${change.kind} ${codeSpan(changeName(change))}${reason}${place}`;
}

function waitingKinds(waiting: readonly Change[]): string[] {
  return [...Map.groupBy(waiting, ({ kind }) => kind)].map(([kind, members]) => `- ${kind}: ${members.length}`);
}

function orphanBlock(orphans: readonly string[], detail: Detail): string[] {
  if (orphans.length === 0 || !atLeast(detail, 'names')) return [];
  const lines = orphans.map((orphan) => `- ${codeSpan(orphan)}`);
  return [folded(`${orphans.length} orphaned: no manifest declares them any more, and nothing deletes them`, lines)];
}

function folded(title: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n');
}
