import { createHash } from 'node:crypto';
import type { ServiceStaging } from '@konduct/core/report/staging';
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
      const key = createHash('sha256').update(`${before.id} ${after.id}`).digest('hex');
      const comparison = known.get(key) ?? limit(() => comparer.compare(before.bytes, after.bytes));
      known.set(key, comparison);
      const result = await comparison;
      if (result.changes) return { ...service, changes: result.changes };
      const message = `What changed in the API of ${service.service} could not be told: ${result.reason}`;
      return {
        ...service,
        diagnostics: [...service.diagnostics, { severity: 'warning', code: 'comparison-failed', message }],
      };
    }),
  );
}
