import { readStrictDocument, type StrictDocument } from '@konduct/openapi/strict/strict-document';

/** A specification in the form for comparing. Throws for an invalid one. */
export function strictDocument(text: string): StrictDocument {
  const document = readStrictDocument(new TextEncoder().encode(text));
  if ('strict' in document) return document;
  throw new Error(document.diagnostics.map(({ message }) => message).join(', '));
}
