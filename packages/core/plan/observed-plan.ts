import { type Surveyed, survey } from '../observe/survey.ts';
import type { Provider } from '../provider/provider.ts';
import { makePlan, type PlanInput, type Planned } from './planner.ts';

/** Everything a plan needs but the observation. */
export type PlanSettings = Omit<PlanInput, 'observation'>;

/** A finished plan and what it saw. */
export type ObservedPlan = Surveyed<Planned>;

/**
 * Plans an organization, reading of Konnect what the plan needs to see.
 *
 * @throws UserError with everything that could not be read
 */
export function observedPlan(settings: PlanSettings, provider: Provider): Promise<ObservedPlan> {
  return survey((observation) => makePlan({ ...settings, observation }), provider);
}
