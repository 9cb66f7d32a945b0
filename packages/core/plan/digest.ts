import type { Kind } from '../kind/kind.ts';
import { secretFields } from '../kind/secret-field.ts';
import type { Fields } from '../provider/provider.ts';
import { fingerprint } from '../secret/fingerprint.ts';
import { canonical, sha256 } from '../value/digest.ts';

/** The names of the template's fields that the digest label vouches for. */
export function digestedFields(kind: Kind, names: Iterable<string>): string[] {
  return [...names].filter((name) => isDigested(kind, name)).sort();
}

/** Whether lists do not show a field, and the digest label vouches for it. */
export function isDigested(kind: Kind, name: string): boolean {
  const compare = kind.fields[name]?.compare;
  return compare === 'digest' || compare === 'assumed';
}

/**
 * The value of the digest label: 32 hex digits of the SHA-256 of what the fields hold that it vouches for, secrets by
 * their fingerprints, or undefined for a template without any. Key order does not matter. Every secret has to be at hand.
 *
 * @param address of the resource: what makes its secrets look like no other's
 */
export function digestOf(kind: Kind, fields: Fields, address: string): string | undefined {
  const names = digestedFields(kind, Object.keys(fields));
  const secrets = secretFields(kind, fields);
  if (names.length === 0 && secrets.length === 0) return undefined;
  return digest([
    ...names.map((name) => [name, canonical(fields[name])]),
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
 * The value of the digest label of an object that was adopted with fields that cannot change and are not as its template
 * says: a digest of what they hold, so that later runs know that it was taken as it is. Kinds with digested fields keep
 * the label for those.
 */
export function acceptedDigest(kind: Kind, fields: Fields): string {
  const names = Object.keys(kind.fields).filter((name) => kind.fields[name]?.immutable);
  return digest(names.sort().map((name) => ['accepted', name, canonical(fields[name])]));
}

function digest(content: unknown): string {
  return sha256(JSON.stringify(content)).slice(0, 32);
}
