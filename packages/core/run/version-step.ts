/** A step from one version to the next that promises callers that nothing breaks: `same`, `back`, or `small`. */
export type QuietStep = 'same' | 'back' | 'small';

/**
 * What a version promises that comes with breaking changes: undefined where it took a major step, or where the two are no
 * numbers that say so, such as days. Below 1.0 the second number is the major one.
 */
export function quietStep(before: string | undefined, after: string | undefined): QuietStep | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (before.trim() === after.trim()) return 'same';
  const [old, recent] = [numbersOf(before), numbersOf(after)];
  if (!old || !recent) return undefined;
  const difference = recent.findIndex((number, index) => number !== old[index]);
  if (difference === -1) return 'small';
  if ((recent[difference] ?? 0) < (old[difference] ?? 0)) return 'back';
  const major = old[0] === 0 && recent[0] === 0 ? 1 : 0;
  return difference <= major ? undefined : 'small';
}

/** `v1.2`, `1.2.3-rc.1`. A year in front is that of a day. */
function numbersOf(version: string): readonly number[] | undefined {
  const [, ...parts] = /^v?(\d{1,3})(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?$/i.exec(version.trim()) ?? [];
  return parts.length === 0 ? undefined : parts.map((part) => Number(part ?? 0));
}
