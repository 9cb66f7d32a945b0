import { readableAddress } from '../graph/address.ts';
import type { Block, Change } from '../plan/change.ts';
import { destroysMore } from '../plan/lost.ts';
import { count } from '../value/count.ts';
import { firstNames } from './names.ts';

/** A change that is not carried out, with its cause. */
export interface Blocked {
  readonly change: Change;
  readonly block: Block;
}

/** Changes that one error or policy blocks, at least one. */
export type BlockedGroup = readonly [Blocked, ...Blocked[]];

/** So many blocked changes with one cause share a line; fewer have a line each. */
const fewest = 4;

/** The blocked changes, in plan order. `fewest` or more with one cause in an environment form one group. */
export function blockedOf(changes: readonly Change[]): BlockedGroup[] {
  const blocked = changes.flatMap((change): Blocked[] => (change.block ? [{ change, block: change.block }] : []));
  const groups = Map.groupBy(blocked, ({ change, block }) =>
    JSON.stringify([change.environment, isOwn(change, block) ? null : block.by, block.code, change.reason]),
  );
  return [...groups.values()].flatMap((members): BlockedGroup[] => {
    const [first, ...rest] = members;
    if (!first) return [];
    return members.length < fewest ? members.map((member): BlockedGroup => [member]) : [[first, ...rest]];
  });
}

/** Whether the changes of a group are the cause themselves, instead of waiting for another change. */
export function isCause([{ change, block }]: BlockedGroup): boolean {
  return isOwn(change, block);
}

/** The most names in a group of blocked deletions: people read them before they allow the deletions. */
const mostDeletions = 20;

/**
 * The first names of a group. Of deletions and replacements there are up to `mostDeletions`, those that delete other
 * objects too first.
 */
export function blockedNames(members: BlockedGroup, nameOf: (change: Change) => string): string[] {
  const changes = members.map(({ change }) => change);
  if (members.some(({ block }) => block.action !== 'delete' && block.action !== 'replace'))
    return firstNames(changes.map(nameOf));
  const ordered = [...changes.filter(destroysMore), ...changes.filter((change) => !destroysMore(change))];
  return firstNames(ordered.map(nameOf), mostDeletions);
}

/** Formats addresses, codes and reasons, which are untrusted. */
export interface ClauseStyle {
  readonly code: (text: string) => string;
  readonly reason: (text: string) => string;
}

const plainly: ClauseStyle = { code: (text) => text, reason: (text) => text };

/** `create blocked by kong-air/dev/portal (replace-refused): why`, as a clause after the name of a change. */
export function blockedClause({ change, block }: Blocked, style: ClauseStyle = plainly): string {
  const what = block.action === 'none' ? '' : `${block.action} `;
  return `${what}${because(change, block, style)}`;
}

/** `12 changes blocked by kong-air/dev/portal (replace-refused): why`. */
export function blockedGroupClause(members: BlockedGroup, style: ClauseStyle = plainly): string {
  const [{ change, block }] = members;
  return `${count(members.length, 'change')} ${because(change, block, style)}`;
}

function because(change: Change, block: Block, { code, reason }: ClauseStyle): string {
  const by = isOwn(change, block) ? '' : ` by ${code(readableAddress(block.by))}`;
  return `blocked${by} (${code(block.code)})${change.reason === undefined ? '' : `: ${reason(change.reason)}`}`;
}

/** Whether a change blocks itself, instead of being blocked by another one. */
function isOwn(change: Change, block: Block): boolean {
  return block.by === change.address;
}
