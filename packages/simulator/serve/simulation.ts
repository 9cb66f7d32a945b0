import type { State } from '../state.ts';
import type { ExchangeLog } from './exchange-log.ts';
import type { Faults } from './faults.ts';
import type { RateLimit } from './rate-limit.ts';

/** A state with the settings that the server, the proxy and control calls share. */
export interface Simulation {
  readonly state: State;
  readonly faults: Faults;
  readonly log: ExchangeLog;
  /** Absent: any rate is allowed. */
  readonly rateLimit?: RateLimit;
  /** The least time for every answer, in milliseconds. */
  readonly latencyMs: number;
  readonly recordBodies: boolean;
  /** Called after each request that may have changed the state. */
  readonly changed: () => void;
}
