import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { readableAddress } from '../graph/address.ts';
import { type Block, type Change, writes } from '../plan/change.ts';
import { isKept } from './refused-links.ts';

/** The changes that must not be carried out, by address. */
export type Blocks = Map<string, Block & { readonly reason: string }>;

/**
 * Blocks changes that must wait for blocked ones. An environment is not touched while one that it depends on has a
 * blocked change. While a change of an environment is blocked, nothing there becomes visible or allowed; while a
 * withdrawal of access is blocked, nothing at all is changed there. Access that people want to stay, because its object
 * is protected or its deletion is refused, holds back only what would become visible or allowed.
 *
 * @param changes those of the graph and the deletions, in the order of an apply
 * @param blocks the blocked changes; those that follow are added
 * @returns one finding for each environment that waits for another one
 */
export function blockSequence(
  changes: readonly Change[],
  blocks: Blocks,
  order: ReadonlyMap<string, readonly string[]>,
): Diagnostic[] {
  const groups = Map.groupBy(changes, ({ environment }) => environment);
  const gated = new Map([...groups].map(([environment, members]) => [environment, gateOf(members, blocks)]));
  const organization = gated.get(undefined);
  for (const [environment, members] of groups) {
    const own = gated.get(environment);
    const narrowing = environment === undefined ? firstOf(gated.values(), 'narrowing') : organization?.narrowing;
    // Resources of an organization do not wait for each other; those of an environment do.
    const any = narrowing ?? (environment === undefined ? undefined : own?.any);
    const kept = environment === undefined ? firstOf(gated.values(), 'kept') : (own?.kept ?? organization?.kept);
    for (const change of members) {
      if (blocks.has(change.address) || !writes(change)) continue;
      const deletes = change.action === 'delete' || change.action === 'replace';
      const widens = change.effect === 'widens';
      const cause = own?.narrowing ?? (widens || deletes ? any : undefined) ?? (widens ? kept : undefined);
      if (cause && change.effect !== 'narrows') block(change, cause, blocks);
    }
  }
  blockDependents(changes, blocks);
  return blockEnvironments(groups, blocks, order);
}

interface Gate {
  /** The first blocked change. Deletions do not count, because they show nothing to more people. */
  readonly any?: Cause;
  /** The first blocked withdrawal of access. */
  readonly narrowing?: Cause;
  /** The first withdrawal of access that is blocked because people want the access to stay. */
  readonly kept?: Cause;
}

interface Cause {
  readonly by: string;
  readonly name: string;
  readonly code: Block['code'];
}

function gateOf(members: readonly Change[], blocks: Blocks): Gate {
  let any: Cause | undefined;
  let narrowing: Cause | undefined;
  let kept: Cause | undefined;
  for (const change of members) {
    const found = blocks.get(change.address) ?? change.block;
    if (!found) continue;
    const cause = { by: found.by, name: `${change.kind} ${change.name}`, code: found.code };
    if (isKept(change, blocks)) kept ??= cause;
    else if (change.effect === 'narrows') narrowing ??= cause;
    if (found.action !== 'delete') any ??= cause;
  }
  return { ...(any ? { any } : {}), ...(narrowing ? { narrowing } : {}), ...(kept ? { kept } : {}) };
}

function firstOf(gates: Iterable<Gate>, name: keyof Gate): Cause | undefined {
  for (const gate of gates) if (gate[name]) return gate[name];
  return undefined;
}

function block({ address, action }: Change, { by, name, code }: Cause, blocks: Blocks): void {
  blocks.set(address, { by, action, code, reason: `${name} has to be dealt with first` });
}

/** Blocks changes that need an object which will not exist, with the same cause. */
function blockDependents(changes: readonly Change[], blocks: Blocks): void {
  for (const { address, action, dependsOn } of changes) {
    if (blocks.has(address) || !writes({ action })) continue;
    const missing = dependsOn
      .map((dependency) => blocks.get(dependency))
      .find((found) => found?.action === 'create' || found?.action === 'replace');
    if (missing) blocks.set(address, { ...missing, action });
  }
}

function blockEnvironments(
  groups: ReadonlyMap<string | undefined, readonly Change[]>,
  blocks: Blocks,
  order: ReadonlyMap<string, readonly string[]>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [environment, dependencies] of order) {
    const members = groups.get(environment) ?? [];
    for (const dependency of dependencies) {
      const [cause] = (groups.get(dependency) ?? []).flatMap((change) => {
        const blocked = blocks.get(change.address) ?? change.block;
        return blocked ? [{ ...change, by: blocked.by }] : [];
      });
      const held = members.filter((change) => writes(change) && !blocks.has(change.address));
      if (!cause || held.length === 0) continue;
      const reason = `environment ${dependency}, which comes first, is not in order: ${cause.kind} ${cause.name}`;
      for (const { address, action } of held)
        blocks.set(address, { by: cause.by, action, code: 'environment-blocked', reason });
      const message = `Environment ${environment} is not touched: ${dependency}, which it depends on, is not in order`;
      found.push(
        finding('environment-blocked', message, held[0]?.place, {
          cause: `${cause.kind} ${cause.name} (${readableAddress(cause.address)}) is blocked`,
          fix: 'Mend what the finding about it says; then both go on.',
        }),
      );
    }
  }
  return found;
}
