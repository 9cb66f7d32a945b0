import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { Provider } from '../provider/provider.ts';
import { type Demand, Observation } from './observation.ts';

/** What a survey needs of a provider. */
export type Reader = Pick<Provider, 'list' | 'find' | 'read' | 'contents'>;

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
  provider: Reader,
): Promise<Surveyed<T>> {
  const observation = new Observation();
  for (;;) {
    const planned = plan(observation);
    if (planned.demands.length === 0) return { ...planned, observation };
    await all(planned.demands.map((demand) => observe(demand, provider, observation)));
  }
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

/** What may not be looked at is somebody's: only Konnect's word that there is nothing counts as gone. */
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
