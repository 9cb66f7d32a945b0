import { countSeverities, findings } from '../../run/findings.ts';
import type { OrganizationReport, RunReport } from '../../run/reconciliation.ts';
import { count } from '../../value/count.ts';
import { nonZero, totalLine } from '../words.ts';
import { codeSpan, escapeHtml, messageMarkdown } from './escape.ts';
import { findingsMarkdown } from './findings.ts';
import { atLeast, type Detail, fit } from './fit.ts';
import { graphMarkdown, type Subgraph, subgraphs } from './graph.ts';
import type { Links } from './link.ts';
import { type MarkdownOptions, organizationBlocks } from './organization.ts';

/** A whole run as a page: for the summary of a job. */
export function renderMarkdown(report: RunReport, options: MarkdownOptions): string {
  const blocks = report.mode === 'validate' ? validationBlocks : reconciliationBlocks;
  return fit((detail) => blocks(report, detail, options.links), options.limit);
}

function reconciliationBlocks(report: RunReport, detail: Detail, links: Links | undefined): string[] {
  const organizations = report.organizations.flatMap((organization) =>
    organizationBlocks(organization, report.mode, detail, links),
  );
  const found = findingsMarkdown(report.diagnostics, links, mostFindings(detail));
  const total = report.organizations.length > 1 ? [`**Total: ${totalLine(report)}**`] : [];
  if (organizations.length > 0 && found.length === 0) return [...organizations, ...total];
  return [`## Konnect ${report.mode}`, ...found, ...organizations, ...total];
}

function validationBlocks(report: RunReport, detail: Detail, links: Links | undefined): string[] {
  const all = findings(report);
  const { errors, warnings } = countSeverities(all);
  const verdict = report.exitCode === 0 ? '✅ **Valid**' : '❌ **Not valid**';
  return [
    '## Konnect configuration',
    `${verdict}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`,
    ...findingsMarkdown(all, links, mostFindings(detail)),
    ...report.organizations.map(rehearsalBlock),
    ...(atLeast(detail, 'names') ? subgraphs(report.graph).map(graphBlock) : []),
  ];
}

function mostFindings(detail: Detail): number {
  return atLeast(detail, 'names') ? 200 : 20;
}

function rehearsalBlock({ organization, plan, note }: OrganizationReport): string {
  const name = `**${codeSpan(organization)}**`;
  if (!plan) return `${name}: not rehearsed${note === undefined ? '' : `: ${messageMarkdown(note)}`}`;
  const counts = nonZero(plan.summary).join(', ') || 'nothing to do';
  return `${name}: ${count(plan.changes.length, 'resource')}; rehearsed on an empty organization: ${counts}.`;
}

function graphBlock(part: Subgraph): string {
  const title = `${part.organization} / ${part.environment ?? 'organization'}`;
  const summary = `<summary><b>${escapeHtml(title)}</b>: ${count(part.nodes.length, 'resource')}</summary>`;
  return ['<details>', summary, '', graphMarkdown(part), '', '</details>'].join('\n');
}
