/** A step from one version to the next that announces no breaking change: `same`, `back`, or `small`. */
export type QuietStep = 'same' | 'back' | 'small';

/**
 * The step between two versions, if it does not announce breaking changes. Undefined for a major step, and where one of
 * the two is not a number with such a meaning, such as a date. Below 1.0 the second number counts as the major one.
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

/**
 * The numbers of a version such as `v1.2` or `1.2.3-rc.1`. Undefined for one that begins with a year, which is a date.
 */
function numbersOf(version: string): readonly number[] | undefined {
  const [, ...parts] = /^v?(\d{1,3})(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?$/i.exec(version.trim()) ?? [];
  return parts.length === 0 ? undefined : parts.map((part) => Number(part ?? 0));
}
