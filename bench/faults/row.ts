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

/** One history: what is run disturbed, and what is run after it until nothing is left. */
export interface Scene {
  /** The run that is disturbed. Whatever it ends with is in order. */
  disturbed(disturbance: Disturbance): Promise<RunEnd>;
  /** The same as a process, which can be killed. */
  process(disturbance: Disturbance): Promise<RunEnd>;
  /** A run that nothing disturbs. */
  undisturbed(): Promise<RunEnd>;
  /** What somebody else does while the disturbed run waits, where the row is about that. */
  readonly interlude?: () => Promise<RunEnd>;
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
