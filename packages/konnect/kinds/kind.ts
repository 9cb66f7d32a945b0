import type { Kind } from '@konduct/core/kind/kind';
import type { Fields, ObservedObject, Update, Write } from '@konduct/core/provider/provider';
import type { KonnectRequest } from '../transport.ts';
import type { Role } from './role.ts';

/** The list a kind's objects are read from. */
export interface ListSource {
  /** `{field}` stands for the value of a collection field. */
  readonly path: string;
  /**
   * How the list is cut (Konnect API contract 3.15.0): `page` by number with a total, `cursor` by the address of the
   * next page, `offset` by an opaque mark, `none` not at all; `tree` holds children in its items, `self` is the one
   * object itself.
   */
  readonly paging: 'page' | 'cursor' | 'offset' | 'none' | 'tree' | 'self';
  /** Items to ask for at once. Absent: the contract gives the list no page parameters, so none are sent unless needed. */
  readonly pageSize?: number;
  /** Query parameters that narrow the list to the objects with the value of a field, by field. */
  readonly lookup?: Readonly<Record<string, string>>;
  /** Statuses that say that there is no such list here, which is as good as an empty one. */
  readonly absent?: readonly number[];
}

/** A list of things in an object, and which of them count as somebody else's. */
export interface ContentSource {
  readonly list: ListSource;
  /** The dotted path of what people call one of them. */
  readonly name: string;
  /** Whether one came with the object, or is ours. */
  ours?(item: unknown): boolean;
}

/** One request of a write. */
export interface Step {
  /** Builds the request from the bodies that answered the steps before. */
  request(answers: readonly unknown[]): KonnectRequest;
  /** The answer is the object as its list shows it, but for what stands in the path. */
  readonly returnsObject: boolean;
  /** Sending it twice leaves what sending it once does, so that it may be repeated without a look. */
  readonly repeatable: boolean;
  /** A 409 means that what is asked for is there already. */
  readonly conflictIsDone?: boolean;
}

/** Fields that lists leave out and requests of their own read. */
export interface DetailSource {
  /**
   * The requests, each built from the bodies that answered those before; undefined where the object turns out to have
   * nothing to read.
   */
  requests(
    object: ObservedObject,
    scope: string,
  ): readonly ((answers: readonly unknown[]) => KonnectRequest | undefined)[];
  /** The fields in the body that answered the last one; those of type `content` as text. */
  decode(body: unknown): Fields;
}

/**
 * A kind as Konnect's API has it: besides what the core knows, how to list, read and write it. All of it is data and
 * pure functions; the provider sends the requests. Fields of type `content` reach `create` and `update` as text.
 */
export interface KonnectKind extends Kind {
  readonly list: ListSource;
  /** Dotted paths into a list item, for fields that stand there under another name. */
  readonly source?: Readonly<Record<string, string>>;
  /** The fields as they were written, where Konnect shows one in another form. */
  asWritten?(fields: Fields): Fields;
  /** What Konnect means when it leaves a field out or says null. */
  readonly defaults?: Fields;
  /** The roles a token needs, for the message after a 403. */
  readonly roles: { readonly read: Role; readonly create?: Role; readonly update?: Role; readonly delete?: Role };
  readonly detail?: DetailSource;
  /**
   * Konnect itself refuses a second object with this identity, so that a repeated creation cannot make two. False
   * where the contract is silent: then a creation whose outcome is unknown is only repeated once lists had time to
   * show it.
   */
  readonly refusesDuplicates?: boolean;
  create?(write: Write): readonly Step[];
  update?(update: Update): readonly Step[];
  /** The address of one object, with fields in braces, for deleting it. Absent where nothing can be deleted. */
  readonly item?: string;
  /** The query that makes Konnect delete an object with what is in it. */
  readonly forced?: Readonly<Record<string, string>>;
  /** Where each of the kind's `contents` is read. */
  readonly holds?: Readonly<Record<string, readonly ContentSource[]>>;
}
