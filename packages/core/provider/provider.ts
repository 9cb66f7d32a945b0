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

/** An object that is to be deleted. */
export interface Removal {
  readonly kind: Kind;
  readonly region: string;
  /** What the object is called in messages. */
  readonly address: string;
  readonly observed: ObservedObject;
  /** Whether it may take along what is in it and not ours. */
  readonly force: boolean;
}

/** Things in an object that may be somebody else's. */
export interface Content {
  /** In the plural: `pages`. */
  readonly noun: string;
  /** What people call each of them, sorted. */
  readonly names: readonly string[];
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
  /**
   * Looks for the object of a kind with an id, whatever lists show.
   *
   * @returns the object as its list would show it, or undefined when Konnect says that there is none
   */
  find(kind: Kind, region: string, id: string): Promise<ObservedObject | undefined>;
  /** Reads the fields of one object that lists do not show. */
  read(kind: Kind, region: string, object: ObservedObject): Promise<Fields>;
  create(write: Write): Promise<WriteOutcome>;
  update(update: Update): Promise<WriteOutcome>;
  /** Deletes an object. One that is gone already is as good as deleted. */
  remove(removal: Removal): Promise<void>;
  /** Reads what is in an object and not ours, for kinds that say they may hold something. */
  contents(kind: Kind, region: string, object: ObservedObject): Promise<readonly Content[]>;
}

/** A stable name for a collection: equal for equal collections. */
export function collectionKey(collection: Collection): string {
  const parents = collection.kind.collection.map((field) => `${field}=${collection.parents[field] ?? ''}`);
  return [collectionKeyOf(collection.kind.name, collection.region), ...parents].join('|');
}

/** The name of the collection of everything of a kind in a region. */
export function collectionKeyOf(kind: string, region: string): string {
  return `${region}|${kind}`;
}
