import { type Diagnostic, hasErrors, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import type { EnvironmentStaging, ServiceStaging, StageReport, StagingFailure } from '@konduct/core/report/staging';

/** Puts what a staging run came to into one value, with the exit code it ends with. */
export function makeStageReport(
  diagnostics: readonly Diagnostic[],
  services: readonly ServiceStaging[],
  environments: readonly EnvironmentStaging[],
  git: StageReport['git'],
  reason?: StagingFailure,
): StageReport {
  const failureReason = reason ?? failureOf(diagnostics, services, environments);
  return {
    mode: 'stage',
    diagnostics: sortDiagnostics(diagnostics),
    services,
    environments,
    git,
    ...(failureReason === undefined ? {} : { failureReason }),
    exitCode: failureReason === undefined ? 0 : exitCodes[failureReason],
  };
}

const exitCodes: Readonly<Record<StagingFailure, StageReport['exitCode']>> = {
  'invalid-configuration': 1,
  'missing-secret': 1,
  'partly-staged': 5,
  'staging-failed': 1,
  refused: 4,
};

function failureOf(
  diagnostics: readonly Diagnostic[],
  services: readonly ServiceStaging[],
  environments: readonly EnvironmentStaging[],
): StagingFailure | undefined {
  const badServices = services.filter(({ outcome }) => outcome === 'failed');
  const bad = environments.filter(({ outcome, diagnostics }) => outcome === 'failed' || hasErrors(diagnostics));
  if (environments.some(({ outcome }) => outcome === 'refused')) return 'refused';
  if (!hasErrors(diagnostics) && badServices.length + bad.length === 0) return undefined;
  // What ends the whole run ends it before anything is staged; what is found beside it leaves the rest standing.
  const secrets = badServices.length > 0 && badServices.every(isForWantOfSecret);
  const some = services.length > badServices.length && environments.some(({ outcome }) => outcome !== 'failed');
  if (some) return 'partly-staged';
  return secrets ? 'missing-secret' : 'staging-failed';
}

function isForWantOfSecret({ diagnostics }: ServiceStaging): boolean {
  return diagnostics.some(({ code }) => code === 'secret-missing');
}
