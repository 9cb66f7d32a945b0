import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { Provider } from '../provider/provider.ts';
import { type Demand, Observation } from './observation.ts';

/** What an observation was made for, and what it saw. */
export type Surveyed<T> = T & { readonly observation: Observation };

/**
 * Reads what a plan asks for and plans again, until it asks for nothing more. Whole lists come first and at once; then
 * what hangs on the objects found; then what only unmatched resources need.
 *
 * @param plan says what is to be done after what was observed, and what has to be observed first
 * @throws UserError with everything that could not be read, and whatever else the provider rejects with
 */
export async function survey<T extends { readonly demands: readonly Demand[] }>(
  plan: (observation: Observation) => T,
  provider: Pick<Provider, 'list' | 'read'>,
): Promise<Surveyed<T>> {
  const observation = new Observation();
  for (;;) {
    const planned = plan(observation);
    if (planned.demands.length === 0) return { ...planned, observation };
    await all(planned.demands.map((demand) => observe(demand, provider, observation)));
  }
}

async function observe(
  demand: Demand,
  provider: Pick<Provider, 'list' | 'read'>,
  observation: Observation,
): Promise<void> {
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
