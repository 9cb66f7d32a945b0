import { isRecord } from '@konduct/core/value/record';

type Json = Readonly<Record<string, unknown>>;

/** A document with every number as its value, independent of notation, for comparing. */
export function plain(document: Json): Json {
  const value: unknown = JSON.parse(JSON.stringify(document));
  return isRecord(value) ? value : {};
}
