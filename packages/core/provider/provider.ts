import type { Kind } from '../kind/kind.ts';

/** Field values by name, as plain JSON in the names templates use. */
export type Fields = Readonly<Record<string, unknown>>;

export type Labels = Readonly<Record<string, string>>;

/** An object as a provider found it, normalised so that an unchanged platform plans no change. */
export interface ObservedObject {
  /** Template and computed fields together; labels are in `labels`. */
  readonly fields: Fields;
  readonly labels: Labels;
}

/** One list of objects: all of a kind in a region, or all of a kind below the given parents. */
export interface Collection {
  readonly kind: Kind;
  /** A region, or `global`. */
  readonly region: string;
  /** A value for each field in the kind's `collection`. */
  readonly parents: Readonly<Record<string, string>>;
}

/** The desired state of an object. */
export interface Write {
  readonly kind: Kind;
  readonly region: string;
  /** The resource's address, for messages. */
  readonly address: string;
  /** All fields of the template, with every value known. Labels are in `labels`. */
  readonly desired: Fields;
  /** All labels of the object but the digest; undefined for kinds without labels. */
  readonly labels?: Labels;
  /**
   * The value of the digest label. The provider writes it last: after a crash in between, the object counts as changed.
   */
  readonly digest?: string;
}

export interface Update extends Write {
  readonly observed: ObservedObject;
  /** The names of the template's fields that differ. Labels are not among them. */
  readonly changed: readonly string[];
}

/** An object to delete. */
export interface Removal {
  readonly kind: Kind;
  readonly region: string;
  /** The object's name in messages. */
  readonly address: string;
  readonly observed: ObservedObject;
  /** Whether to delete the object even if it has contents that Konduct did not make. */
  readonly force: boolean;
}

/** Contents of an object that others may have made. */
export interface Content {
  /** Their name in the plural: `pages`. */
  readonly noun: string;
  /** The name of each, sorted. */
  readonly names: readonly string[];
}

/**
 * `pending`: Konnect accepted the write, but the object appears only when a person acts, such as one who accepts an
 * invitation.
 */
export type WriteOutcome = { readonly object: ObservedObject } | { readonly pending: string };

/**
 * The port through which the core reads and changes Konnect. It knows nothing of plans: a run that only plans never
 * calls `create`, `update` or `remove`. Every method rejects with a UserError for a mistake that a person can mend (a
 * missing role, a refused value) and with any other error only for a defect.
 */
export interface Provider {
  /** Reads all pages of a collection. */
  list(collection: Collection): Promise<readonly ObservedObject[]>;
  /**
   * Looks for an object by its id, in case a list leaves it out.
   *
   * @returns the object as its list would show it, or undefined when Konnect has none with the id
   */
  find(kind: Kind, region: string, id: string): Promise<ObservedObject | undefined>;
  /** Reads the fields of one object that lists leave out. */
  read(kind: Kind, region: string, object: ObservedObject): Promise<Fields>;
  create(write: Write): Promise<WriteOutcome>;
  update(update: Update): Promise<WriteOutcome>;
  /** Deletes an object. An object that is gone already is no error. */
  remove(removal: Removal): Promise<void>;
  /** Reads the contents of an object that Konduct did not make. For kinds with `contents`. */
  contents(kind: Kind, region: string, object: ObservedObject): Promise<readonly Content[]>;
}

/** A text that identifies a collection: equal for equal collections. */
export function collectionKey(collection: Collection): string {
  const parents = collection.kind.collection.map((field) => `${field}=${collection.parents[field] ?? ''}`);
  return [collectionKeyOf(collection.kind.name, collection.region), ...parents].join('|');
}

/** The key of the collection of all objects of a kind in a region. */
export function collectionKeyOf(kind: string, region: string): string {
  return `${region}|${kind}`;
}
