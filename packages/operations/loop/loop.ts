import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { failureReasons } from '@konduct/core/run/outcome';
import { machineProblem } from '../machine-problem.ts';
import type { LoopState } from './health.ts';
import { type Attempt, attemptWithout, endingOf, type Round, type RoundOutcome } from './round.ts';
import type { RoundReport } from './round-report.ts';
import { afterRound, atFirst } from './schedule.ts';
import type { PlatformFolder, PlatformSource } from './source.ts';

/** Time and chance, as a loop sees them. */
export interface LoopClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal fires. */
  pause(time: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

export const realClock: LoopClock = {
  now: Date.now,
  pause: (time, signal) => delay(time, undefined, { signal }).catch(() => undefined),
  random: Math.random,
};

export interface LoopOptions {
  /** Milliseconds between two rounds. */
  readonly interval: number;
  readonly source: PlatformSource;
  /** One round over the files of a folder. */
  readonly operation: (directory: string, signal: AbortSignal) => Promise<RoundReport>;
  /** Called after each round. */
  readonly onRound: (round: Round) => void;
  /** Ends the loop: a round in progress ends first. */
  readonly signal: AbortSignal;
  readonly clock?: LoopClock;
}

/** The longest pause after failures, in milliseconds. */
const longestPause = 3_600_000;

/** Milliseconds that a timer may be early. */
const slack = 50;

/**
 * Repeats an operation until the signal fires. Each round begins with what is there now and knows nothing of the rounds
 * before, so that a round that was missed or failed is made good by the next one. While a pause is longer than the
 * interval, the source is still asked in every interval, and a new commit ends the pause.
 */
export class Loop {
  readonly #options: LoopOptions;
  readonly #clock: LoopClock;
  #state: LoopState;
  #standing = atFirst;
  /** When the next round begins at the latest. */
  #due: number;
  /** The commit of the last round. */
  #commit: string | undefined;
  /** Whether the operation has got through its options. */
  #hasBegun = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#clock = options.clock ?? realClock;
    const { interval } = options;
    this.#due = this.#clock.now();
    this.#state = { lastSign: this.#due, interval };
  }

  /** What may be told of the loop at this moment. */
  get state(): LoopState {
    return this.#state;
  }

  /** Tells that the round in progress goes on. */
  readonly sign = (): void => {
    this.#state = { ...this.#state, lastSign: this.#clock.now() };
  };

  /**
   * Resolves when the signal has fired and the round in progress has ended.
   *
   * @throws UserError for a mistake in the options, which the operation finds when it is run for the first time
   */
  async run(): Promise<void> {
    const { source, signal } = this.#options;
    try {
      while (!signal.aborted) {
        const pause = await this.#turn();
        if (pause > 0 && !signal.aborted) await this.#clock.pause(pause, signal);
      }
    } finally {
      await source.close();
    }
  }

  /** Looks at the source, and runs the operation if it is time. @returns milliseconds until the next look */
  async #turn(): Promise<number> {
    const { interval, signal } = this.#options;
    const started = this.#clock.now();
    this.sign();
    if (this.#due - started <= slack) this.#begin();
    using own = ownSignal(signal);
    const files = await this.#look(own.signal);
    // A remote that cannot be asked is left alone for the whole pause.
    if ('outcome' in files) return this.#end(files, started);
    const left = this.#due - started;
    if (left > slack && files.commit === this.#commit) return Math.min(left, interval);
    this.#commit = files.commit;
    this.#begin();
    return Math.min(this.#end(await this.#attempt(files, own.signal), started), interval);
  }

  /** A round is in progress from now on, so that none is to come. */
  #begin(): void {
    const { nextRound: _begun, ...state } = this.#state;
    this.#state = state;
  }

  async #look(signal: AbortSignal): Promise<PlatformFolder | Attempt> {
    try {
      const files = await this.#options.source.latest(signal);
      return 'problem' in files ? attemptWithout(files.problem) : files;
    } catch (error) {
      return failed(error);
    }
  }

  async #attempt({ directory, commit }: PlatformFolder, signal: AbortSignal): Promise<Attempt> {
    const files = commit === undefined ? {} : { commit };
    try {
      const report = await this.#options.operation(directory, signal);
      this.#hasBegun = true;
      return { ...files, report, findings: [], outcome: outcomeOf(report) };
    } catch (error) {
      if (error instanceof UserError && !this.#hasBegun) throw error;
      return { ...files, ...failed(error) };
    }
  }

  /** Judges a round that has ended. @returns milliseconds until the next one */
  #end(attempt: Attempt, started: number): number {
    const { interval, signal, onRound } = this.#options;
    const ended = this.#clock.now();
    // What a run says that was asked to stop is about the stop.
    if (signal.aborted && !attempt.report?.changed) return 0;
    const outcome = signal.aborted ? 'interrupted' : attempt.outcome;
    const ending = endingOf({ ...attempt, outcome });
    const step = afterRound(this.#standing, ending, { interval, longestPause }, this.#clock.random());
    const { standing, pause, isNews, recoveredFrom, upTo } = step;
    const { troubled } = standing;
    const { commit } = attempt;
    const isWell = ending.type === 'well';
    const number = (this.#state.last?.number ?? 0) + 1;
    const last = { number, ended, outcome, troubled, pause, ...(commit === undefined ? {} : { commit }) };
    this.#standing = standing;
    const nextRound = ended + pause;
    this.#due = nextRound;
    this.#state = { ...this.#state, lastSign: ended, last, nextRound, ...(isWell ? { lastSuccess: ended } : {}) };
    const growth = upTo === undefined ? {} : { upTo };
    onRound({ ...attempt, ...last, ...growth, started, isWell, isNews, recoveredFrom });
    return pause;
  }
}

/** A signal for one round. What listens to it goes with it, while the loop's own signal lives on. */
function ownSignal(signal: AbortSignal): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return { signal: controller.signal, [Symbol.dispose]: () => signal.removeEventListener('abort', abort) };
}

function outcomeOf({ view: { failureReason }, changed, drift }: RoundReport): RoundOutcome {
  if (failureReason === undefined) return changed ? 'changed' : drift === undefined ? 'unchanged' : 'drift';
  return failureReasons.find((reason) => reason === failureReason) ?? 'other';
}

/** The attempt that an exception ended. The loop goes on after a defect, too: it may concern one commit alone. */
function failed(error: unknown): Attempt {
  if (error instanceof UserError) return { outcome: 'invalid-input', findings: error.diagnostics };
  const problem = machineProblem(error);
  if (problem) return { outcome: 'machine', findings: [problem] };
  const defect = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return { outcome: 'defect', findings: [], defect };
}
