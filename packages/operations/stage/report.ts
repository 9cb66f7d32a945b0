import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import { type Diagnostic, hasErrors, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import type { ReasonOf } from '@konduct/core/run/outcome';
import { ending } from '@konduct/core/run/run';
import type { EnvironmentStaging, ServiceStaging, StageReport } from '@konduct/core/run/staging';

/** Makes the report of a staging run, with its exit code. */
export function makeStageReport(
  diagnostics: readonly Diagnostic[],
  services: readonly ServiceStaging[],
  environments: readonly EnvironmentStaging[],
  git: StageReport['git'],
  reason?: ReasonOf<'staging'>,
): StageReport {
  return {
    mode: 'stage',
    diagnostics: sortDiagnostics(diagnostics),
    services,
    environments,
    git,
    ...ending(reason ?? failureOf(diagnostics, services, environments)),
  };
}

function failureOf(
  diagnostics: readonly Diagnostic[],
  services: readonly ServiceStaging[],
  environments: readonly EnvironmentStaging[],
): ReasonOf<'staging'> | undefined {
  const asked = services.filter(({ outcome }) => outcome !== 'not-asked');
  const badServices = asked.filter(({ outcome }) => outcome === 'failed');
  const bad = environments.filter(isBad);
  if (hasErrors(diagnostics) || badServices.length + bad.length > 0) {
    // The run is `partly-staged` if other services and environments succeeded. An error that ends the whole run leaves
    // none.
    const some = asked.length > badServices.length && environments.some(isStaged);
    if (some) return 'partly-staged';
    const secrets = badServices.length > 0 && badServices.every(isForWantOfSecret);
    return secrets ? 'missing-secret' : 'staging-failed';
  }
  return environments.some(isRefused) ? 'refused' : undefined;
}

/** Whether something failed in an environment. What was refused there, and is said so, is no failure. */
function isBad({ outcome, diagnostics }: EnvironmentStaging): boolean {
  return outcome === 'failed' || hasErrors(diagnostics.filter(({ code }) => !ofRefusals.has(code)));
}

const ofRefusals: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['api-breaking', 'branch-foreign']);

function isStaged({ outcome }: EnvironmentStaging): boolean {
  return outcome !== 'failed' && outcome !== 'refused';
}

function isRefused({ outcome, gate }: EnvironmentStaging): boolean {
  return outcome === 'refused' || (gate !== undefined && gate.allowedBy === undefined);
}

function isForWantOfSecret({ diagnostics }: ServiceStaging): boolean {
  return diagnostics.some(({ code }) => code === 'secret-missing');
}
