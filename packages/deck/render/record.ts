import { type DiagnosticCode, diagnosticCodes } from '@konduct/core/diagnostic/codes';
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
  /** Services of whose specification nothing could be made, by key: told again where there is no decK. */
  readonly held: ReadonlyMap<string, HeldEntry>;
}

/** Why nothing could be made of a specification. */
export interface HeldEntry {
  /** A digest of the specification that this is about, and of what the manifest set for it. */
  readonly specification: string;
  readonly findings: readonly HeldFinding[];
}

/** A finding about the specification, without the name of its file; one that stands elsewhere has no place. */
export interface HeldFinding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly cause?: string;
  readonly fix?: string;
  readonly line?: number;
  readonly column?: number;
}

const format = 1;

export const noRecord: RenderRecord = { services: new Map(), state: undefined, held: new Map() };

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
    const held = Object.entries(isRecord(value.held) ? value.held : {}).flatMap(([key, entry]) => {
      const read = readHeld(entry);
      return read ? [[key, read] as const] : [];
    });
    return { services: new Map(services), state: readEntry(value.state), held: new Map(held) };
  } catch {
    return noRecord;
  }
}

export function writeRecord({ services, state, held }: RenderRecord): string {
  const record = {
    version: format,
    services: sorted(services),
    state,
    ...(held.size === 0 ? {} : { held: sorted(held) }),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function sorted<T>(entries: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
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

/** What is told of a record is shown to people: only what has the shape of ours is. */
function readHeld(value: unknown): HeldEntry | undefined {
  if (!isRecord(value) || typeof value.specification !== 'string' || !Array.isArray(value.findings)) return undefined;
  return { specification: value.specification, findings: value.findings.flatMap((item) => readFinding(item) ?? []) };
}

function readFinding(value: unknown): HeldFinding | undefined {
  if (!isRecord(value)) return undefined;
  const { code, message, cause, fix, line, column } = value;
  if (typeof code !== 'string' || !isCode(code) || typeof message !== 'string') return undefined;
  return {
    code,
    message,
    ...(typeof cause === 'string' ? { cause } : {}),
    ...(typeof fix === 'string' ? { fix } : {}),
    ...(isCount(line) && isCount(column) ? { line, column } : {}),
  };
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, code);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
