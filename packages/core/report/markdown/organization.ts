import type { Change } from '../../plan/change.ts';
import { hasChanges } from '../../plan/plan.ts';
import { organizationFindings } from '../../run/findings.ts';
import type { OrganizationReport, RunReport } from '../../run/reconciliation.ts';
import { changeName, groupChanges } from '../groups.ts';
import { firstNames, gatheredClause, gatherWaiting, type Waiting, waitingClause, waitingOf } from '../waiting.ts';
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
    ...waitingBlocks(report, detail, links),
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

/** What an error holds up stands apart from what only waits: it makes the run fail. */
function waitingBlocks({ plan, results }: OrganizationReport, detail: Detail, links: Links | undefined): string[] {
  if (!atLeast(detail, 'kinds')) return [];
  const [hindered, waiting] = [true, false].map((wanted) =>
    [...waitingOf(plan?.changes ?? [], results ?? []).values()].filter((each) => each.hindered === wanted),
  ) as [Waiting[], Waiting[]];
  const block = (members: readonly Waiting[], title: string): string[] =>
    members.length === 0 ? [] : [folded(`${members.length} ${title}`, waitingLines(members, detail, links))];
  return [
    ...block(hindered, 'held up by the errors above: a later run goes on when they are mended'),
    ...block(waiting, 'waiting: not a failure, a later run goes on'),
  ];
}

function waitingLines(waiting: readonly Waiting[], detail: Detail, links: Links | undefined): string[] {
  if (!atLeast(detail, 'changes')) return waitingKinds(waiting);
  return gatherWaiting(waiting).map((members) => {
    const [first] = members;
    if (members.length === 1) return waitingLine(first, links);
    const names = firstNames(members.map(({ change }) => codeSpan(changeName(change))));
    const { environment } = first.change;
    const where = environment === undefined ? '' : ` (${codeSpan(environment)})`;
    return `- ${messageMarkdown(gatheredClause(members))}${where}: ${names.join(' ')}`;
  });
}

function waitingLine(waiting: Waiting, links: Links | undefined): string {
  const { change } = waiting;
  const place = change.place ? ` (${placeLink(change.place, links)})` : '';
  return `- ${change.kind} ${codeSpan(changeName(change))} ${messageMarkdown(waitingClause(waiting))}${place}`;
}

function waitingKinds(waiting: readonly Waiting[]): string[] {
  return [...Map.groupBy(waiting, ({ change }) => change.kind)].map(
    ([kind, members]) => `- ${kind}: ${members.length}`,
  );
}

function orphanBlock(orphans: readonly Change[], detail: Detail): string[] {
  if (orphans.length === 0 || !atLeast(detail, 'names')) return [];
  const lines = orphans.map((orphan) => `- ${codeSpan(`${orphan.kind} ${orphan.name}`)}`);
  return [folded(`${orphans.length} orphaned: no manifest declares them any more, and nothing deletes them`, lines)];
}

function folded(title: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n');
}
