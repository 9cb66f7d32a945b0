import type { Exposure } from '../kind/field.ts';
import { fieldAt, type Kind } from '../kind/kind.ts';
import { sameValue } from '../value/same-value.ts';
import type { Effect, FieldChange } from './change.ts';

/** The effect of a field's change on visibility; undefined without an effect, or when it is unknown. */
export function fieldEffect(kind: Kind, { path, before, after, knownAfterApply }: FieldChange): Effect | undefined {
  const exposure = fieldAt(kind, path)?.exposure;
  if (!exposure) return undefined;
  const from = level(exposure, before);
  // An unknown value may be the most visible one.
  const to = knownAfterApply === undefined ? level(exposure, after) : exposure.length - 1;
  if (from === undefined || to === undefined || from === to) return undefined;
  return to > from ? 'widens' : 'narrows';
}

/** The meaning of a field's value, as a clause after the object's name; undefined for fields without an effect. */
export function meaningOf(kind: Kind, path: string, value: unknown): string | undefined {
  const exposure = fieldAt(kind, path)?.exposure;
  const found = exposure && level(exposure, value);
  return found === undefined ? undefined : exposure?.[found]?.means;
}

/** The meaning of a value if it is the most visible one; undefined for every other value. */
export function openMeaningOf(kind: Kind, path: string, value: unknown): string | undefined {
  const exposure = fieldAt(kind, path)?.exposure;
  if (!exposure || value === undefined || level(exposure, value) !== exposure.length - 1) return undefined;
  return exposure.at(-1)?.means;
}

/** The effect of all fields together: it widens if any of them does. */
export function effectOf(fields: readonly FieldChange[]): Effect | undefined {
  if (fields.some(({ effect }) => effect === 'widens')) return 'widens';
  return fields.some(({ effect }) => effect === 'narrows') ? 'narrows' : undefined;
}

function level(exposure: readonly Exposure[], value: unknown): number | undefined {
  const wanted = value ?? null;
  const exact = exposure.findIndex((candidate) => sameValue(candidate.value, wanted));
  if (exact >= 0) return exact;
  const any = exposure.findIndex((candidate) => candidate.value === '*');
  return any >= 0 && wanted !== null ? any : undefined;
}
