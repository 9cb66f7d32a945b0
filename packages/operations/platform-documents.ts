import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { Documents } from '@konduct/core/graph/documents';
import { platformFile } from '@konduct/core/kind/platform-file';
import { secret } from '@konduct/core/kind/secret';
import { stagedSpec } from '@konduct/core/kind/staged-spec';
import type { ContentStore } from '@konduct/core/provider/content';
import type { Fields } from '@konduct/core/provider/provider';
import type { SourceRange } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { ApiOutline } from '@konduct/openapi/document/outline';
import { NamedSecrets, type ReadSecret } from './named-secrets.ts';
import { PublishedFiles } from './published-files.ts';
import { StagedDocuments } from './staged-documents.ts';
import type { TextFiles } from './text-file.ts';

/** Reads the documents of one kind. */
interface Reader {
  readonly diagnostics: readonly Diagnostic[];
  get(selector: Fields, place?: SourceRange): Fields | undefined;
}

/**
 * The documents, files and secrets that blueprints refer to without a request to Konnect. Each is read when a resource
 * first needs it.
 */
export class PlatformDocuments implements Documents {
  readonly #texts = new Map<string, string>();
  readonly #staged: StagedDocuments;
  readonly #published: PublishedFiles;
  readonly #outlines = new Map<string, ApiOutline>();
  readonly #readers: ReadonlyMap<string, Reader>;

  /**
   * @param files the files of the platform directory
   * @param whole reads every specification in full, which finds faults anywhere in it
   */
  constructor(files: TextFiles, whole: boolean, readSecret: ReadSecret) {
    this.#staged = new StagedDocuments(files, whole, this.#texts, this.#outlines);
    this.#published = new PublishedFiles(files, this.#texts);
    this.#readers = new Map<string, Reader>([
      [
        stagedSpec.name,
        {
          diagnostics: this.#staged.diagnostics,
          get: ({ path }, place) => this.#staged.get(String(path), place),
        },
      ],
      [platformFile.name, this.#published],
      [secret.name, new NamedSecrets(readSecret)],
    ]);
  }

  /** The texts of all documents read so far. */
  get contents(): ContentStore {
    return this.#texts;
  }

  /** The staged specifications read so far, by their paths relative to the platform directory. */
  get staged(): readonly string[] {
    return this.#staged.paths;
  }

  /** The published files read so far, by their paths relative to the platform directory. */
  get published(): readonly string[] {
    return this.#published.paths;
  }

  /** The published file with the text of a digest. */
  publishedAs(digest: string): SourceFile | undefined {
    return this.#published.fileOf(digest);
  }

  /** What catalogues derive from the specifications that were read in full, by the digest of their text. */
  get outlines(): ReadonlyMap<string, ApiOutline> {
    return this.#outlines;
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#readers.values()].flatMap(({ diagnostics }) => diagnostics);
  }

  get(kind: string, selector: Fields, place?: SourceRange): Fields | undefined {
    return this.#readers.get(kind)?.get(selector, place);
  }
}
