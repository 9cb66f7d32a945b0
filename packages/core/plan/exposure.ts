import type { Exposure } from '../kind/field.ts';
import { fieldAt, type Kind } from '../kind/kind.ts';
import { sameValue } from '../value/same-value.ts';
import type { Effect, FieldChange } from './change.ts';

/** What a field's change does to what people can see, or undefined when it does nothing or cannot be told. */
export function fieldEffect(kind: Kind, { path, before, after, knownAfterApply }: FieldChange): Effect | undefined {
  const exposure = fieldAt(kind, path)?.exposure;
  if (!exposure) return undefined;
  const from = level(exposure, before);
  // A value that nobody knows yet may be the one that shows most.
  const to = knownAfterApply === undefined ? level(exposure, after) : exposure.length - 1;
  if (from === undefined || to === undefined || from === to) return undefined;
  return to > from ? 'widens' : 'narrows';
}

/** What a value of a field means, as a clause after the object's name, or undefined for fields that show nothing. */
export function meaningOf(kind: Kind, path: string, value: unknown): string | undefined {
  const exposure = fieldAt(kind, path)?.exposure;
  const found = exposure && level(exposure, value);
  return found === undefined ? undefined : exposure?.[found]?.means;
}

/** What a value means that shows people the most there is to show, or undefined for every other value. */
export function openMeaningOf(kind: Kind, path: string, value: unknown): string | undefined {
  const exposure = fieldAt(kind, path)?.exposure;
  if (!exposure || value === undefined || level(exposure, value) !== exposure.length - 1) return undefined;
  return exposure.at(-1)?.means;
}

/** One word for all fields of a change: it widens if any of them does. */
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
