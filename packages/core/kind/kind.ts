import type { Field } from './field.ts';

/**
 * A resource kind as the core sees it: names, types and identity, no path and no request. The kinds themselves are
 * injected as a registry; the requests that read and write a kind belong to the provider.
 */
export interface Kind {
  /** The name blueprints use, in the singular: `ControlPlane`. */
  readonly name: string;
  readonly description: string;
  /** A global kind lives once per organization, a regional one in the region of its instance. */
  readonly scope: 'global' | 'regional';
  /** `one` is a setting that always exists: it is changed, and neither created nor deleted. `many` when left out. */
  readonly cardinality?: 'many' | 'one';
  /** The fields that a template may have. */
  readonly fields: Readonly<Record<string, Field>>;
  /** The fields that Konnect computes: unknown until the object exists. */
  readonly computed: Readonly<Record<string, Field>>;
  /** Dotted paths of the fields that together find the same object in its collection when no label does. */
  readonly identity: readonly string[];
  /** The fields that select the list an object is read from; empty when one list holds all of a region. */
  readonly collection: readonly string[];
  /**
   * `labels`: an object carries our owner labels. `links`: it has none and joins others; it is ours when those are.
   * `none`: it carries no mark, so that nothing shows whose it is; one that no manifest declares is left alone.
   */
  readonly ownership: 'labels' | 'links' | 'none';
  /** Of a kind that joins others: the fields that name them, in the order people say them. */
  readonly links?: readonly LinkEnd[];
  /**
   * Of a link to what others make: the end that stays, and the field with the id of what it leads to. When that moves, the
   * old link goes once it leads nowhere and the end has another one.
   */
  readonly leads?: { readonly from: string; readonly to: string };
  /**
   * The name of an object for people, with fields in braces: `{role_name}: {team_id} on {entity_id}`. Its name when
   * left out.
   */
  readonly title?: string;
  /** Sets of fields whose values Konnect lets no two objects of a region have in common. */
  readonly unique?: readonly (readonly string[])[];
  /** Of several unowned objects with one identity, the one that agrees in these fields is meant, else the newest. */
  readonly prefer?: readonly string[];
  /** Never written by Konduct: read by `externalRef` only. A selector's fields are the `collection` fields and these. */
  readonly external?: External;
  /** Whether koctl puts its marker label on objects of this kind, which tells them from others. */
  readonly markedByKoctl?: boolean;
  /** Whether the unlisted fields have obviously gone, whatever the digest label says. */
  unfinished?(object: Readonly<Record<string, unknown>>): boolean;
  /** Creating it only asks a person; the object appears when they accept. */
  readonly pendingAfterCreate?: string;
  /** Why an object that was found must not be adopted or written, such as a team Konnect itself owns. */
  unmanageable?(object: Readonly<Record<string, unknown>>): string | undefined;
  /** It lets people do or see something: creating one widens, deleting one narrows. What it means, with fields in braces. */
  readonly grant?: Grant;
  /** What deleting an object takes along and cannot be undone: `its pages, applications and developers`. */
  readonly loses?: string;
  /**
   * The things in an object that others may have made, in the plural. Deleting an object with any of them needs
   * `force-delete`.
   */
  readonly contents?: readonly string[];
  /** Kinds whose objects come first where both are written, though no field says so. */
  readonly after?: readonly string[];
  /**
   * The field with the id of an object whose resource has to claim all of this kind (`manages` in a blueprint) before one
   * that no manifest declares is ours: memberships of a team whose users the manifest lists.
   */
  readonly claimedBy?: string;
  /** Kinds that decide in our place where one of their objects has the same value in a field, with the reason. */
  readonly yieldsTo?: readonly Precedence[];
}

/** One end of a link. */
export interface LinkEnd {
  /** The dotted path of the field that holds the id of the object. Its `refers` says the kind. */
  readonly field: string;
  /** Whether a link is ours although the object at this end is not: a person in a team of ours. */
  readonly anybody?: boolean;
  /** Konnect deletes the link with this end. Otherwise the link stays, and leads nowhere. */
  readonly goesAlong?: boolean;
}

/** What a grant means, as sentences with fields in braces. */
export interface Grant {
  /** `{team_id} gets the role {role_name} on {entity_id}`. */
  readonly given: string;
  readonly taken: string;
  /** The field with the id of the object whose deletion protection holds for the grant, too: an API's for publishing it. */
  readonly protectedBy?: string;
}

/** A kind whose objects decide in the place of manifests. */
export interface Precedence {
  readonly kind: string;
  /** The field that has to agree: by its name in both kinds. */
  readonly field: string;
  /** What it decides about, with fields in braces: `the members of team {team_id}`. */
  readonly about: string;
  /** Why we leave it alone, after "because": `an IdP group is mapped to the team`. */
  readonly because: string;
  /** Whether it only keeps existing links: new ones are made all the same. */
  readonly onlyKeeps?: boolean;
  /** An object decides nothing while this list of it is empty. */
  readonly while?: string;
}

/** How resources of an external kind are found. */
export interface External {
  /** The fields that an `externalRef` may have besides the collection's fields. */
  readonly selector: Readonly<Record<string, Field>>;
  /** `one`: the reference is the object, and it must exist; `list`: it is the list of all that match, perhaps empty. */
  readonly yields: 'one' | 'list';
  /** `documents` are staged in the platform repository and always at hand; `provider` is asked, on demand. */
  readonly source: 'documents' | 'provider';
  /** Describes a missing object for people: `a gateway service tagged ko-api-name=bookings`. */
  describe(selector: Readonly<Record<string, unknown>>): string;
  /** Whether an object is meant. */
  matches(object: Readonly<Record<string, unknown>>, selector: Readonly<Record<string, unknown>>): boolean;
}

/** Whether Konnect can take away what is in a field, so that nothing is there. */
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
