import { hasChanges } from '../../plan/plan.ts';
import { organizationFindings } from '../../run/findings.ts';
import type { OrganizationReport, RunReport } from '../../run/reconciliation.ts';
import { count } from '../../value/count.ts';
import { callsLine } from '../calls.ts';
import { isMending } from '../drift.ts';
import { type ChangeGroup, changeName, groupChanges } from '../groups.ts';
import { effectiveChanges } from '../meanings.ts';
import { firstNames } from '../names.ts';
import { snapshotSentence } from '../snapshot.ts';
import { type Verdict, verdictOf } from '../verdict.ts';
import { gatheredClause, gatherWaiting, type Waiting, waitingClause, waitingOf } from '../waiting.ts';
import { changedAdoptions, countOutcomes, outcomeLine, summaryLine } from '../words.ts';
import { blockedMarkdown } from './blocked.ts';
import { groupMarkdown, roomyGroups } from './changes.ts';
import { driftBlocks } from './drift.ts';
import { codeSpan, messageMarkdown } from './escape.ts';
import { findingsMarkdown } from './findings.ts';
import { atLeast, type Detail, fitLists, type Limit } from './fit.ts';
import { folded } from './folded.ts';
import { type Links, placeLink } from './link.ts';
import { meaningsMarkdown } from './meanings.ts';
import { orphansMarkdown } from './orphans.ts';
import { summaryTable } from './table.ts';

export interface MarkdownOptions {
  readonly limit: Limit;
  readonly links?: Links;
}

/**
 * One organization's part of a run as a page: for the comment on a pull request. It has no time in it, so that a comment
 * changes only with what it says.
 */
export function renderOrganization(
  report: OrganizationReport,
  mode: RunReport['mode'],
  options: MarkdownOptions,
): string {
  const timeless = withoutTime(report);
  return fitLists((detail, room) => organizationBlocks(timeless, mode, detail, options.links, room), options.limit);
}

function withoutTime(report: OrganizationReport): OrganizationReport {
  if (!report.calls) return report;
  const { time: _, ...calls } = report.calls;
  return { ...report, calls };
}

/**
 * The blocks of an organization's report, the most important first.
 *
 * @param room the most characters that the lists of changes may take together; without it, `detail` alone decides their
 * length
 */
export function organizationBlocks(
  report: OrganizationReport,
  mode: RunReport['mode'],
  detail: Detail,
  links: Links | undefined,
  room?: number,
): string[] {
  const { drift } = report;
  const differing = drift ? driftBlocks(drift, report.organization, detail, links) : [];
  const isPlain = drift !== undefined && !isMending(drift);
  const changes = isPlain ? [] : (report.plan?.changes ?? []);
  const groups = groupChanges(changes);
  const changed = groups.filter(({ summary }) => hasChanges(summary));
  const meant = meaningsMarkdown(effectiveChanges(changes, report.results), detail, links);
  const found = findingsMarkdown(organizationFindings(report), links, atLeast(detail, 'names') ? 50 : 10);
  return [
    `## Konnect ${mode}: ${codeSpan(report.organization)}`,
    ...(isPlain ? [] : headline(report, mode)),
    ...differing,
    ...meant,
    // A heading separates the two lists; Markdown would join them.
    ...(meant.length > 0 && found.length > 0 ? ['**Findings**'] : []),
    ...found,
    ...(groups.length === 0 ? [] : [summaryTable(groups, atLeast(detail, 'everything'))]),
    ...(room === undefined ? groupBlocks(changed, detail) : roomyBlocks(changed, room, links)),
    ...unfinishedBlock(report, detail),
    ...blockedMarkdown(report, detail, links),
    ...waitingBlock(report, detail, links),
    ...orphansMarkdown(report.plan?.orphans ?? [], detail, links),
    ...(report.calls && atLeast(detail, 'kinds') ? [`**Calls:** ${callsLine(report.calls)}.`] : []),
  ];
}

function groupBlocks(changed: readonly ChangeGroup[], detail: Detail): string[] {
  return atLeast(detail, 'kinds') ? changed.map((group) => groupMarkdown(group, groupDetail(detail))) : [];
}

/** Room for the sentence about left-out fields, with its link to the run. */
const sentenceRoom = 400;

function roomyBlocks(changed: readonly ChangeGroup[], room: number, links: Links | undefined): string[] {
  if (changed.length === 0 || room <= sentenceRoom) return [];
  const { blocks, total, left } = roomyGroups(changed, room - sentenceRoom);
  if (left === 0) return [...blocks];
  const where = links?.run === undefined ? 'the summary of the run' : `[the summary of the run](${links.run})`;
  const told = `The fields of ${left} of ${count(total, 'change')} are left out here, those that matter least: ${where} has more.`;
  return [`_${told}_`, ...blocks];
}

function groupDetail(detail: Detail): 'fields' | 'names' | 'kinds' {
  return atLeast(detail, 'changes') ? 'fields' : atLeast(detail, 'names') ? 'names' : 'kinds';
}

const verdictMarks: Readonly<Record<Verdict['state'], string>> = { good: '✅ ', open: '', bad: '❌ ' };

function headline(report: OrganizationReport, mode: RunReport['mode']): string[] {
  const { plan, results, note, snapshot } = report;
  const lines = note === undefined ? [] : [messageMarkdown(note)];
  if (snapshot) lines.push(snapshotSentence(snapshot, false));
  if (plan && !results?.length) lines.push(`**${summaryLine(plan.summary, changedAdoptions(plan.changes))}**`);
  if (results?.length) {
    const counts = countOutcomes(results);
    const mark = counts.failed + counts.skipped + counts.blocked > 0 ? '❌' : '✅';
    lines.push(`${mark} **${outcomeLine(counts)}**`);
  }
  const verdict = verdictOf(report, mode);
  if (verdict) lines.push(`${verdictMarks[verdict.state]}${verdict.text}`);
  if (!plan && note === undefined) lines.push('❌ **Not planned.**');
  return [lines.join('\n\n')];
}

/** The changes that failed or were skipped in an apply, with their reasons. */
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

function waitingBlock({ plan, results }: OrganizationReport, detail: Detail, links: Links | undefined): string[] {
  if (!atLeast(detail, 'kinds')) return [];
  const waiting = [...waitingOf(plan?.changes ?? [], results ?? []).values()];
  if (waiting.length === 0) return [];
  return [
    folded(`${waiting.length} waiting: not a failure, a later run goes on`, waitingLines(waiting, detail, links)),
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
