import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SourceRange } from '@konduct/core/source/range';
import type { Access } from '../git/access.ts';

/** A request for one specification: a file of a branch of a repository. */
export interface SpecRequest {
  /** The name of the service in messages. */
  readonly service: string;
  readonly remote: string;
  readonly access: Access;
  readonly branch: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Commits whose file is available already: if the branch is at one of them, it is not fetched. */
  readonly known: readonly string[];
  /** The place in the manifest that names the specification. */
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

/** A specification ready to be staged. */
export interface Specification {
  /** The author's own bytes, unless several files were joined. */
  readonly bytes: Uint8Array;
  /** The files that it was made from, the named one first. */
  readonly files: readonly string[];
  readonly title: string;
  readonly version: string;
  /** Findings that do not prevent staging it. */
  readonly diagnostics: readonly Diagnostic[];
}
