import type { ObservedObject } from '../provider/provider.ts';

/** Milliseconds: two days, so that a run each night looks at what was written during the day before. */
const window = 2 * 24 * 60 * 60 * 1000;

/**
 * Whether an object was changed after it was made, and so shortly before that a write of another run may have come after
 * the label that vouches for its content: one that was cut off while it was on its way. What was made and never changed
 * came in one piece.
 *
 * @param now milliseconds since the epoch; left out, nothing is recent
 */
export function isRecent({ fields }: ObservedObject, now: number | undefined): boolean {
  const [created, updated] = [timeOf(fields.created_at), timeOf(fields.updated_at)];
  if (now === undefined || updated === undefined || updated === created) return false;
  return now - updated < window;
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
