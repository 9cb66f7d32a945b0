import { type Change, type FieldChange, writes } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import { canonical, sha256 } from '../value/digest.ts';
import { isRecord } from '../value/record.ts';

/** An id that Konnect makes, anywhere in a text. */
const id = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/**
 * A digest of what a plan would do: the same for two plans that a reviewer would call the same. Ids, places, times and the
 * order of changes do not count, nor what needs nothing, waits or is blocked; values before and after do.
 *
 * @returns SHA-256 in hex
 */
export function meaningDigest(plan: Pick<Plan, 'changes'>): string {
  return sha256(meaningsIn(plan).join('\n'));
}

/** The meaning of each change that writes, as a digest of 16 hex digits, sorted. */
export function meaningsIn({ changes }: Pick<Plan, 'changes'>): string[] {
  return changes.filter(writes).map(meaningOfChange).sort();
}

/** What one change would do, as a digest of 16 hex digits. */
export function meaningOfChange(change: Change): string {
  const { action, kind, region, address, name, fields } = change;
  const { passesThrough = [], takesAlong = [], cannotBeUndone = [] } = change;
  const lost = [...takesAlong, ...cannotBeUndone].sort();
  const stages = passesThrough.length === 0 ? [] : [passesThrough];
  const meant = [action, kind, region, address, name, lost, fields.map(fieldMeaning), ...stages];
  return sha256(JSON.stringify(withoutIds(canonical(meant)))).slice(0, 16);
}

/**
 * A value that is known only after an apply is mostly the id of something that this plan makes. Once it is made, the same
 * field has that id: both mean the same, and the names in the change say what it leads to.
 */
function fieldMeaning({ path, before, after, knownAfterApply, secret }: FieldChange): unknown {
  const becomes = knownAfterApply === undefined ? after : '<id>';
  return { path, before: before ?? null, after: becomes ?? null, secret: secret === true };
}

function withoutIds(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(id, '<id>');
  if (Array.isArray(value)) return value.map(withoutIds);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutIds(member)]));
}
