import type { Plan } from '@konduct/core/plan/plan';
import { type ObservedPlan, observedPlan } from '@konduct/core/policy/policed-plan';
import { addressesIn } from '@konduct/core/snapshot/addresses';
import { completeObservation, regionsSeen } from '@konduct/core/snapshot/completion';
import { keptOrganization } from '@konduct/core/snapshot/kept';
import { planFromSnapshot } from '@konduct/core/snapshot/plan';
import { readSnapshot } from '@konduct/core/snapshot/reading';
import { renderSnapshot, snapshotFormat, snapshotSchemaId, withDigest } from '@konduct/core/snapshot/snapshot';
import { State } from '@konduct/simulator/state';
import { type HandMade, makeByHand } from './hand-made.ts';
import { applyModel, prepareFiles, providerOf } from './model-run.ts';
import { people } from './random-platform.ts';
import { filesOf, type RollbackPlatform } from './rollback-platform.ts';

/** A plan with a token and one against a snapshot of the same Konnect, and what differs between them. */
export interface Compared {
  readonly text: string;
  /** What differs and is no doubt about a person, in words. */
  readonly problems: readonly string[];
  readonly changes: number;
  /** Resources about people of which the snapshot leaves in doubt whether they are there. */
  readonly doubts: number;
}

/** Applies a platform, lets others make things, takes a snapshot, and plans another platform in both ways. */
export async function compare(
  one: RollbackPlatform,
  other: RollbackPlatform,
  things: readonly HandMade[],
): Promise<Compared> {
  const state = new State();
  const before = prepareFiles(filesOf(one));
  await applyModel(before, state);
  makeByHand(state, things);
  const named = addressesIn(before.settings.graph);
  const text = await snapshotOf(before, state, named);
  const reading = readSnapshot({ path: 'snapshot.json', text });
  if (reading.type !== 'snapshot') throw new Error(reading.diagnostic.message);
  const [part] = reading.snapshot.organizations;
  if (!part) throw new Error('the snapshot is empty');
  const after = prepareFiles(filesOf(other));
  const withToken = await observedPlan(after.settings, providerOf(after, state));
  const against = await planFromSnapshot(after.settings, part);
  const [namedBefore, namedAfter] = [named, addressesIn(after.settings.graph)];
  const shown = new Set([...namedBefore].filter((address) => namedAfter.has(address)));
  return { text, ...differences(withToken, against, shown) };
}

async function snapshotOf(
  prepared: ReturnType<typeof prepareFiles>,
  state: State,
  addresses: ReadonlySet<string>,
): Promise<string> {
  const { settings } = prepared;
  const provider = providerOf(prepared, state);
  const { observation } = await observedPlan(settings, provider);
  if (!settings.reach) throw new Error('the run looks nowhere');
  const completion = { ...settings.reach, owners: new Set(['acme']) };
  await completeObservation(observation, completion, provider);
  const part = keptOrganization({
    name: 'acme',
    id: 'an-organization',
    owner: 'acme',
    regions: regionsSeen(observation, completion),
    observation,
    unread: new Set(),
    addresses,
    clean: (text) => text,
  });
  return renderSnapshot(
    withDigest({
      $schema: snapshotSchemaId,
      format: snapshotFormat,
      konduct: '0.0.0',
      taken: '2026-11-30T20:15:00Z',
      organizations: [part],
    }),
  );
}

function differences(
  withToken: ObservedPlan,
  against: ObservedPlan,
  shown: ReadonlySet<string>,
): Omit<Compared, 'text'> {
  const doubtful = new Set(
    against.plan.changes
      .filter(
        ({ action, reason = '' }) => action === 'waiting' && /^a plan with a token|which is not planned$/.test(reason),
      )
      .map(({ address }) => address),
  );
  const problems: string[] = [];
  for (const { address, kind, action } of withToken.plan.changes)
    if (doubtful.has(address) && !(/^(User|TeamUser)$/.test(kind) && ['create', 'none', 'blocked'].includes(action)))
      problems.push(`${kind} ${address} is in doubt, and ${action} with a token`);
  const [expected, found] = [withToken.plan, against.plan].map((plan) => partsOf(plan, doubtful, shown));
  for (const line of expected ?? []) if (!found?.includes(line)) problems.push(`with a token: ${line}`);
  for (const line of found ?? []) if (!expected?.includes(line)) problems.push(`against the snapshot: ${line}`);
  return {
    problems,
    changes: withToken.plan.changes.filter(({ action }) => action !== 'none').length,
    doubts: doubtful.size,
  };
}

/**
 * Everything in a plan, a text for each item, without addresses that only a token shows: those of people whom the
 * manifests of the snapshot or the present ones do not name.
 */
function partsOf(plan: Plan, doubtful: ReadonlySet<string>, shown: ReadonlySet<string>): string[] {
  const { changes, orphans, extent, diagnostics, summary } = plan;
  const parts: unknown[] = [
    extent,
    ...changes.filter(({ address }) => !doubtful.has(address)),
    ...orphans,
    ...diagnostics.filter(({ code }) => code !== 'snapshot-partial'),
    ...(doubtful.size === 0 ? [summary] : []),
  ];
  const hidden = people.filter((person) => !shown.has(person));
  return parts.map((part) =>
    hidden
      .reduce((text, person) => text.replaceAll(person, '{address}'), JSON.stringify(part))
      .replace(/\{address [0-9a-f]+\}/g, '{address}'),
  );
}
