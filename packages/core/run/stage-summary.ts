import { emptySummary, type Summary } from '../plan/plan.ts';
import type { StageReport } from './staging.ts';

/** The number of specifications by action. */
export function stageSummary({ services }: Pick<StageReport, 'services'>): Summary {
  const counts = { ...emptySummary };
  for (const { outcome } of services) {
    if (outcome === 'added') counts.create += 1;
    if (outcome === 'changed') counts.update += 1;
    if (outcome === 'removed') counts.delete += 1;
    if (outcome === 'unchanged' || outcome === 'not-asked') counts.none += 1;
  }
  return counts;
}
