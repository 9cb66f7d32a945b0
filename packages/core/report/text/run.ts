import { hasChanges } from '../../plan/plan.ts';
import { countSeverities, findings } from '../../run/findings.ts';
import type { OrganizationReport, RunReport } from '../../run/reconciliation.ts';
import { groupChanges } from '../groups.ts';
import { visible, withoutCommands } from '../visible.ts';
import { count, countOutcomes, nonZero, outcomeLine, summaryLine } from '../words.ts';
import { changeTable, groupLines } from './changes.ts';
import { type Style, styleFor } from './style.ts';

/**
 * A run as text for a terminal or a log. Diagnostics are not part of it: they go elsewhere (standard error, annotations)
 * and have their own renderer.
 */
export function renderText(report: RunReport, options: { readonly color: boolean }): string {
  const style = styleFor(options.color);
  const blocks = report.organizations.map((organization) => organizationLines(organization, report.mode, style));
  if (report.mode === 'validate') blocks.push([verdict(report, style)]);
  else if (report.organizations.length > 1) blocks.push([`Total: ${summaryLine(report.summary)}.`]);
  return withoutCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function organizationLines(report: OrganizationReport, mode: RunReport['mode'], style: Style): string[] {
  const lines = [style('bold', visible(report.organization))];
  if (report.note !== undefined) lines.push(`  ${visible(report.note)}`);
  const { plan } = report;
  if (!plan) return report.note === undefined ? [...lines, `  ${style('red', 'not planned; see the errors')}`] : lines;
  if (mode === 'validate') return [...lines, ...rehearsalLines(report)];

  const results = report.results ?? [];
  const table = changeTable(plan.changes, results, style);
  for (const group of groupChanges(plan.changes)) {
    if (group.summary.none < group.changes.length) lines.push('', ...groupLines(group, table));
  }
  lines.push('', hasChanges(plan.summary) ? `Plan: ${summaryLine(plan.summary)}.` : noChanges(plan.summary));
  if (plan.orphans.length > 0) {
    lines.push(
      style(
        'dim',
        `Orphaned (no manifest declares them; left alone): ${plan.orphans.map(({ kind, name }) => visible(`${kind} ${name}`)).join(', ')}`,
      ),
    );
  }
  if (results.length > 0) lines.push(`Apply: ${outcomeLine(countOutcomes(results))}.`);
  lines.push(...verificationLines(report, style));
  return lines;
}

function noChanges(summary: Parameters<typeof summaryLine>[0]): string {
  return `Plan: ${summaryLine(summary)}.${summary.waiting === 0 ? ' Konnect is as the manifests say.' : ''}`;
}

/** A validation has applied the plan to a simulated Konnect; that it says so in counts is enough when it went well. */
function rehearsalLines({ plan }: OrganizationReport): string[] {
  const changes = plan?.changes ?? [];
  const environments = new Set(changes.flatMap(({ environment }) => environment ?? [])).size;
  return [
    `  ${count(changes.length, 'resource')} in ${count(environments, 'environment')}`,
    `  rehearsed on an empty organization: ${(plan && nonZero(plan.summary).join(', ')) || 'nothing to do'}`,
  ];
}

function verificationLines({ verification }: OrganizationReport, style: Style): string[] {
  if (!verification) return [];
  if (verification.ok && !hasChanges(verification.summary)) {
    return [style('green', 'Verified: planned again, nothing is left to change.')];
  }
  const left = nonZero({ ...verification.summary, none: 0, waiting: 0, orphaned: 0 }).join(', ') || 'see the errors';
  if (verification.ok) return [style('yellow', `What was applied is verified. Planned again, this is left: ${left}.`)];
  return [style('red', `Not verified: planned again, and Konnect still differs: ${left}.`)];
}

function verdict(report: RunReport, style: Style): string {
  const { errors, warnings } = countSeverities(findings(report));
  const counts = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return report.exitCode === 0 ? `${style('green', 'Valid')}: ${counts}.` : `${style('red', 'Not valid')}: ${counts}.`;
}
