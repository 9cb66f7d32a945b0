import type { Field } from './field.ts';

/**
 * A resource kind as the core sees it: names, types and identity, no path and no request. The kinds themselves are
 * injected as a registry; what else a kind knows (how to read and write it) is the provider's business.
 */
export interface Kind {
  /** The name blueprints use, in the singular: `ControlPlane`. */
  readonly name: string;
  readonly description: string;
  /** A global kind lives once per organization, a regional one in the region of its instance. */
  readonly scope: 'global' | 'regional';
  /** What a template may hold. */
  readonly fields: Readonly<Record<string, Field>>;
  /** What only Konnect knows: unknown until the object exists. */
  readonly computed: Readonly<Record<string, Field>>;
  /** Dotted paths of the fields that together find the same object in its collection when no label does. */
  readonly identity: readonly string[];
  /** The fields that select the list an object is read from; empty when one list holds all of a region. */
  readonly collection: readonly string[];
  /** `labels`: the object carries our owner labels; `parent`: it has none and belongs to what it hangs on. */
  readonly ownership: 'labels' | 'parent';
  /** Of several unowned objects with one identity, the one that agrees in these fields is meant, else the newest. */
  readonly prefer?: readonly string[];
  /** Never written by Konduct: read by `externalRef` only. A selector's fields are the `collection` fields and these. */
  readonly external?: External;
  /** koctl puts its marker label on what it makes of this kind, so that its objects can be told from others. */
  readonly markedByKoctl?: boolean;
  /** Whether the unlisted fields have obviously gone, whatever the digest label says. */
  unfinished?(object: Readonly<Record<string, unknown>>): boolean;
  /** Creating it only asks a person; the object appears when they accept. */
  readonly pendingAfterCreate?: string;
  /** Why an object that was found must not be adopted or written, such as a team Konnect itself owns. */
  unmanageable?(object: Readonly<Record<string, unknown>>): string | undefined;
}

/** How resources of an external kind are found. */
export interface External {
  /** What an `externalRef` may say besides the collection's fields. */
  readonly selector: Readonly<Record<string, Field>>;
  /** `one`: the reference is the object, and it must exist; `list`: it is the list of all that match, perhaps empty. */
  readonly yields: 'one' | 'list';
  /** `documents` are staged in the platform repository and always at hand; `provider` is asked, on demand. */
  readonly source: 'documents' | 'provider';
  /** How to call what is missing, for people: `a gateway service tagged ko-api-name=bookings`. */
  describe(selector: Readonly<Record<string, unknown>>): string;
  /** Whether an object is meant. */
  matches(object: Readonly<Record<string, unknown>>, selector: Readonly<Record<string, unknown>>): boolean;
}

/** Every kind by name. */
export type KindRegistry = ReadonlyMap<string, Kind>;

export function kindRegistry(kinds: Iterable<Kind>): KindRegistry {
  return new Map([...kinds].map((kind) => [kind.name, kind]));
}
