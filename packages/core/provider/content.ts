import { createHash } from 'node:crypto';

/**
 * A document as templates, plans and labels hold it: by its digest. The {@link ContentStore} has the text, for the
 * request that sends it.
 */
export interface ContentHandle {
  /** SHA-256 of the UTF-8 text, in lower-case hex. */
  readonly digest: string;
}

/** Texts by digest. Readers of files fill it; writers of requests take texts out. */
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
