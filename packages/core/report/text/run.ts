import { countSeverities, findings } from '../../run/findings.ts';
import type { OrganizationReport, PlanFileNote, RunReport, SnapshotFileNote } from '../../run/reconciliation.ts';
import { count } from '../../value/count.ts';
import { visible, withoutCommands } from '../../value/visible.ts';
import { callsLine } from '../calls.ts';
import { isMending } from '../drift.ts';
import { groupChanges } from '../groups.ts';
import { effectiveChanges } from '../meanings.ts';
import { snapshotSentence } from '../snapshot.ts';
import { type Verdict, verdictOf } from '../verdict.ts';
import { changedAdoptions, countOutcomes, nonZero, outcomeLine, summaryLine, totalLine } from '../words.ts';
import { changeTable, groupLines } from './changes.ts';
import { driftLines } from './drift.ts';
import { meaningLines } from './meanings.ts';
import { orphanLines } from './orphans.ts';
import { type Colour, type Style, styleFor } from './style.ts';

/**
 * A run as text for a terminal or a log. Diagnostics are left to `renderDiagnostics`, because they go to standard error
 * or become annotations.
 */
export function renderText(report: RunReport, options: { readonly color: boolean }): string {
  const style = styleFor(options.color);
  const blocks = report.organizations.map((organization) => organizationLines(organization, report.mode, style));
  if (report.failureReason === 'plan-stale' && report.organizations.length === 0)
    blocks.push([`${style('red', 'Nothing was changed')}: the plan file is stale, as the error says.`]);
  if (report.mode === 'validate') blocks.push([validity(report, style)]);
  else if (report.organizations.length > 1) blocks.push([`Total: ${totalLine(report)}.`]);
  if (report.planFile && report.mode === 'plan') blocks.push(planFileLines(report.planFile));
  if (report.snapshotFile) blocks.push(snapshotFileLines(report.snapshotFile));
  return withoutCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function planFileLines({ path }: PlanFileNote): string[] {
  const file = visible(path);
  return [`This plan is in ${file}. An apply of the file carries out exactly it: konduct apply --plan-file ${file}`];
}

function snapshotFileLines({ path, reads }: SnapshotFileNote): string[] {
  const more = reads === 0 ? '' : ` (${count(reads, 'more read')})`;
  const file = visible(path);
  return [`What this run saw of Konnect is in ${file}${more}. Plan without a token: konduct plan --snapshot ${file}`];
}

function organizationLines(report: OrganizationReport, mode: RunReport['mode'], style: Style): string[] {
  const lines = [style('bold', visible(report.organization))];
  if (report.note !== undefined) lines.push(`  ${visible(report.note)}`);
  if (report.snapshot) lines.push(`  ${visible(snapshotSentence(report.snapshot, true))}`);
  const { plan } = report;
  if (!plan) return report.note === undefined ? [...lines, `  ${style('red', 'not planned; see the errors')}`] : lines;
  if (mode === 'validate') return [...lines, ...rehearsalLines(report)];

  if (report.drift) {
    lines.push(...driftLines(report.drift, report.organization, style));
    if (!isMending(report.drift)) return lines;
  }
  const results = report.results ?? [];
  const meant = meaningLines(effectiveChanges(plan.changes, report.results), style);
  if (meant.length > 0) lines.push('', ...meant);
  const table = changeTable(plan.changes, results, style);
  for (const group of groupChanges(plan.changes)) {
    if (group.summary.none < group.changes.length) lines.push('', ...groupLines(group, table));
  }
  const orphans = orphanLines(plan.orphans, style);
  if (orphans.length > 0) lines.push('', ...orphans);
  const verdict = verdictOf(report, mode);
  const said = verdict ? style(verdictColours[verdict.state], verdict.text) : '';
  const counts = `Plan: ${summaryLine(plan.summary, changedAdoptions(plan.changes))}.`;
  lines.push('', ...(report.calls ? [`Calls: ${callsLine(report.calls)}.`] : []));
  lines.push(report.verification ? counts : `${counts} ${said}`.trimEnd());
  if (results.length > 0) lines.push(`Apply: ${outcomeLine(countOutcomes(results))}.`);
  if (report.verification) lines.push(said);
  return lines;
}

const verdictColours: Readonly<Record<Verdict['state'], Colour>> = { good: 'green', open: 'yellow', bad: 'red' };

/**
 * The lines of a valid organization: counts of its resources, and of the plan that was applied to an empty simulated
 * Konnect.
 */
function rehearsalLines({ plan }: OrganizationReport): string[] {
  const changes = plan?.changes ?? [];
  const environments = new Set(changes.flatMap(({ environment }) => environment ?? [])).size;
  return [
    `  ${count(changes.length, 'resource')} in ${count(environments, 'environment')}`,
    `  rehearsed on an empty organization: ${(plan && nonZero(plan.summary).join(', ')) || 'nothing to do'}`,
  ];
}

function validity(report: RunReport, style: Style): string {
  const { errors, warnings } = countSeverities(findings(report));
  const counts = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return report.exitCode === 0 ? `${style('green', 'Valid')}: ${counts}.` : `${style('red', 'Not valid')}: ${counts}.`;
}
