import type { Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { backoff } from '@konduct/core/value/pause';
import { Countdown, type TimedSignal } from '@konduct/network/countdown';
import { isLasting, isUnsent } from '@konduct/network/fault';
import type { NetworkLimits } from '@konduct/network/limits';
import type { AnswerPart } from './answer.ts';
import { GitHubFailure, reasonOf } from './failure.ts';
import { type Answered, type AnswerReader, readAnswer, type Trouble } from './outcome.ts';
import { defaultPatience, type Patience } from './patience.ts';
import { type GitHubRequest, GitHubTransport } from './transport.ts';

/** The address and login of GitHub's API. */
export interface GitHubAccess {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: Secret;
  /** For proxies and authorities. */
  readonly environment: EnvironmentVariables;
  /** By default those of all GitHub clients. */
  readonly limits?: Partial<NetworkLimits> | undefined;
  /** Called with a line that says what the client waits for. */
  readonly onWait?: ((line: string) => void) | undefined;
  /** When it fires, pauses end and no request is repeated. */
  readonly signal?: AbortSignal | undefined;
}

/** The end of the time for a call: no attempt begins after `at`, and `signal` ends an answer in progress. */
interface End extends TimedSignal {
  /** On the clock of `Patience`. */
  readonly at: number;
}

/** The most pages of a list: more than any list has that Konduct reads. */
export const mostPages = 300;

/**
 * GitHub's REST API for one repository. Answers are checked before they are used. Failures that may pass are repeated,
 * within limits, where that is safe. All methods reject with a GitHubFailure.
 */
export class GitHubClient {
  /** The path of the repository: `/repos/owner/name`. */
  readonly repository: string;
  readonly #access: GitHubAccess;
  readonly #transport: GitHubTransport;
  readonly #patience: Patience;

  constructor(access: GitHubAccess, patience: Partial<Patience> = {}) {
    this.repository = `/repos/${access.repository.split('/').map(encodeURIComponent).join('/')}`;
    this.#access = access;
    this.#transport = new GitHubTransport(access);
    this.#patience = { ...defaultPatience, ...patience };
  }

  async get<T>(path: string, read: AnswerReader<T>, query: Readonly<Record<string, string>> = {}): Promise<T> {
    using end = this.#end();
    return (await this.#ask({ method: 'GET', path, query }, read, end)).value;
  }

  /**
   * All pages of a list, in GitHub's order.
   *
   * @param member the member of the answer with the list, where that is not the whole answer
   */
  async list<T>(path: string, read: AnswerReader<T>, member?: string): Promise<readonly T[]> {
    using end = this.#end();
    const items: T[] = [];
    const readPage = (answer: AnswerPart) => (member === undefined ? answer : answer.member(member)).list(read);
    let query: Readonly<Record<string, string>> | undefined = { per_page: '100' };
    for (let pages = 0; query; pages += 1) {
      if (pages === mostPages || this.#patience.now() > end.at) throw endless;
      const { value, headers } = await this.#ask({ method: 'GET', path, query }, readPage, end);
      items.push(...value);
      query = nextQuery(headers.link);
      if (query && value.length === 0) throw endless;
    }
    return items;
  }

  /** Sends a write that may be repeated, because its second effect is the same as its first. */
  async set<T>(method: 'PATCH' | 'POST', path: string, body: unknown, read: AnswerReader<T>): Promise<T> {
    using end = this.#end();
    return (await this.#ask({ method, path, body }, read, end)).value;
  }

  /**
   * Sends a write that would create a second object if it were repeated. If an attempt may have taken effect without an
   * answer, `find` looks for its object before the next attempt.
   *
   * @param find finds the object of an earlier attempt; undefined if there is none
   */
  async create<T>(path: string, body: unknown, read: AnswerReader<T>, find: () => Promise<T | undefined>): Promise<T> {
    using end = this.#end();
    return (await this.#ask({ method: 'POST', path, body }, read, end, find)).value;
  }

  #end(): End {
    const { now, deadline } = this.#patience;
    return { at: now() + deadline, ...Countdown.signal(deadline) };
  }

  async #ask<T>(
    request: GitHubRequest,
    read: AnswerReader<T>,
    end: End,
    find?: () => Promise<T | undefined>,
  ): Promise<Answered<T>> {
    const { attempts, timeouts, baseDelay, limitDelay, jitter, now } = this.#patience;
    let mayBeDone = false;
    for (let failed = 0, limited = 0, late = 0; ; ) {
      const outcome = await this.#attempt(request, read, end);
      if ('value' in outcome) return outcome;
      const { failure, passes } = outcome;
      // GitHub refuses a duplicate of the object that an earlier attempt created.
      if (mayBeDone && failure.status === 422) return await this.#found(find, failure);
      mayBeDone ||= outcome.mayBeDone;
      if (passes === undefined) throw failure;
      if (passes === 'limit') limited += 1;
      else failed += 1;
      if (failure.fault === 'timeout') late += 1;
      const own = passes === 'limit' && failure.until === undefined ? limitDelay * 2 ** (limited - 1) : 0;
      // GitHub may ask for no pause at all; then only the growing pause spreads the attempts.
      const asked = failure.until === undefined ? own : failure.until - now();
      const pause = Math.max(asked, backoff(baseDelay, failed + limited, jitter()));
      const at = now() + pause;
      if (failed + limited >= attempts || late >= timeouts || at > end.at) throw failure;
      if (this.#access.signal?.aborted) throw failure;
      await this.#wait(at, failure);
      if (this.#access.signal?.aborted) throw failure;
      const made = mayBeDone ? await find?.() : undefined;
      if (made !== undefined) return { value: made, headers: {} };
    }
  }

  async #found<T>(find: (() => Promise<T | undefined>) | undefined, failure: GitHubFailure): Promise<Answered<T>> {
    const value = await find?.();
    if (value === undefined) throw failure;
    return { value, headers: {} };
  }

  async #attempt<T>(request: GitHubRequest, read: AnswerReader<T>, end: End): Promise<Answered<T> | Trouble> {
    // A read ends at once when the run is asked to stop; a write is finished.
    const stop = request.method === 'GET' ? this.#access.signal : undefined;
    const signal = stop ? AbortSignal.any([end.signal, stop]) : end.signal;
    try {
      const answer = await this.#whileTelling(this.#transport.send(request, signal));
      return readAnswer(answer, read, this.#patience.now());
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      const { fault } = error;
      if (stop?.aborted) return { failure: stopped, passes: undefined, mayBeDone: false };
      return { failure: error, passes: isLasting(fault) ? undefined : 'failure', mayBeDone: !isUnsent(fault) };
    }
  }

  /** Reports at intervals that there is no answer yet. */
  async #whileTelling<T>(answer: Promise<T>): Promise<T> {
    const { silence, now } = this.#patience;
    const began = now();
    const tell = () => this.#say(`GitHub has not answered for ${inSeconds(now() - began)}`);
    const timer = setInterval(tell, silence);
    try {
      return await answer;
    } finally {
      clearInterval(timer);
    }
  }

  async #wait(at: number, failure: GitHubFailure): Promise<void> {
    const { silence, now, sleep } = this.#patience;
    const { signal } = this.#access;
    for (let left = at - now(); ; left = at - now()) {
      this.#say(`GitHub: ${reasonOf(failure)}; trying again in ${inSeconds(left)}`);
      await sleep(Math.min(left, silence), signal);
      if (left <= silence || signal?.aborted) return;
    }
  }

  #say(line: string): void {
    this.#access.onWait?.(line);
  }
}

const stopped = new GitHubFailure('stopped', '');

const endless = new GitHubFailure('answer', 'a list that does not end');

/** The query of the next page. The page is requested from our own address, whatever host the link names. */
function nextQuery(link: string | undefined): Readonly<Record<string, string>> | undefined {
  const [, target] = /<([^<>]*)>;\s*rel="next"/.exec(link ?? '') ?? [];
  if (target === undefined) return undefined;
  const next = URL.parse(target, 'https://github.invalid');
  if (!next) throw new GitHubFailure('answer', 'a link to the next page that is no address');
  return Object.fromEntries(next.searchParams);
}

function inSeconds(milliseconds: number): string {
  return `${Math.max(1, Math.ceil(milliseconds / 1000))} s`;
}
