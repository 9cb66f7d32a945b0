import { count } from '@konduct/core/value/count';
import { visible, withoutCommands } from '@konduct/core/value/visible';

/** Milliseconds without a line after which the run says what it waits for. */
const longestSilence = 10_000;

/** Keeps track of what a run waits for, and reports it when no other line has been shown for some time. */
export class Waiting {
  readonly #tell: (line: string) => void;
  readonly #log: ((line: string) => void) | undefined;
  readonly #silence: number;
  readonly #begun = new Map<symbol, { readonly what: string; readonly at: number }>();
  readonly #start = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param tell shows a line of progress
   * @param log told of everything that was waited for, with the milliseconds it took
   * @param silence milliseconds
   */
  constructor(tell: (line: string) => void, log?: (line: string) => void, silence = longestSilence) {
    this.#tell = tell;
    this.#log = log;
    this.#silence = silence;
    this.#wait();
  }

  /** Shows a line of progress. */
  readonly show = (line: string): void => {
    this.#tell(line);
    if (this.#timer) this.#wait();
  };

  /** @returns a function to call when the wait is over */
  readonly begin = (what: string): (() => void) => {
    const key = Symbol();
    const at = performance.now();
    this.#begun.set(key, { what, at });
    return () => {
      if (this.#begun.delete(key))
        this.#log?.(withoutCommands(`${visible(what)}: ${Math.round(performance.now() - at)} ms`));
    };
  };

  /** Begins the wait for an answer of Konnect. */
  readonly forRequest = ({ method, scope, path }: { method: string; scope: string; path: string }): (() => void) =>
    this.begin(`Konnect: ${method} ${path} (${scope})`);

  /** Begins the wait until Konnect allows another request. */
  readonly forPace = (scope: string): (() => void) =>
    this.begin(`Konnect (${scope}), which limits the rate of requests`);

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tell(this.#line()), this.#silence).unref();
  }

  #line(): string {
    const now = performance.now();
    const seconds = (since: number) => count(Math.round((now - since) / 1000), 'second');
    // The first entry has waited longest.
    const [oldest] = this.#begun.values();
    if (!oldest) return `Still at work after ${seconds(this.#start)}`;
    const more = this.#begun.size > 1 ? ` and ${this.#begun.size - 1} more` : '';
    return withoutCommands(`Waiting for ${visible(oldest.what)} for ${seconds(oldest.at)}${more}`);
  }
}
