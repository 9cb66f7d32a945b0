import { parseYaml } from '@konduct/core/source/yaml';
import { sha256 } from '@konduct/core/value/digest';
import { isRecord } from '@konduct/core/value/record';
import { stringify } from 'yaml';

/**
 * The name of the file with the origin of a staged specification. It lies beside the specification, so that no two
 * merges change the same record.
 */
export const recordName = '.konduct-source.yaml';

/** The origin of a staged specification. */
export interface SourceRecord {
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
  /** The commit that was read when the specification last changed. */
  readonly commit: string;
  /** The name of the author of that commit. */
  readonly author?: string;
  /** `sha256:…` of the staged file. */
  readonly digest: string;
  /** All files of its repository that it was made from, if there are several. */
  readonly files?: readonly string[];
}

const comment = ' Where the specification beside this file came from. Konduct writes it and goes by it: do not edit.';

export function writeRecord(record: SourceRecord): string {
  return `#${comment}\n${stringify(record, { lineWidth: 0 })}`;
}

/** Reads a record. A malformed record counts as absent. */
export function readRecord(text: string | undefined): SourceRecord | undefined {
  if (text === undefined || text.length > 1024 * 1024) return undefined;
  const { value } = parseYaml({ path: recordName, text });
  if (!isRecord(value)) return undefined;
  const { repository, branch, path, commit, author, digest } = value;
  if (typeof repository !== 'string' || typeof branch !== 'string' || typeof path !== 'string') return undefined;
  return typeof commit === 'string' && typeof digest === 'string'
    ? { repository, branch, path, commit, ...(typeof author === 'string' ? { author } : {}), digest }
    : undefined;
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${sha256(bytes)}`;
}
