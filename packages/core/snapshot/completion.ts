import { UserError } from '../diagnostic/user-error.ts';
import type { Kind } from '../kind/kind.ts';
import { kindReferredTo } from '../kind/referral.ts';
import { isOwned } from '../observe/labels.ts';
import type { Demand, Observation } from '../observe/observation.ts';
import { observeAll, type Reader } from '../observe/survey.ts';
import type { Reach } from '../plan/reach.ts';
import type { Collection } from '../provider/provider.ts';

/** What decides how much of an organization a snapshot holds. */
export interface Completion extends Pick<Reach, 'kinds' | 'regions' | 'otherRegions'> {
  readonly owners: ReadonlySet<string>;
}

/** The contents of the objects of a kind are read if there are at most so many of ours. */
const mostOpened = 100;

/**
 * Reads the lists that plans of other manifests may demand and this run did not: all lists of a region or of the whole
 * organization, and those below objects of ours. Labelled kinds are listed in every region, links and the like in the
 * regions of the manifests and those with objects of ours. A list that cannot be read is left out. The contents of
 * portals and the like, which decide about deletions, are read as well, unless a kind has very many objects.
 *
 * @returns the number of lists and contents that were read
 */
export async function completeObservation(
  observation: Observation,
  completion: Completion,
  provider: Reader,
): Promise<number> {
  let read = 0;
  for (;;) {
    const demands = laterDemands(observation, completion);
    if (demands.length === 0) break;
    await observeAll(demands, provider, observation);
    read += demands.length;
  }
  const contents = contentDemands(observation, completion.owners);
  for (const demand of contents) {
    try {
      await observeAll([demand], provider, observation);
      read += 1;
    } catch (error) {
      // The token may not read them: a plan against the snapshot says that they were not looked into.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return read;
}

function contentDemands(observation: Observation, owners: ReadonlySet<string>): Demand[] {
  const ours = [...observation.all()].filter(
    ({ kind, object }) => kind.contents !== undefined && isOwned(object.labels, owners),
  );
  const byKind = Map.groupBy(ours, ({ kind }) => kind);
  return [...byKind.values()]
    .filter((sightings) => sightings.length <= mostOpened)
    .flat()
    .filter(({ object }) => observation.contents(object) === undefined)
    .map((sighting): Demand => ({ type: 'contents', ...sighting }));
}

function laterDemands(observation: Observation, completion: Completion): Demand[] {
  const demands: Demand[] = [];
  for (const kind of completion.kinds.values()) {
    if (kind.external?.source === 'documents') continue;
    for (const collection of collectionsOf(kind, observation, completion))
      if (!observation.list(collection)) demands.push({ type: 'list', collection, optional: true });
  }
  return demands;
}

function collectionsOf(kind: Kind, observation: Observation, completion: Completion): Collection[] {
  const { regions, otherRegions, owners } = completion;
  const [field, ...more] = kind.collection;
  if (field === undefined) {
    if (kind.scope === 'global') return [{ kind, region: 'global', parents: {} }];
    const all = new Set([
      ...regions,
      ...(kind.ownership === 'labels' ? otherRegions : regionsOfOurs(observation, owners)),
    ]);
    return [...all].map((region) => ({ kind, region, parents: {} }));
  }
  if (more.length > 0) return [];
  const above = kindReferredTo(kind, field);
  const found: Collection[] = [];
  for (const { kind: parent, region, object } of observation.all()) {
    const { id } = object.fields;
    if (parent.name !== above || typeof id !== 'string') continue;
    if (parent.ownership === 'labels' && !isOwned(object.labels, owners)) continue;
    found.push({ kind, region: kind.scope === 'global' ? 'global' : region, parents: { [field]: id } });
  }
  return found;
}

function regionsOfOurs(observation: Observation, owners: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const { region, object } of observation.all())
    if (region !== 'global' && isOwned(object.labels, owners)) found.add(region);
  return found;
}

/** The regions in which every labelled kind was listed. */
export function regionsSeen(observation: Observation, { kinds, regions, otherRegions }: Completion): string[] {
  const labelled = [...kinds.values()].filter(
    ({ ownership, scope, collection }) => ownership === 'labels' && scope === 'regional' && collection.length === 0,
  );
  return [...new Set([...regions, ...otherRegions])].filter((region) =>
    labelled.every(({ name }) => observation.hasRead(name, region)),
  );
}
