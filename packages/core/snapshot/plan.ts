import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { readableAddress } from '../graph/address.ts';
import { identityOf } from '../graph/identity.ts';
import type { World } from '../graph/world.ts';
import { collectionOf } from '../observe/collection.ts';
import { isOwned } from '../observe/labels.ts';
import type { Observation } from '../observe/observation.ts';
import { type Change, writes } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { summarize } from '../plan/plan.ts';
import { makePlan, type ObservedPlan, observedPlan, type Planned, type PlanSettings } from '../policy/policed-plan.ts';
import { unreadRegions } from '../policy/unread-region.ts';
import { type Collection, collectionKey } from '../provider/provider.ts';
import { count } from '../value/count.ts';
import { addressesIn, hasAddress, hasUnnamed, revealing } from './addresses.ts';
import { SnapshotReader } from './reader.ts';
import type { KeptOrganization } from './snapshot.ts';

/**
 * Plans an organization against a snapshot: the plan that a token would have given when the snapshot was taken, but for
 * secrets, which are not compared. What the snapshot does not know waits, with a finding, and is never taken for
 * something to create. Needs no network, and the same files give the same plan at any time.
 */
export async function planFromSnapshot(settings: PlanSettings, part: KeptOrganization): Promise<ObservedPlan> {
  const reader = new SnapshotReader(part, revealing(part.id, addressesIn(settings.graph)));
  // Without a time every digest is trusted: the run that wrote the snapshot had looked behind the recent ones.
  const { now: _now, ...timeless } = settings;
  const planned = await observedPlan(timeless, reader, (input) => withOptionalLists(makePlan(input)));
  return withDoubts(planned, reader, settings);
}

/** The plan goes on without a list that the snapshot does not have. */
function withOptionalLists(planned: Planned): Planned {
  const demands = planned.demands.map((demand) =>
    demand.type === 'list' ? { ...demand, optional: true as const } : demand,
  );
  return { ...planned, demands };
}

interface Doubt {
  readonly reason: string;
  /** The finding about it; absent for a change that only follows another one in doubt. */
  readonly found?: { readonly message: string; readonly cause: string; readonly severity: 'error' | 'warning' };
}

function withDoubts(planned: ObservedPlan, reader: SnapshotReader, settings: PlanSettings): ObservedPlan {
  const { plan, decisions, observation, world } = planned;
  const absent = observation.unread.filter((collection) => !reader.tried(collection));
  const doubts = followed(decisions, firstDoubts(decisions, absent, { observation, world, reader }));
  const judged = decisions.map((decision) => doubted(decision, doubts.get(decision.change.address)));
  const changes = judged.map(({ change }) => change);
  const tried = observation.unread.filter((collection) => reader.tried(collection));
  const diagnostics = [
    ...plan.diagnostics.filter(({ code }) => code !== 'region-unread'),
    ...unreadRegions({ unread: tried }),
    ...doubtFindings(decisions, doubts),
    ...absentFindings(absent.filter((collection) => !isSurelyEmpty(collection, settings, observation))),
    ...unopenedFindings(decisions, reader),
  ];
  return {
    ...planned,
    decisions: judged,
    plan: { ...plan, changes, summary: summarize(changes, plan.orphans.length), diagnostics },
  };
}

function doubted(decision: Decision, doubt: Doubt | undefined): Decision {
  if (!doubt) return decision;
  const { effect: _1, meaning: _2, takesAlong: _3, cannotBeUndone: _4, block: _5, ...told } = decision.change;
  const { passesThrough: _6, ...change } = told;
  return { ...decision, change: { ...change, action: 'waiting', fields: [], reason: doubt.reason } };
}

interface Known {
  readonly observation: Observation;
  readonly world: World;
  readonly reader: SnapshotReader;
}

/** The changes about which the snapshot itself leaves a doubt. */
function firstDoubts(
  decisions: readonly Decision[],
  absent: readonly Collection[],
  { observation, world, reader }: Known,
): Map<string, Doubt> {
  const absentKeys = new Set(absent.map(collectionKey));
  const doubts = new Map<string, Doubt>();
  for (const { change, node, observed } of decisions) {
    if (!node || !isOpen(change)) continue;
    const named = `the ${change.kind} ${readableAddress(change.address)}`;
    if (observed) {
      if (!reader.undetailed.has(observed)) continue;
      doubts.set(change.address, {
        reason: 'a plan with a token: the snapshot does not have all of its fields',
        found: {
          message: `Not planned: what would change of ${named}`,
          cause:
            'Lists of Konnect leave some of its fields out, and the run that wrote the snapshot had no reason to read them',
          severity: 'error',
        },
      });
      continue;
    }
    const { fields, unknowns } = node.evaluate(world);
    // What is made of an object that does not exist yet is not there either.
    if (unknowns.some(({ path }) => node.kind.identity.includes(path))) continue;
    const collection = collectionOf(node, fields);
    if (!collection) continue;
    if (absentKeys.has(collectionKey(collection)))
      doubts.set(change.address, {
        reason: 'a plan with a token: the snapshot does not have the list that it would be in',
        found: {
          message: `Not planned: whether ${named} is there already`,
          cause: `The snapshot does not have ${listWords(collection)}`,
          severity: 'error',
        },
      });
    else if (isPerson(node.kind.identity, fields) && hasUnnamedIn(observation, collection))
      doubts.set(change.address, {
        reason: 'a plan with a token: the snapshot leaves out the addresses of people whom the manifests did not name',
        found: {
          message: `Not planned: whether ${change.name} is in the organization already`,
          cause: 'The snapshot leaves out the addresses of people whom the manifests did not name when it was taken',
          severity: 'warning',
        },
      });
  }
  return doubts;

  function isPerson(identity: readonly string[], fields: Readonly<Record<string, unknown>>): boolean {
    return identity.some((path) => hasAddress(fields[path]));
  }
}

function hasUnnamedIn(observation: Observation, collection: Collection): boolean {
  const { objects = [] } = observation.list(collection) ?? {};
  return objects.some(({ fields }) => (identityOf(collection.kind, fields) ?? []).some(hasUnnamed));
}

/** Whether a change would be made, or would be once the cause of another one is mended. */
function isOpen(change: Change): boolean {
  return writes(change) || (change.block !== undefined && change.block.by !== change.address);
}

/** The doubts with those about changes that depend on a change in doubt. */
function followed(decisions: readonly Decision[], first: ReadonlyMap<string, Doubt>): ReadonlyMap<string, Doubt> {
  const doubts = new Map(first);
  for (let before = -1; doubts.size > before; ) {
    before = doubts.size;
    for (const { change, node } of decisions) {
      if (!node || !(isOpen(change) || change.action === 'waiting') || doubts.has(change.address)) continue;
      const on = change.dependsOn.find((address) => doubts.has(address));
      if (on !== undefined) doubts.set(change.address, { reason: `${readableAddress(on)}, which is not planned` });
    }
  }
  return doubts;
}

function doubtFindings(decisions: readonly Decision[], doubts: ReadonlyMap<string, Doubt>): Diagnostic[] {
  return decisions.flatMap(({ change }: { readonly change: Change }) => {
    const found = doubts.get(change.address)?.found;
    if (!found) return [];
    const { message, cause, severity } = found;
    return [finding('snapshot-partial', message, change.place, { severity, cause, fix: 'Plan with a token to know.' })];
  });
}

/** Whether a list can have nothing of ours: a list of links in a region that has no object of ours. */
function isSurelyEmpty(
  { kind, region }: Collection,
  { owner, previousOwners = [] }: PlanSettings,
  observation: Observation,
): boolean {
  if (kind.ownership !== 'links' || kind.scope === 'global') return false;
  const owners = new Set([owner, ...previousOwners]);
  for (const sighting of observation.all())
    if (sighting.region === region && isOwned(sighting.object.labels, owners)) return false;
  return true;
}

/** One finding for each region with the lists that a plan asks for and the snapshot does not have. */
function absentFindings(absent: readonly Collection[]): Diagnostic[] {
  const regions = Map.groupBy(absent, ({ region }) => region);
  return [...regions].map(([region, lists]) => {
    const kinds = [...new Set(lists.map(({ kind }) => kind.name))].join(', ');
    const message = `The snapshot lacks ${count(lists.length, 'list')} of ${region === 'global' ? 'the organization' : `the region ${region}`}: ${kinds}`;
    return finding('snapshot-partial', message, undefined, {
      severity: 'warning',
      cause: 'The run that wrote it was about another part of Konnect, or its token may not read them',
      fix: 'Plan with a token to see what is in them.',
    });
  });
}

/** A note on deletions: whether others have made something in the object is known only when Konnect is asked. */
function unopenedFindings(decisions: readonly Decision[], reader: SnapshotReader): Diagnostic[] {
  const names = decisions
    .filter(({ change, observed }) => writes(change) && observed && reader.unopened.has(observed))
    .map(({ change }) => `${change.kind} ${change.name}`);
  if (names.length === 0) return [];
  const message = `Not looked into: what else the deleted objects hold (${names.join(', ')})`;
  return [
    finding('snapshot-partial', message, undefined, {
      severity: 'note',
      cause:
        'The snapshot does not have the contents of objects; an apply looks, and refuses to delete what others made',
      fix: 'Plan with a token to see them.',
    }),
  ];
}

function listWords({ kind, region, parents }: Collection): string {
  const below = Object.values(parents);
  return `the list of ${kind.name} in ${[region, ...below].join(', below ')}`;
}
