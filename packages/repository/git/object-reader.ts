import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Countdown } from '@konduct/network/countdown';
import { killGroup } from '@konduct/tool/process/leftover';
import type { Git } from './git.ts';
import { GitFailure } from './git-failure.ts';

export type GitObject =
  | { readonly type: 'commit' | 'tree' | 'blob' | 'tag'; readonly id: string; readonly data: Buffer }
  | { readonly type: 'missing' }
  /** The object exists but is larger than the limit. */
  | { readonly type: 'too-large'; readonly size: number };

interface Waiting {
  readonly limit: number;
  readonly resolve: (object: GitObject) => void;
  readonly reject: (failure: GitFailure) => void;
}

interface Header {
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly id: string;
  readonly size: number;
}

const nothing = Buffer.alloc(0);

/**
 * Reads objects of one repository through one process. Names are object ids or refs of our own, never text from others:
 * a line break in it would make a second request.
 */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  readonly #countdown: Countdown;
  #failure: GitFailure | undefined;
  #header: Header | undefined;
  #received: Buffer[] = [];
  #size = 0;

  /** @param timeout milliseconds to wait for an answer */
  constructor(git: Git, directory: string, timeout: number) {
    this.#child = git.start({ args: ['cat-file', '--batch'], directory });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#child.stderr.resume();
    this.#child.stdin.on('error', () => this.#fail(new GitFailure('other', 'git cat-file ended early')));
    this.#child.once('error', (error) => this.#fail(new GitFailure('not-installed', error.message)));
    this.#child.once('close', () => this.#fail(new GitFailure('other', 'git cat-file ended early')));
    this.#countdown = new Countdown(timeout, () => {
      this.#fail(new GitFailure('timed-out', ''));
      killGroup(this.#child);
    });
  }

  /** @param name an object id, or a ref of our own */
  read(name: string, limit: number): Promise<GitObject> {
    if (this.#failure) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<GitObject>();
    this.#waiting.push({ limit, resolve, reject });
    this.#countdown.refresh();
    this.#child.stdin.write(`${name}\n`);
    return promise;
  }

  close(): void {
    this.#countdown.clear();
    this.#child.stdin.end();
  }

  #take(chunk: Buffer): void {
    this.#countdown.refresh();
    let rest = chunk;
    while (rest.length > 0) rest = this.#header ? this.#takeData(rest, this.#header) : this.#takeHeader(rest);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(10);
    this.#received.push(end === -1 ? chunk : chunk.subarray(0, end));
    if (end === -1) return nothing;
    const line = Buffer.concat(this.#received).toString('utf8');
    this.#received = [];
    const match = /^([0-9a-f]+) (commit|tree|blob|tag) (\d+)$/.exec(line);
    if (match?.[1] === undefined) this.#answer({ type: 'missing' });
    else this.#header = { id: match[1], type: match[2] as Header['type'], size: Number(match[3]) };
    return chunk.subarray(end + 1);
  }

  #takeData(chunk: Buffer, header: Header): Buffer {
    // A line break follows the data and does not belong to it.
    const part = chunk.subarray(0, header.size + 1 - this.#size);
    const limit = this.#waiting[0]?.limit ?? 0;
    if (header.size <= limit) this.#received.push(part);
    this.#size += part.length;
    if (this.#size === header.size + 1) {
      const data = Buffer.concat(this.#received).subarray(0, header.size);
      this.#received = [];
      this.#size = 0;
      this.#header = undefined;
      this.#answer(
        header.size > limit ? { type: 'too-large', size: header.size } : { type: header.type, id: header.id, data },
      );
    }
    return chunk.subarray(part.length);
  }

  #answer(object: GitObject): void {
    this.#waiting.shift()?.resolve(object);
  }

  #fail(failure: GitFailure): void {
    this.#failure ??= failure;
    this.#countdown.clear();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
