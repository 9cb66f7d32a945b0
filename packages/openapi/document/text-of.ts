import { ExactNumber } from '@konduct/core/source/exact-number';

/**
 * Text where OpenAPI wants text: a number counts as it is written, `1.10` as `1.10`, if it was read with `exactNumbers`.
 * Undefined for anything else.
 */
export function textOf(value: unknown): string | undefined {
  if (value instanceof ExactNumber) return value.source;
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}
