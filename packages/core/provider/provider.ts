import type { Kind } from '../kind/kind.ts';

/** Field values by name, as plain JSON in the names templates use. */
export type Fields = Readonly<Record<string, unknown>>;

export type Labels = Readonly<Record<string, string>>;

/** An object as a provider found it: normalised, so that an unchanged platform plans no change. */
export interface ObservedObject {
  /** Template and computed fields together; `labels` apart. */
  readonly fields: Fields;
  readonly labels: Labels;
}

/** One list of objects: everything of a kind in a region, or below the given parents. */
export interface Collection {
  readonly kind: Kind;
  /** A region, or `global`. */
  readonly region: string;
  /** A value for each of the kind's `collection` fields. */
  readonly parents: Readonly<Record<string, string>>;
}

/** What an object is to become. */
export interface Write {
  readonly kind: Kind;
  readonly region: string;
  /** The resource's address as shown, for messages. */
  readonly address: string;
  /** The template's fields, complete, with everything known. `labels` are not among them. */
  readonly desired: Fields;
  /** All labels the object shall have but the digest; undefined for kinds without labels. */
  readonly labels?: Labels;
  /** The value of the digest label: written last, so that a crash never looks like "unchanged". */
  readonly digest?: string;
}

export interface Update extends Write {
  readonly observed: ObservedObject;
  /** The names of the template fields that differ; labels apart. */
  readonly changed: readonly string[];
}

/** `pending`: the write was accepted, but the object only appears when somebody acts (a person invited). */
export type WriteOutcome = { readonly object: ObservedObject } | { readonly pending: string };

/**
 * The port through which the core reads and changes the world. It knows nothing of plans: not applying is not calling
 * `create` or `update`. Every method rejects with a UserError for what a person can mend (a role missing, a refused
 * value) and with anything else only for defects.
 */
export interface Provider {
  /** Reads a collection to its end. */
  list(collection: Collection): Promise<readonly ObservedObject[]>;
  /** Reads the fields of one object that lists do not show. */
  read(kind: Kind, region: string, object: ObservedObject): Promise<Fields>;
  create(write: Write): Promise<WriteOutcome>;
  update(update: Update): Promise<WriteOutcome>;
}

/** A stable name for a collection: equal for equal collections. */
export function collectionKey(collection: Collection): string {
  const parents = collection.kind.collection.map((field) => `${field}=${collection.parents[field] ?? ''}`);
  return [collection.region, collection.kind.name, ...parents].join('|');
}
