import { hasErrors } from '../diagnostic/diagnostic.ts';
import type { EnvironmentOutcome, EnvironmentStaging, ServiceStaging } from '../run/staging.ts';
import { count } from '../value/count.ts';

/** The outcomes whose own words say that something was not staged. */
const saidAlready: ReadonlySet<EnvironmentOutcome> = new Set(['failed', 'refused', 'stopped']);

/**
 * What went wrong in an environment beside its outcome, as a clause after it: `1 service could not be staged`. Undefined
 * when all went well, or when the outcome says it. Without it, an environment in which a service failed for the second
 * time would only say that there is nothing to do.
 */
export function unstagedClause(staging: EnvironmentStaging, services: readonly ServiceStaging[]): string | undefined {
  if (saidAlready.has(staging.outcome)) return undefined;
  const failed = services.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0) return `${count(failed, 'service')} could not be staged`;
  return [staging, ...services].some(({ diagnostics }) => hasErrors(diagnostics)) ? 'with errors' : undefined;
}
