import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { gatherDiagnostics } from '../diagnostic/gather.ts';
import { eachMistakeOnce } from '../diagnostic/mistake.ts';
import type { OrganizationReport, RunReport } from './reconciliation.ts';

/**
 * Every diagnostic in the report of an organization, each once, sorted. Diagnostics that differ only in names are one.
 */
export function organizationFindings(organization: OrganizationReport): Diagnostic[] {
  return gatherDiagnostics(everyDiagnostic(organization));
}

/** Two organizations with the same mistake have made two: each has a token of its own. */
function everyDiagnostic(organization: OrganizationReport): Diagnostic[] {
  return eachMistakeOnce([
    ...organization.diagnostics,
    ...(organization.plan?.diagnostics ?? []),
    ...(organization.results ?? []).flatMap((result) => result.diagnostic ?? []),
    ...(organization.verification?.diagnostics ?? []),
  ]);
}

/** Every diagnostic of a run, each once, sorted. */
export function findings(report: RunReport): Diagnostic[] {
  return gatherDiagnostics([...report.diagnostics, ...report.organizations.flatMap(everyDiagnostic)]);
}

/** How many errors and warnings there are. */
export function countSeverities(diagnostics: Iterable<Diagnostic>): { errors: number; warnings: number } {
  const counts = { errors: 0, warnings: 0 };
  for (const { severity } of diagnostics) {
    if (severity === 'error') counts.errors += 1;
    else if (severity === 'warning') counts.warnings += 1;
  }
  return counts;
}
