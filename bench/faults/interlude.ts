import { Disturbance } from './disturbance.ts';
import type { Interlude, RunEnd } from './row.ts';

/** A complete run of another client: the disturbed run waits for its end. */
export function whole(run: () => Promise<RunEnd>): Interlude {
  const end = run();
  return { reached: end.then(() => {}), finish: () => end };
}

/**
 * A run of another client that is held before one of its writes until the disturbed run ends, so that each has read
 * before the other writes.
 *
 * @param write the index of the write, from 0; a run with fewer writes is not held
 */
export function crossing(write: number, run: (disturbance: Disturbance) => Promise<RunEnd>): Interlude {
  const held = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const disturbance = new Disturbance({
    at: write,
    among: 'writes',
    interlude: () => {
      held.resolve();
      return gate.promise;
    },
  });
  const end = run(disturbance);
  return {
    reached: Promise.race([held.promise, end.then(() => {})]),
    finish: () => {
      gate.resolve();
      return end;
    },
  };
}
