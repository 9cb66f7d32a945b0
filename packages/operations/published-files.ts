import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { contentHandle } from '@konduct/core/provider/content';
import type { Fields } from '@konduct/core/provider/provider';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { frontMatterOf } from '@konduct/core/value/front-matter';
import { sizeLimits, type TextFiles } from './text-file.ts';

/** The most bytes of a file whose text is a value of expressions. */
const mostText = 64 * 1024;

/** The files of a platform directory that resources publish, such as pages. Each is read once and kept by digest. */
export class PublishedFiles {
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: TextFiles;
  readonly #texts: Map<string, string>;
  readonly #byPath = new Map<string, Fields | undefined>();
  readonly #byDigest = new Map<string, SourceFile>();

  /** @param texts gets the texts of files, by digest */
  constructor(files: TextFiles, texts: Map<string, string>) {
    this.#files = files;
    this.#texts = texts;
  }

  /** The paths of all files read so far, relative to the platform directory. */
  get paths(): readonly string[] {
    return [...this.#byPath.keys()];
  }

  /** The first file that was read with the text of this digest. */
  fileOf(digest: string): SourceFile | undefined {
    return this.#byDigest.get(digest);
  }

  /** A file by its path relative to the platform directory. A missing file is an error, since a manifest names it. */
  get({ path }: Fields, place?: SourceRange): Fields | undefined {
    const name = String(path);
    if (!this.#byPath.has(name)) this.#byPath.set(name, this.#read(name, place));
    return this.#byPath.get(name);
  }

  #read(path: string, place: SourceRange | undefined): Fields | undefined {
    const result = this.#files.read(path, sizeLimits.manifest);
    switch (result.type) {
      case 'missing': {
        const message = `There is no file ${JSON.stringify(path)} in the platform directory`;
        this.diagnostics.push(finding('file-missing', message, place ?? startOf(path), { fix: 'Put it there.' }));
        return undefined;
      }
      case 'refused': {
        const { diagnostic } = result;
        this.diagnostics.push(diagnostic.code === 'file-outside' && place ? { ...diagnostic, at: place } : diagnostic);
        return undefined;
      }
      case 'file': {
        const { text } = result.file;
        const content = contentHandle(text);
        this.#texts.set(content.digest, text);
        if (!this.#byDigest.has(content.digest)) this.#byDigest.set(content.digest, result.file);
        const isShort = Buffer.byteLength(text) <= mostText;
        const value = { path, digest: content.digest, content, front_matter: frontMatterOf(text) };
        return isShort ? { ...value, text } : value;
      }
    }
  }
}
