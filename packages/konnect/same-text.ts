import { type ContentHandle, type ContentStore, contentHandle } from '@konduct/core/provider/content';

/** Whether two texts are equal except for line ends and white space at the end, which Konnect may change. */
export function isSameText(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && plain(one) === plain(other);
}

/**
 * The handle of a text from Konnect: that of the document with the same text if there is one, so that the digests
 * agree.
 */
export function handleOfShown(text: string, documents: ContentStore): ContentHandle {
  const handle = contentHandle(text);
  if (documents.has(handle.digest)) return handle;
  const wanted = plain(text);
  // Most documents have another length, and are not compared.
  const [digest] =
    [...documents].find(([, other]) => other.trimEnd().length >= wanted.length && plain(other) === wanted) ?? [];
  return digest === undefined ? handle : { digest };
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
