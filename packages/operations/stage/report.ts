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
  const badServices = services.filter(({ outcome }) => outcome === 'failed');
  const bad = environments.filter(({ outcome, diagnostics }) => outcome === 'failed' || hasErrors(diagnostics));
  if (environments.some(({ outcome, gate }) => outcome === 'refused' || (gate && gate.allowedBy === undefined))) {
    return 'refused';
  }
  if (!hasErrors(diagnostics) && badServices.length + bad.length === 0) return undefined;
  // The run is `partly-staged` if other services and environments succeeded. An error that ends the whole run leaves
  // none.
  const secrets = badServices.length > 0 && badServices.every(isForWantOfSecret);
  const some = services.length > badServices.length && environments.some(({ outcome }) => outcome !== 'failed');
  if (some) return 'partly-staged';
  return secrets ? 'missing-secret' : 'staging-failed';
}

function isForWantOfSecret({ diagnostics }: ServiceStaging): boolean {
  return diagnostics.some(({ code }) => code === 'secret-missing');
}
