import type { Kind } from '@konduct/core/kind/kind';
import type { Fields, ObservedObject, Removal, Update, Write } from '@konduct/core/provider/provider';
import type { KonnectRequest } from '../transport.ts';
import type { Contract } from './contract.ts';
import type { ContentSource, ListSource } from './list-source.ts';
import type { Role } from './role.ts';

/** One request of a write. */
export interface Step {
  /** Builds the request from the bodies of the answers to the earlier steps. */
  request(answers: readonly unknown[]): KonnectRequest;
  /** Whether the answer is the object as its list shows it, except for fields in the path. */
  readonly returnsObject: boolean;
  /** Whether sending the request twice has the same effect as once. Then it is repeated without a look at the list. */
  readonly repeatable: boolean;
  /** Set for a step that only reads what later ones need. */
  readonly reads?: true;
  /** Whether a 409 means that the desired state exists already. */
  readonly conflictIsDone?: boolean;
}

/** How to read the fields that lists leave out. */
export interface DetailSource {
  /**
   * The requests, each built from the bodies of the earlier answers. Undefined where an object turns out to have
   * nothing to read.
   */
  requests(
    object: ObservedObject,
    scope: string,
  ): readonly ((answers: readonly unknown[]) => KonnectRequest | undefined)[];
  /**
   * The fields that the answers show, those of the type `content` as text.
   *
   * @param answers their bodies, in the order of the requests
   * @param object as its list shows it
   */
  decode(answers: readonly unknown[], object: ObservedObject): Fields;
}

/**
 * A kind as Konnect's API has it: besides the properties that the core knows, how to list, read and write its objects.
 * It is data and pure functions; the provider sends the requests. `create` and `update` get fields of the type
 * `content` as text.
 */
export interface KonnectKind extends Kind {
  /** `none` for a kind that the contract leaves out; `assumed` then says where its facts are from. */
  readonly contract: Contract | 'none';
  /** What neither the contract nor an observation of Konnect says, in full sentences. The simulator is strict about it. */
  readonly assumed: readonly string[];
  /**
   * What Konnect deletes together with an object, in words that go with "and". Objects of other kinds that link it with
   * `goesAlong` are not repeated here. Empty for objects that take nothing else along or are never deleted.
   */
  readonly goesWith: readonly string[];
  readonly list: ListSource;
  /** Dotted paths into an item of the list, for fields that have another name there. */
  readonly source?: Readonly<Record<string, string>>;
  /**
   * The text field at whose end the owner labels stand, for labelled kinds to which Konnect gives no labels. Such a kind
   * writes all of its labels in one request.
   */
  readonly labelsIn?: string;
  /** Turns observed fields back into the form in which they are written, where Konnect changes it. */
  asWritten?(fields: Fields): Fields;
  /** The values that absent or null fields stand for. */
  readonly defaults?: Fields;
  /** The roles that a token needs, for the message after a 403. */
  readonly roles: { readonly read: Role; readonly create?: Role; readonly update?: Role; readonly delete?: Role };
  readonly detail?: DetailSource;
  /**
   * Whether Konnect refuses a second object with the same identity, so that repeating a creation cannot make two. False
   * where the contract does not say: a creation with an unknown result is then repeated only after lists had time to
   * show the first object.
   */
  readonly refusesDuplicates?: boolean;
  create?(write: Write): readonly Step[];
  update?(update: Update): readonly Step[];
  /** The path of one object, with fields in braces, for deleting it. Absent where no DELETE of an object exists. */
  readonly item?: string;
  /**
   * The request that removes an object, where it is no DELETE of `item`. It is repeated after a lost answer; 404 means that
   * the object is gone. Without `item` and `removal`, objects cannot be deleted.
   */
  removal?(removal: Removal): Step;
  /** The query with which Konnect deletes an object together with its contents. */
  readonly forced?: Readonly<Record<string, string>>;
  /** The lists of each of the kind's `contents`. */
  readonly holds?: Readonly<Record<string, readonly ContentSource[]>>;
}

/** Whether the core's description of a kind is one of ours, which it passes through unchanged. */
export function isKonnectKind(kind: Kind): kind is KonnectKind {
  return 'list' in kind && 'roles' in kind;
}
