import type { Field } from './field.ts';
import type { Loss } from './loss.ts';

/**
 * A resource kind as the core sees it: names, types and identity, without paths and requests. A registry of kinds is
 * passed in; the provider has the requests that read and write a kind.
 */
export interface Kind {
  /** The kind's name in blueprints, in the singular: `ControlPlane`. */
  readonly name: string;
  readonly description: string;
  /**
   * An object of a global kind exists once in an organization; one of a regional kind is in the region of its instance.
   */
  readonly scope: 'global' | 'regional';
  /**
   * `one` is a setting that always exists, in the organization or in each object that its collection names: it is updated
   * and never deleted. Where that object is new, the first write counts as the creation. `many` by default.
   */
  readonly cardinality?: 'many' | 'one';
  /** The fields that a template may have. */
  readonly fields: Readonly<Record<string, Field>>;
  /** The fields that Konnect computes: their values are unknown until the object exists. */
  readonly computed: Readonly<Record<string, Field>>;
  /** Dotted paths of the fields that together identify an object in its collection, for objects without our labels. */
  readonly identity: readonly string[];
  /**
   * The fields that select the list in which an object is found; empty when one list has all objects of a region. The last
   * one has the id of the object that the list is below, and that object has fields with the names of the others.
   */
  readonly collection: readonly string[];
  /**
   * The mark of an object that Konduct manages. `labels`: it has our owner labels. `links`: it has no labels and links
   * other objects; it is ours when those are. `none`: it has no mark, so an object that no manifest declares is left
   * alone.
   */
  readonly ownership: 'labels' | 'links' | 'none';
  /** For a kind of links: the fields with the ids of the linked objects, in the order of a sentence about them. */
  readonly links?: readonly LinkEnd[];
  /**
   * For a link from an object (`from`) to one that others make, whose id is in the field `to`. When the target moves,
   * the old link is deleted as soon as its target is gone and the object has another link.
   */
  readonly leads?: { readonly from: string; readonly to: string };
  /**
   * The name of an object for people, with fields in braces: `{role_name}: {team_id} on {entity_id}`. By default the
   * field `name`.
   */
  readonly title?: string;
  /** Sets of fields: Konnect refuses a second object in a region with the same values in all fields of a set. */
  readonly unique?: readonly (readonly string[])[];
  /**
   * If several unowned objects have the same identity, the one with equal values in these fields is adopted, else the
   * newest.
   */
  readonly prefer?: readonly string[];
  /**
   * Set for kinds that only `externalRef` reads and Konduct never writes. A selector has the fields in `collection` and
   * those in `external`.
   */
  readonly external?: External;
  /**
   * How an `externalRef` finds an object of a kind that Konduct writes as well, where the fields in `identity` are not
   * enough.
   */
  readonly reference?: External;
  /**
   * Whether koctl puts its marker label on objects of this kind. The label tells them from objects that people made.
   */
  readonly markedByKoctl?: boolean;
  /**
   * The kind of the object in which the digests of secrets are recorded, for objects without labels: by default the digest
   * label has them. A record has the fields `owner` and `digests`, and is global.
   */
  readonly digestIn?: Kind;
  /** Whether the unlisted fields were obviously lost, in spite of the digest label. */
  unfinished?(object: Readonly<Record<string, unknown>>): boolean;
  /** Set where creating an object only invites a person, and it appears when they accept: the person in words. */
  readonly pendingAfterCreate?: string;
  /**
   * The reason why an object must be neither adopted nor written, such as a team of Konnect's own; undefined for all
   * others.
   */
  unmanageable?(object: Readonly<Record<string, unknown>>): string | undefined;
  /**
   * What Konnect, or people, would not have of values that are each allowed. Reading a value that is not known yet throws,
   * and the question is asked again when it is known; so it reads no more than it needs.
   *
   * @param desired the template's fields
   * @param observed the fields of the object as it is; absent offline, and for an object that does not exist
   */
  objection?(
    desired: Readonly<Record<string, unknown>>,
    observed?: Readonly<Record<string, unknown>>,
  ): Objection | undefined;
  /**
   * Set for objects that end at a time: the field with it, and what ends, as a noun: `certificate`. A write of a field in
   * `renewedBy` gives it another end.
   */
  readonly expires?: { readonly field: string; readonly what: string; readonly renewedBy?: readonly string[] };
  /**
   * Set for objects that decide what people can do or see by being there: creating one widens and deleting one narrows,
   * or the other way round.
   */
  readonly grant?: Grant;
  /**
   * What a deletion destroys, and declaring the object again does not bring back. Absent where a former commit, applied
   * again, makes everything as it was but for ids and times.
   */
  readonly cannotBeUndone?: readonly Loss[];
  /**
   * The contents of an object that others may have made, in the plural. Deleting an object with any of them needs
   * `force-delete`.
   */
  readonly contents?: readonly string[];
  /**
   * The field with an object's place among its siblings, counted from 0, and the fields in which siblings agree beside
   * those of their list. They are put in their places one after the other. The provider fills the field where an answer
   * shows the order alone.
   */
  readonly sequence?: { readonly field: string; readonly among: readonly string[] };
  /** Kinds whose objects are written before those of this kind, although no field refers to them. */
  readonly after?: readonly string[];
  /**
   * The field with the id of an object. A resource for that object must claim all objects of this kind (`manages` in a
   * blueprint); otherwise those that no manifest declares are not ours. Example: memberships of a team whose users the
   * manifest lists.
   */
  readonly claimedBy?: string;
  /**
   * The states through which an update passes, although they are neither that before nor that after it, each as a
   * clause: `people can sign in with a password while one provider gives way to the other`. The requests of the update
   * follow from the same values.
   *
   * @param observed also has the unlisted fields that every plan reads
   */
  passesThrough?(
    observed: Readonly<Record<string, unknown>>,
    desired: Readonly<Record<string, unknown>>,
  ): readonly string[];
  /**
   * Kinds that take precedence: an object of this kind is left alone while an object of such a kind agrees with it in a
   * field.
   */
  readonly yieldsTo?: readonly Precedence[];
}

/** Why values that are each allowed cannot be written together. */
export interface Objection {
  /** The dotted path of the field that is to be changed. */
  readonly path: string;
  /** What is wrong with it, after the field's name: `needs \`config.issuer_url\``. */
  readonly problem: string;
  readonly cause?: string;
  readonly fix: string;
}

/** One end of a link. */
export interface LinkEnd {
  /** The dotted path of the field with the object's id. Its `refers` has the kind. */
  readonly field: string;
  /** Whether a link is ours even if the object at this end is not: a person in a team of ours. */
  readonly anybody?: boolean;
  /** Whether Konnect deletes the link together with this end. Otherwise the link stays and points to nothing. */
  readonly goesAlong?: boolean;
}

/** The meaning of a grant, as sentences with fields in braces. */
export interface Grant {
  /** After the creation: `{team_id} gets the role {role_name} on {entity_id}`. `taken` is for the deletion. */
  readonly given: string;
  readonly taken: string;
  /** `narrows` for objects that take access by being there, such as a list of allowed addresses; `widens` by default. */
  readonly effect?: 'widens' | 'narrows';
  /**
   * The field with the id of the object whose deletion protection covers the grant as well: for a publication, its API.
   */
  readonly protectedBy?: string;
}

/** A kind whose objects take precedence over manifests. */
export interface Precedence {
  readonly kind: string;
  /** The field that must have the same value in both objects. It has one name in both kinds. */
  readonly field: string;
  /** The subject of the decision, with fields in braces: `the members of team {team_id}`. */
  readonly about: string;
  /** The reason why Konduct leaves the object alone, after "because": `an IdP group is mapped to the team`. */
  readonly because: string;
  /** Whether only existing links are left alone, and new ones are created. */
  readonly onlyKeeps?: boolean;
  /** A field with a list. While it is empty, the object has no precedence. */
  readonly while?: string;
}

/** How an `externalRef` finds objects of a kind. */
export interface External {
  /** The fields that an `externalRef` may have besides the collection's fields. */
  readonly selector: Readonly<Record<string, Field>>;
  /**
   * `one`: the value is the object, which must exist. `list`: the value is the list of all matching objects, which may
   * be empty.
   */
  readonly yields: 'one' | 'list';
  /**
   * `documents` are files in the platform repository or values of the run, and need no request. `provider` sends
   * requests.
   */
  readonly source: 'documents' | 'provider';
  /** Whether a missing object is a mistake, because nothing makes it later. Without it, a missing object is waited for. */
  readonly missing?: 'mistake';
  /** Describes a missing object for people: `a gateway service tagged ko-api-name=bookings`. */
  describe(selector: Readonly<Record<string, unknown>>): string;
  /** Whether an object matches a selector. */
  matches(object: Readonly<Record<string, unknown>>, selector: Readonly<Record<string, unknown>>): boolean;
}

/** Whether objects of a kind let people do or see something, so that deleting one takes access away. */
export function givesAccess({ grant }: Kind): boolean {
  return grant !== undefined && grant.effect !== 'narrows';
}

/** Whether Konnect can remove the value of a field. */
export function canBeUnset({ nullable, empty, required, immutable }: Field): boolean {
  return !required && !immutable && (nullable === true || empty !== undefined);
}

/** Every kind by name. */
export type KindRegistry = ReadonlyMap<string, Kind>;

export function kindRegistry(kinds: Iterable<Kind>): KindRegistry {
  return new Map([...kinds].map((kind) => [kind.name, kind]));
}

/** The field at a dotted path, computed ones included. */
export function fieldAt(kind: Kind, path: string): Field | undefined {
  const [name = '', ...deeper] = path.split('.');
  return deeper.reduce<Field | undefined>(
    (field, key) => field?.properties?.[key] ?? field?.values,
    kind.fields[name] ?? kind.computed[name],
  );
}
