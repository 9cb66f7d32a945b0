import { readReviewed, reviewedText } from '@konduct/core/plan-file/reviewed-plan';
import { codeBlock, codeSpan } from '@konduct/core/report/markdown/escape';
import { folded } from '@konduct/core/report/markdown/folded';
import { renderOrganization } from '@konduct/core/report/markdown/organization';
import { changedAdoptions, summaryLine } from '@konduct/core/report/words';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import type { PlanScope } from '../comment/marker.ts';
import type { GitHub } from '../github.ts';
import { linksTo } from '../publish.ts';
import { checkIdentity, checkName } from './check-identity.ts';

/** The check run that keeps the plan of an organization for those who review it, and for the apply after the merge. */
export interface PlanCheck {
  readonly name: string;
  /** See {@link checkIdentity}. */
  readonly identity: string;
  readonly conclusion: 'success' | 'failure';
  readonly title: string;
  /** The digest of the plan's meaning, and what an apply reads of it. */
  readonly summary: string;
  /** The plan, for people. */
  readonly text: string;
}

/** A check run for each organization that was planned, or could not be. One that was left out on purpose has none. */
export function planChecks(report: RunReport, github: GitHub, scope: PlanScope): readonly PlanCheck[] {
  const links = linksTo(github);
  return report.organizations
    .filter(({ plan, failureReason }) => plan !== undefined || failureReason !== undefined)
    .map((organization) => ({
      name: checkName(organization.organization, scope),
      identity: checkIdentity(organization.organization, scope),
      conclusion: organization.failureReason === undefined ? 'success' : 'failure',
      ...titleAndSummary(organization),
      text: fitting((size) => {
        const limit = { size, measure: (text: string) => text.length };
        return renderOrganization(organization, report.mode, { limit, ...(links ? { links } : {}) });
      }),
    }));
}

/** GitHub's limit for a text of a check run, which its description counts in characters. Bytes are never fewer. */
const mostBytes = 65_535;

/** The longest text that fits, also where most characters have several bytes. */
function fitting(render: (size: number) => string): string {
  for (let size = mostBytes; ; size = Math.floor(size * 0.8)) {
    const text = render(size);
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
}

function titleAndSummary({ plan }: OrganizationReport): Pick<PlanCheck, 'title' | 'summary'> {
  if (!plan) return { title: 'Not planned', summary: 'Nothing was planned, so that there is nothing to review.' };
  const kept = reviewedText(plan);
  const reviewed = readReviewed(kept);
  const blocks = [
    `An apply compares what it would do with this plan, as \`reviewed\` says. Its meaning has the digest ${codeSpan(reviewed?.digest ?? '')}.`,
    ...(reviewed?.meanings
      ? []
      : ['**It has too many changes to keep each of them: an apply can only tell whether all of it is the same.**']),
    folded('What the apply reads', [codeBlock('text', kept.trimEnd().split('\n'))]),
  ];
  return { title: summaryLine(plan.summary, changedAdoptions(plan.changes)), summary: `${blocks.join('\n\n')}\n` };
}

/** What an apply reads in the summary of a check run: the text of `reviewedText`. Empty where it has none. */
export function keptIn(summary: string): string {
  const lines = summary.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => line.startsWith('konduct-reviewed '));
  const end = lines.findIndex((line, index) => index > first && line.startsWith('```'));
  return first === -1 || end === -1 ? '' : lines.slice(first, end).join('\n');
}
