import type { Item } from './content.ts';
import type { Disturbance } from './disturbance.ts';

/** The end of a run. */
export interface RunEnd {
  readonly succeeded: boolean;
  /** Whether it found nothing to do, without an error. */
  readonly atRest: boolean;
  /** All its output. */
  readonly said: string;
}

/** A run of another client that begins while the disturbed run waits. */
export interface Interlude {
  /** Resolves when the disturbed run may continue. */
  readonly reached: Promise<void>;
  /** Lets a held run continue to its end. Called after the end of the disturbed run. */
  finish(): Promise<RunEnd>;
}

/** One history: the disturbed run, and the runs after it until nothing is left. */
export interface Scene {
  /** The disturbed run. Any end of it is acceptable. */
  disturbed(disturbance: Disturbance): Promise<RunEnd>;
  /** The disturbed run as a process, which can be killed. */
  process(disturbance: Disturbance): Promise<RunEnd>;
  /** A run that nothing disturbs. */
  undisturbed(): Promise<RunEnd>;
  /**
   * Starts another client's run at the same time, for rows about that.
   *
   * @param turn a number from 0 that differs for each case and decides at which write the two runs cross
   */
  readonly interlude?: (turn: number) => Interlude;
  content(): Promise<readonly Item[]>;
  close(): Promise<void>;
}

/** A row of the matrix. It is run once for each fault and each of its calls. */
export interface Row {
  readonly name: string;
  /** Secrets that must not be in any output, in any form. */
  readonly secrets: readonly string[];
  /** The reason why it cannot run here; undefined when it can. */
  lacks(): Promise<string | undefined>;
  /** Prepares the common start of all scenes. Called once, before the first. */
  prepare(): Promise<void>;
  begin(): Promise<Scene>;
  /** Removes the preparation. */
  end(): Promise<void>;
}
