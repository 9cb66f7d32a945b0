import { type ContentHandle, type ContentStore, contentHandle } from '@konduct/core/provider/content';

/** Whether two texts say the same: Konnect may end lines, and the whole, in another way than it was told. */
export function isSameText(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && plain(one) === plain(other);
}

/** The handle of a text that Konnect shows: that of the document which says the same, where there is one. */
export function handleOfShown(text: string, documents: ContentStore): ContentHandle {
  const handle = contentHandle(text);
  if (documents.has(handle.digest)) return handle;
  const wanted = plain(text);
  // Almost all are of another length, and need no closer look.
  const [digest] =
    [...documents].find(([, other]) => other.trimEnd().length >= wanted.length && plain(other) === wanted) ?? [];
  return digest === undefined ? handle : { digest };
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
