import { createHash } from 'node:crypto';
import { compareText } from './compare-text.ts';
import { isRecord } from './record.ts';

/** The SHA-256 of a text (as UTF-8) or of bytes, in lower-case hex: 64 digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A JSON value with the members of every object sorted by name, so that equal values print alike. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, member]) => [key, canonical(member)]));
}

/** A text that is equal for equal JSON values, in whatever order their members are. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(canonical(value)) ?? 'undefined';
}
