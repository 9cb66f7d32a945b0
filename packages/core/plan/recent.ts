import type { ObservedObject } from '../provider/provider.ts';

/** Milliseconds: two days, so that a nightly run looks at all writes of the day before. */
const window = 2 * 24 * 60 * 60 * 1000;

/**
 * Whether an object was changed so shortly before that a delayed write of another run may have come after its digest
 * label. An object that was created and never changed was written in one request.
 *
 * @param now milliseconds since the epoch; absent: no object is recent
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
