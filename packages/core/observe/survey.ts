import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { Provider } from '../provider/provider.ts';
import { type Demand, Observation } from './observation.ts';

/** The provider's methods that a survey uses. */
export type Reader = Pick<Provider, 'list' | 'find' | 'read' | 'contents'>;

/** A result with the observation that it was made from. */
export type Surveyed<T> = T & { readonly observation: Observation };

/**
 * Reads the data that a plan demands and plans again, until there are no more demands. Whole lists are read first and
 * all at once, then lists below the objects found, then lists that only unmatched resources need.
 *
 * @param plan makes a result from an observation, with its demands
 * @param observation what was read before; gets the rest
 * @throws UserError with everything that could not be read, and any other error of the provider
 */
export async function survey<T extends { readonly demands: readonly Demand[] }>(
  plan: (observation: Observation) => T,
  provider: Reader,
  observation = new Observation(),
): Promise<Surveyed<T>> {
  for (;;) {
    const planned = plan(observation);
    if (planned.demands.length === 0) return { ...planned, observation };
    await observeAll(planned.demands, provider, observation);
  }
}

/**
 * Reads data into an observation.
 *
 * @throws UserError with everything that could not be read, and any other error of the provider
 */
export async function observeAll(
  demands: readonly Demand[],
  provider: Reader,
  observation: Observation,
): Promise<void> {
  await all(demands.map((demand) => observe(demand, provider, observation)));
}

async function observe(demand: Demand, provider: Reader, observation: Observation): Promise<void> {
  if (demand.type === 'list') return observeList(demand, provider, observation);
  if (demand.type === 'object') return observeObject(demand, provider, observation);
  const { kind, region, object } = demand;
  if (demand.type === 'detail') observation.addDetail(object, await provider.read(kind, region, object));
  else observation.addContents(object, await provider.contents(kind, region, object));
}

async function observeList(
  { collection, optional }: Extract<Demand, { type: 'list' }>,
  provider: Reader,
  observation: Observation,
): Promise<void> {
  try {
    observation.addList(collection, await provider.list(collection));
  } catch (error) {
    if (!optional || !(error instanceof UserError)) throw error;
    observation.addUnread(collection);
  }
}

/** Reads whether an object exists. If it must not be read, it counts as existing: only Konnect's 404 counts as gone. */
async function observeObject(
  { kind, region, id }: Extract<Demand, { type: 'object' }>,
  provider: Reader,
  observation: Observation,
): Promise<void> {
  try {
    const found = await provider.find(kind, region, id);
    observation.addBeyondLists(id, found ? 'there' : 'gone');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    observation.addBeyondLists(id, 'there');
  }
}

/** Waits for all readings, so that no request is in flight any more and all missing roles are reported together. */
async function all(readings: readonly Promise<void>[]): Promise<void> {
  const reasons = (await Promise.allSettled(readings)).flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  const defects = reasons.filter((reason) => !(reason instanceof UserError));
  if (defects.length > 0) throw defects[0];
  const found = reasons.flatMap((reason) => (reason instanceof UserError ? reason.diagnostics : []));
  if (reasons.length > 0) throw new UserError(oncePerFix(found));
}

/** Every list refuses a refused token; that is one mistake, and is reported once. */
function oncePerFix(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, fix }) => {
    const key = `${code} ${fix ?? message}`;
    return !seen.has(key) && seen.add(key);
  });
}
