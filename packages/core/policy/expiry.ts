import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { inputWords } from '../diagnostic/input-words.ts';
import type { Decision } from '../plan/decision.ts';
import { withRead } from '../plan/seen.ts';
import { count } from '../value/count.ts';
import { valueAt } from '../value/value-at.ts';

const day = 24 * 60 * 60 * 1000;

/** The usual number of days before its end from which on something that expires is a warning. */
export const usualRotationThreshold = 30;

/**
 * When the objects of resources expire: a note of each, and a warning from the threshold on. Objects that are made anew in
 * this run get another end.
 *
 * @param now milliseconds since the epoch; without it nothing is known about ends
 * @param threshold days
 */
export function expiryFindings(
  decisions: readonly Decision[],
  now: number | undefined,
  threshold = usualRotationThreshold,
): Diagnostic[] {
  if (now === undefined) return [];
  return decisions.flatMap(({ kind, change, observed, read, changed }): Diagnostic[] => {
    const { expires } = kind;
    if (!expires || !observed || change.action === 'replace') return [];
    if (expires.renewedBy?.some((name) => changed.includes(name))) return [];
    const end = Date.parse(String(valueAt(withRead(observed, read).fields, expires.field)));
    if (Number.isNaN(end)) return [];
    const { what } = expires;
    const called = `The ${what} of the ${change.kind} ${JSON.stringify(change.name)}`;
    const date = new Date(end).toISOString().slice(0, 10);
    if (end <= now)
      return [
        finding('expired', `${called} expired on ${date}`, change.place, { severity: 'warning', fix: renewal(what) }),
      ];
    const days = Math.floor((end - now) / day);
    if (end - now > threshold * day)
      return [finding('expires-later', `${called} expires on ${date}`, change.place, { severity: 'note' })];
    const left = days === 0 ? 'today or tomorrow' : `in ${count(days, 'day')}`;
    return [
      finding('expires-soon', `${called} expires on ${date}, ${left}`, change.place, {
        severity: 'warning',
        cause: `${inputWords('rotation-threshold', String(threshold))} asks for this warning`,
        fix: renewal(what),
      }),
    ];
  });
}

function renewal(what: string): string {
  return `Put a new ${what} in its place, before and without taking the old one away.`;
}
