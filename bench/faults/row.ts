import type { Item } from './content.ts';
import type { Disturbance } from './disturbance.ts';

/** What a run came to. */
export interface RunEnd {
  readonly succeeded: boolean;
  /** Whether it found nothing to do and said so without an error. */
  readonly atRest: boolean;
  /** Everything it told anybody. */
  readonly said: string;
}

/** A run of somebody else, begun while the disturbed run waits. */
export interface Interlude {
  /** Resolves when the disturbed run may go on. */
  readonly reached: Promise<void>;
  /** Lets it go on to its end, if it was held. Called when the disturbed run is over. */
  finish(): Promise<RunEnd>;
}

/** One history: what is run disturbed, and what is run after it until nothing is left. */
export interface Scene {
  /** The run that is disturbed. Whatever it ends with is in order. */
  disturbed(disturbance: Disturbance): Promise<RunEnd>;
  /** The same as a process, which can be killed. */
  process(disturbance: Disturbance): Promise<RunEnd>;
  /** A run that nothing disturbs. */
  undisturbed(): Promise<RunEnd>;
  /**
   * Begins what somebody else does at the same time, where the row is about that.
   *
   * @param turn a number from 0 that differs from case to case: where the two cross, if they do
   */
  readonly interlude?: (turn: number) => Interlude;
  content(): Promise<readonly Item[]>;
  close(): Promise<void>;
}

/** A row of the matrix, which is run once for each of its calls and each fault. */
export interface Row {
  readonly name: string;
  /** What must never be said, in any form. */
  readonly secrets: readonly string[];
  /** Why it cannot run here; undefined when it can. */
  lacks(): Promise<string | undefined>;
  /** Makes what all scenes begin with. Called once, before the first. */
  prepare(): Promise<void>;
  begin(): Promise<Scene>;
  /** Removes what was prepared. */
  end(): Promise<void>;
}
