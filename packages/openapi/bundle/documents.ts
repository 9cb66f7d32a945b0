import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import { showRange } from '@konduct/core/source/range';
import { count } from '@konduct/core/value/count';
import { shareOfBudget } from '../document/document-budget.ts';
import { placesUpTo } from '../document/read-document.ts';
import { parseDocument } from './document.ts';
import { isUrl } from './reference.ts';

/** The entry at a path of the repository. */
export type DocumentFile =
  | { readonly type: 'file'; readonly bytes: Uint8Array }
  /** `submodule` is the folder of the submodule. */
  | {
      readonly type: 'missing' | 'link' | 'submodule' | 'folder' | 'too-large';
      readonly submodule?: string;
    };

/**
 * A document from another host, or the reason why it cannot be read, with a fix if there is a better one than "do not
 * refer to it".
 */
export type RemoteDocument = { readonly text: string } | { readonly refused: string; readonly fix?: string };

/** Reads documents from other hosts. This package has no network; the caller provides it. */
export interface RemoteReader {
  /** @param location an https URL */
  read(location: string): Promise<RemoteDocument>;
}

export interface DocumentSettings {
  readonly files: { read(path: string, limit: number): Promise<DocumentFile> };
  readonly remote: RemoteReader;
  readonly limits: { readonly file: number; readonly files: number; readonly total: number };
}

/** The error of a reference that cannot be followed. */
export class BundleFailure extends Error {
  override readonly name = 'BundleFailure';
  readonly code: DiagnosticCode;
  readonly fix: string;

  constructor(code: DiagnosticCode, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

/** The documents that one specification is made of, each read once. */
export class Documents {
  readonly #settings: DocumentSettings;
  readonly #read = new Map<string, Promise<unknown>>();
  #size = 0;
  #share = 0;

  constructor(settings: DocumentSettings) {
    this.#settings = settings;
  }

  /** The files and URLs read so far, in order. */
  get locations(): readonly string[] {
    return [...this.#read.keys()];
  }

  /** Adds the first document, which has been read. */
  add(path: string, text: string, value: unknown): void {
    this.#count(text);
    this.#read.set(path, Promise.resolve(value));
  }

  /** @param from the place of the reference, for the message */
  get(location: string, from: string): Promise<unknown> {
    const known = this.#read.get(location);
    if (known) return known;
    const { limits } = this.#settings;
    if (this.#read.size >= limits.files) {
      const fix = 'Raise `max-files`, or join some of them.';
      throw new BundleFailure('file-too-large', `It refers to more than ${count(limits.files, 'file')}`, fix);
    }
    const read = (isUrl(location) ? this.#remote(location, from) : this.#file(location, from)).then((text) =>
      this.#parse(location, text),
    );
    this.#read.set(location, read);
    return read;
  }

  #count(text: string): void {
    const { total } = this.#settings.limits;
    this.#size += text.length;
    if (this.#size > total) {
      const most = `${total / 1024 / 1024} MB`;
      const fix = 'Raise `max-total-size`, or split the API.';
      throw new BundleFailure('file-too-large', `Its files have more than ${most} together`, fix);
    }
    // All documents are in memory together, so they share the budget of one file.
    if (this.#size > placesUpTo) this.#share += shareOfBudget(text);
    if (this.#share > 1)
      throw new BundleFailure('file-too-large', 'Its files have more values than can be read', 'Split the API.');
  }

  #parse(location: string, text: string): unknown {
    this.#count(text);
    const { value, diagnostics } = parseDocument(location, text);
    const [first] = diagnostics;
    if (!first) return value;
    const place = first.at ? showRange({ ...first.at, file: location }) : location;
    throw new BundleFailure(first.code, `${place}: ${first.message}`, first.fix ?? 'Correct the file.');
  }

  async #file(path: string, from: string): Promise<string> {
    const file = await this.#settings.files.read(path, this.#settings.limits.file);
    if (file.type === 'link') {
      const message = `${from} refers to ${path}, which is a symbolic link or is reached through one`;
      throw new BundleFailure('file-symlink', message, 'Commit the real file there.');
    }
    if (file.type === 'submodule') {
      const message = `${from} refers to ${path}, which lies in the submodule ${file.submodule ?? path}`;
      throw new BundleFailure('reference-missing', message, 'Commit a copy of it: submodules are not read.');
    }
    if (file.type === 'too-large') {
      const fix = 'Make it smaller, or raise `max-file-size`.';
      throw new BundleFailure('file-too-large', `${from} refers to ${path}, which is too large`, fix);
    }
    if (file.type !== 'file')
      throw new BundleFailure('reference-missing', `${from} refers to ${path}, which is not there`, 'Commit the file.');
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
    } catch {
      throw new BundleFailure('file-encoding', `${from} refers to ${path}, which is not UTF-8`, 'Save it as UTF-8.');
    }
  }

  async #remote(location: string, from: string): Promise<string> {
    const document = await this.#settings.remote.read(location);
    if ('text' in document) return document.text;
    const fix = document.fix ?? 'Commit a copy of it, or let the platform team allow the host.';
    throw new BundleFailure('reference-refused', `${from} refers to ${location}: ${document.refused}`, fix);
  }
}
