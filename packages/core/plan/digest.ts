import { comparable } from '../kind/comparable.ts';
import type { Kind } from '../kind/kind.ts';
import { secretFields } from '../kind/secret-field.ts';
import type { Fields } from '../provider/provider.ts';
import { fingerprint } from '../secret/fingerprint.ts';
import { canonical, sha256 } from '../value/digest.ts';

/** The names of the template's fields that the digest label covers. */
export function digestedFields(kind: Kind, names: Iterable<string>): string[] {
  return [...names].filter((name) => isDigested(kind, name)).sort();
}

/** Whether lists leave a field out and the digest label covers it. */
export function isDigested(kind: Kind, name: string): boolean {
  const compare = kind.fields[name]?.compare;
  return compare === 'digest' || compare === 'assumed';
}

/**
 * The value of the digest label: 32 hex digits of the SHA-256 of the digested fields, with fingerprints for secrets.
 * Undefined for a template without such fields. The order of keys does not matter. The value of every secret must be
 * available.
 *
 * @param address of the resource, so that equal secrets of two resources have different fingerprints
 */
export function digestOf(kind: Kind, fields: Fields, address: string): string | undefined {
  const names = digestedFields(kind, Object.keys(fields));
  const secrets = secretFields(kind, fields);
  if (names.length === 0 && secrets.length === 0) return undefined;
  return digest([
    ...names.map((name) => [name, comparable(kind.fields[name], fields[name])]),
    ...secrets.map(({ path, handles }) => [
      path,
      handles.map(({ secret, absence }) => {
        if (!secret) throw new Error(`${address}: ${path} cannot be digested, since ${absence?.reason}`);
        return fingerprint(secret, `${address} ${path}`);
      }),
    ]),
  ]);
}

/**
 * The digest label of an object that was adopted in spite of differing fields that cannot change: a digest of their
 * values, by which later runs recognise the object. Kinds with digested fields use the label for those instead.
 */
export function acceptedDigest(kind: Kind, fields: Fields): string {
  const names = Object.keys(kind.fields).filter((name) => kind.fields[name]?.immutable);
  return digest(names.sort().map((name) => ['accepted', name, canonical(fields[name])]));
}

function digest(content: unknown): string {
  return sha256(JSON.stringify(content)).slice(0, 32);
}
