import type { Kind } from '@konduct/core/kind/kind';
import { type ContentHandle, contentHandle } from '@konduct/core/provider/content';
import type { Fields } from '@konduct/core/provider/provider';
import type { KonnectRequest } from '../../transport.ts';

/** The id of the object of a kind in the example's Konnect. */
export type IdOf = (kind: Kind['name']) => string;

/**
 * What tests of all kinds have to know of one: `examples/<kind>.fixture.ts` exports it as `example`. Those tests take it
 * up by themselves.
 */
export interface KindExample {
  readonly kind: Kind['name'];
  /** The kinds whose objects have to be there before. */
  readonly needs?: readonly string[];
  /** Requests that make more objects before, by the names under which `make` asks for their ids. */
  readonly others?: Readonly<Record<string, KonnectRequest>>;
  /** The fields of a new object. Absent for kinds that are not made. */
  readonly make?: (id: IdOf) => Fields;
  /** Other values for each field that can change, but for those with ids of other objects. */
  readonly change?: Fields;
  /** For a kind that others write: the request with which they make an object. */
  readonly madeBy?: (id: IdOf) => KonnectRequest;
  /** Other values that do not go together, the path of the field that is then named, and whether Konnect would take them. */
  readonly objections?: readonly (readonly [fields: Fields, path: string, taken?: 'taken'])[];
  /** The fields to which Konnect gives a value of its own when theirs is taken away. */
  readonly regrows?: readonly string[];
  /** The names that bodies have for fields that are called otherwise in blueprints. */
  readonly bodyNames?: Readonly<Record<string, string>>;
  /** For a list without page parameters although its paging has them: what is known of that. */
  readonly unpaged?: string;
  /** Where the kind says something else than the contract, and why. */
  readonly deviations?: Readonly<Record<string, string>>;
  /** Each field that shows people more or less: with a value that shows less, and one that shows more. */
  readonly exposure?: readonly (readonly [field: string, less: unknown, more: unknown])[];
}

/** The texts of the documents in all examples, by their digests. */
export const contents = new Map<string, string>();

/** A document for a field of the type `content`. */
export function contentOf(text: string): ContentHandle {
  const handle = contentHandle(text);
  contents.set(handle.digest, text);
  return handle;
}
