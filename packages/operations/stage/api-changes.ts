import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ServiceStaging } from '@konduct/core/run/staging';
import type { ApiComparer, ApiComparison } from '@konduct/repository/api-change/comparer';
import pLimit from 'p-limit';
import type { EnvironmentDraft } from './environment.ts';

const atOnce = 4;

/** Adds to each changed specification what changed in the API, in words. Where nothing can tell, the service stays as it is. */
export async function describeApiChanges(
  { draft, services }: EnvironmentDraft,
  comparer: ApiComparer | undefined,
): Promise<readonly ServiceStaging[]> {
  if (!comparer) return services;
  const limit = pLimit(atOnce);
  const known = new Map<string, Promise<ApiComparison>>();
  return Promise.all(
    services.map(async (service): Promise<ServiceStaging> => {
      const path = `${service.directory}/openapi.yaml`;
      const before = draft.base.get(path);
      const after = draft.get(path);
      if (service.outcome !== 'changed' || before?.type !== 'file' || after?.type !== 'file') return service;
      const key = `${before.id} ${after.id}`;
      const comparison = known.get(key) ?? limit(() => comparer.compare(before.bytes, after.bytes));
      known.set(key, comparison);
      const result = await comparison;
      if (result.changes) return { ...service, changes: result.changes };
      return { ...service, diagnostics: [...service.diagnostics, incomparable(service.service, path, result.reason)] };
    }),
  );
}

function incomparable(service: string, path: string, reason: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'comparison-failed',
    message: `What changed in the API of ${service} could not be told; it is staged all the same`,
    cause: reason,
    fix: `Read the difference of ${path} yourself before merging: it may break those who use the API.`,
  };
}
