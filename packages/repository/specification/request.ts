import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SourceRange } from '@konduct/core/source/range';
import type { Access } from '../git/access.ts';

/** One specification that somebody wants: a file of a branch of a repository. */
export interface SpecRequest {
  /** What the service is called in messages. */
  readonly service: string;
  readonly remote: string;
  readonly access: Access;
  readonly branch: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Commits whose file is at hand already: when the branch is at one of them, nothing is fetched. */
  readonly known: readonly string[];
  /** Where the manifest asks for it. */
  readonly at?: SourceRange | undefined;
}

export type SpecResult =
  | { readonly type: 'unchanged'; readonly commit: string }
  | {
      readonly type: 'read';
      readonly commit: string;
      /** The name of the commit's author. Untrusted. */
      readonly author?: string;
      readonly specification: Specification;
    }
  | { readonly type: 'failed'; readonly diagnostics: readonly Diagnostic[] };

/** A specification as it is to be staged. */
export interface Specification {
  /** The author's own bytes, unless several files had to become one. */
  readonly bytes: Uint8Array;
  /** The files it was made of, the named one first. */
  readonly files: readonly string[];
  readonly title: string;
  readonly version: string;
  /** What is to be said about it without standing in its way. */
  readonly diagnostics: readonly Diagnostic[];
}
