import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { contentHandle } from '@konduct/core/provider/content';
import type { Fields } from '@konduct/core/provider/provider';
import type { SourceRange } from '@konduct/core/source/range';
import type { ApiOutline } from '@konduct/openapi/document/outline';
import { readSpecification } from '@konduct/openapi/document/specification';
import { sizeLimits, type TextFiles } from './text-file.ts';

/**
 * The staged specifications of a platform directory. Each is read when a resource first needs it and kept by digest, so
 * that a document staged for several environments is parsed once.
 */
export class StagedDocuments {
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: TextFiles;
  readonly #whole: boolean;
  readonly #byPath = new Map<string, Fields | undefined>();
  readonly #byDigest = new Map<string, Fields>();
  readonly #texts: Map<string, string>;
  readonly #outlines: Map<string, ApiOutline>;

  /**
   * @param whole reads every document in full, and so finds faults anywhere in it
   * @param texts takes the texts of documents, by digest
   * @param outlines takes what catalogues derive from documents that are read in full, by digest
   */
  constructor(files: TextFiles, whole: boolean, texts: Map<string, string>, outlines: Map<string, ApiOutline>) {
    this.#files = files;
    this.#whole = whole;
    this.#texts = texts;
    this.#outlines = outlines;
  }

  /** The paths of all documents read so far, relative to the platform directory. */
  get paths(): readonly string[] {
    return [...this.#byPath.keys()];
  }

  /** @param path relative to the platform directory */
  get(path: string, place?: SourceRange): Fields | undefined {
    if (!this.#byPath.has(path)) this.#byPath.set(path, this.#read(path, place));
    return this.#byPath.get(path);
  }

  #read(path: string, place: SourceRange | undefined): Fields | undefined {
    const result = this.#files.read(path, sizeLimits.specification);
    if (result.type === 'missing') return undefined;
    if (result.type === 'refused') {
      const { diagnostic } = result;
      // A mistake in the path is reported where the path is written: the path itself names no file that a reader could
      // open.
      this.diagnostics.push(diagnostic.code === 'file-outside' && place ? { ...diagnostic, at: place } : diagnostic);
      return undefined;
    }
    const { text } = result.file;
    const { digest } = contentHandle(text);
    let fields = this.#byDigest.get(digest);
    if (!fields) {
      const read = readSpecification(result.file, digest, this.#whole);
      this.diagnostics.push(...read.diagnostics);
      if (!read.fields) return undefined;
      fields = read.fields;
      this.#byDigest.set(digest, fields);
      this.#texts.set(digest, text);
      if (read.outline) this.#outlines.set(digest, read.outline);
    }
    return { ...fields, path };
  }
}
