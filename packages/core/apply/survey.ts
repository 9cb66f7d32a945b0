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
 * once; then what hangs on the objects found; then what only unmatched resources need. Rejects as the provider does.
 */
export async function survey(input: Survey, provider: Provider): Promise<Surveyed> {
  const observation = new Observation();
  for (;;) {
    const planned = makePlan({ ...input, observation });
    if (planned.demands.length === 0) return { ...planned, observation };
    await Promise.all(planned.demands.map((demand) => observe(demand, provider, observation)));
  }
}

async function observe(demand: Demand, provider: Provider, observation: Observation): Promise<void> {
  if (demand.type === 'list') observation.addList(demand.collection, await provider.list(demand.collection));
  else observation.addDetail(demand.object, await provider.read(demand.kind, demand.region, demand.object));
}
