import { createHash } from 'node:crypto';

/**
 * A document by its digest. Templates, plans and labels hold this; the text stays in the {@link ContentStore} until a
 * request carries it.
 */
export interface ContentHandle {
  /** SHA-256 of the UTF-8 text, in lower-case hex. */
  readonly digest: string;
}

/** Texts by digest, filled by whoever reads the files and read by whoever writes requests. */
export type ContentStore = ReadonlyMap<string, string>;

export function isContentHandle(value: unknown): value is ContentHandle {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    'digest' in value &&
    typeof value.digest === 'string'
  );
}

/** The handle of a document. */
export function contentHandle(text: string): ContentHandle {
  return { digest: createHash('sha256').update(text).digest('hex') };
}
