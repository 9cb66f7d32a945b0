import { type DiagnosticCode, diagnosticCodes } from '@konduct/core/diagnostic/codes';
import { compareText } from '@konduct/core/value/compare-text';
import { sha256 } from '@konduct/core/value/digest';
import { isRecord } from '@konduct/core/value/record';

/** The digests of one rendered file and of its sources. */
export interface RecordEntry {
  readonly inputs: string;
  readonly output: string;
}

/**
 * The sources of a team's decK files. It only saves work: a file is reused only while its text has the digest in the
 * record, and the check before a sync renders everything without it.
 */
export interface RenderRecord {
  readonly services: ReadonlyMap<string, RecordEntry>;
  readonly state: RecordEntry | undefined;
  /**
   * The services whose specifications could not be rendered, by key. Their findings are reported again where decK does
   * not run.
   */
  readonly held: ReadonlyMap<string, HeldEntry>;
}

/** The findings about a specification that could not be rendered. */
export interface HeldEntry {
  /** A digest of the specification and of the manifest's settings for it. */
  readonly specification: string;
  readonly findings: readonly HeldFinding[];
}

/** A finding about the specification, without the name of its file. A finding about another file has no place. */
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

/** Reads a record. A missing or malformed one counts as empty. */
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

/** A digest over several texts. Texts that are divided differently give another digest. */
export function digestOf(...parts: readonly string[]): string {
  return sha256(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')).slice(0, 32);
}

function readEntry(value: unknown): RecordEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { inputs, output } = value;
  return typeof inputs === 'string' && typeof output === 'string' ? { inputs, output } : undefined;
}

/** Reads the findings about a service. They are shown to people, so that only those with the right shape are kept. */
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
