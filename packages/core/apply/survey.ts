import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { type Demand, Observation } from '../plan/observation.ts';
import { makePlan, type PlanInput, type Planned } from '../plan/planner.ts';
import type { Provider } from '../provider/provider.ts';

/** Everything a plan needs but the observation, which the survey makes. */
export type Survey = Omit<PlanInput, 'observation'>;

/** A finished plan and what it saw. */
export interface Surveyed extends Planned {
  readonly observation: Observation;
}

/**
 * Plans, reads what the plan asks for, and plans again until it asks for nothing more. Whole lists come first and at
 * once; then what hangs on the objects found; then what only unmatched resources need.
 *
 * @throws UserError with everything that could not be read, and whatever else the provider rejects with
 */
export async function survey(input: Survey, provider: Provider): Promise<Surveyed> {
  const observation = new Observation();
  for (;;) {
    const planned = makePlan({ ...input, observation });
    if (planned.demands.length === 0) return { ...planned, observation };
    await all(planned.demands.map((demand) => observe(demand, provider, observation)));
  }
}

async function observe(demand: Demand, provider: Provider, observation: Observation): Promise<void> {
  if (demand.type === 'list') observation.addList(demand.collection, await provider.list(demand.collection));
  else observation.addDetail(demand.object, await provider.read(demand.kind, demand.region, demand.object));
}

/** Waits for all, so that nothing is in flight any more and every missing role is told at once. */
async function all(readings: readonly Promise<void>[]): Promise<void> {
  const reasons = (await Promise.allSettled(readings)).flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  const defects = reasons.filter((reason) => !(reason instanceof UserError));
  if (defects.length > 0) throw defects[0];
  const found = reasons.flatMap((reason) => (reason instanceof UserError ? reason.diagnostics : []));
  if (reasons.length > 0) throw new UserError(oncePerFix(found));
}

/** A refused token is refused by every list, and is one thing to mend. */
function oncePerFix(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, fix }) => {
    const key = `${code} ${fix ?? message}`;
    return !seen.has(key) && seen.add(key);
  });
}
