import type { Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import { canonical, sha256 } from '../value/digest.ts';

/** The names of the template's fields that lists do not show. */
export function unlistedFields(kind: Kind, names: Iterable<string>): string[] {
  return [...names].filter((name) => kind.fields[name]?.unlisted !== undefined).sort();
}

/**
 * The value of the digest label: 32 hex digits of the SHA-256 of what the unlisted fields hold, or undefined for a
 * template without any. Key order does not matter.
 */
export function digestOf(kind: Kind, fields: Fields): string | undefined {
  const names = unlistedFields(kind, Object.keys(fields));
  if (names.length === 0) return undefined;
  return digest(names.map((name) => [name, canonical(fields[name])]));
}

/**
 * The value of the digest label of an object that was adopted with fields that cannot change and are not as its template
 * says: a digest of what they hold, so that later runs know that it was taken as it is. Kinds with unlisted fields keep
 * the label for those.
 */
export function acceptedDigest(kind: Kind, fields: Fields): string {
  const names = Object.keys(kind.fields).filter((name) => kind.fields[name]?.immutable);
  return digest(names.sort().map((name) => ['accepted', name, canonical(fields[name])]));
}

function digest(content: unknown): string {
  return sha256(JSON.stringify(content)).slice(0, 32);
}
