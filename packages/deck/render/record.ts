import { compareText } from '@konduct/core/value/compare-text';
import { sha256 } from '@konduct/core/value/digest';
import { isRecord } from '@konduct/core/value/record';

/** What one file was rendered from, and to what, as digests. */
export interface RecordEntry {
  readonly inputs: string;
  readonly output: string;
}

/**
 * What a team's decK files were rendered from. It saves work and is never believed: a file is taken over only while its
 * own text has the digest that stands here, and checks before a sync render everything without it.
 */
export interface RenderRecord {
  readonly services: ReadonlyMap<string, RecordEntry>;
  readonly state: RecordEntry | undefined;
}

const format = 1;

export const noRecord: RenderRecord = { services: new Map(), state: undefined };

/** Reads a record; one that is not there, or not as it should be, is as good as none. */
export function readRecord(text: string | undefined): RenderRecord {
  if (text === undefined) return noRecord;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.version !== format || !isRecord(value.services)) return noRecord;
    const services = Object.entries(value.services).flatMap(([key, entry]) => {
      const read = readEntry(entry);
      return read ? [[key, read] as const] : [];
    });
    return { services: new Map(services), state: readEntry(value.state) };
  } catch {
    return noRecord;
  }
}

export function writeRecord({ services, state }: RenderRecord): string {
  const sorted = [...services].sort(([a], [b]) => compareText(a, b));
  return `${JSON.stringify({ version: format, services: Object.fromEntries(sorted), state }, null, 2)}\n`;
}

/** A digest over several texts that cannot be confused with one over others. */
export function digestOf(...parts: readonly string[]): string {
  return sha256(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')).slice(0, 32);
}

function readEntry(value: unknown): RecordEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { inputs, output } = value;
  return typeof inputs === 'string' && typeof output === 'string' ? { inputs, output } : undefined;
}
