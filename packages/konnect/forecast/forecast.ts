import { apply } from '@konduct/core/apply/apply';
import {
  type ObservedPlan,
  observedPlan,
  type PlanInput,
  type Planned,
  type PlanSettings,
} from '@konduct/core/policy/policed-plan';
import { ImaginedKonnect } from './imagined-konnect.ts';

/** What an apply of a plan is made with. */
export interface ForecastInput {
  readonly settings: PlanSettings;
  readonly planned: ObservedPlan;
  readonly make: (input: PlanInput) => Planned;
  readonly concurrency: number;
  /** Whether the apply takes the lease of the organization, and observes again once it has it. */
  readonly lease: boolean;
  readonly environmentOrder: ReadonlyMap<string, readonly string[]>;
  /** Milliseconds since the epoch: a plan reads the documents of objects that were changed shortly before. */
  readonly now: number;
}

/** The calls of carrying a plan out, from the moment when the plan is made to the end of the verification. */
export interface Forecast {
  readonly reads: number;
  readonly writes: number;
  /** Round trips one after another. Times the latency, it is the time that the calls take. */
  readonly rounds: number;
}

/**
 * Foretells the calls of an apply: the plan is carried out by the engine itself, on a Konnect that is only imagined and
 * holds what was observed. So dependencies, phases, follow-up reads and the lists below new objects are counted as they
 * will be asked for. Everybody who is invited counts as there at once. Calls that are sent again, pauses, waiting for the
 * lease and prolongations of it (one every 15 s) are not foreseen.
 */
export async function forecastApply(input: ForecastInput): Promise<Forecast> {
  const { settings, planned, make, concurrency, environmentOrder, now } = input;
  const konnect = new ImaginedKonnect(planned.observation, concurrency);
  const takeOrGiveBack = { reads: 0, writes: input.lease ? 1 : 0 };
  const work = async () => {
    await konnect.spend(takeOrGiveBack);
    // An apply learns what it writes, so that it gets a plan of its own.
    const again = await observedPlan({ ...settings, now }, konnect, make);
    if (!input.lease) konnect.forget();
    const { signal } = new AbortController();
    const onProgress = () => {};
    const { graph } = settings;
    await apply({ graph, planned: again, provider: konnect, concurrency, signal, onProgress, environmentOrder });
    await observedPlan(settings, konnect, make);
    await konnect.spend(takeOrGiveBack);
  };
  await konnect.rounds.during(work());
  return { ...konnect.calls, rounds: konnect.rounds.count };
}
