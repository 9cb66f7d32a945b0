import type { State } from '../state.ts';
import type { ExchangeLog } from './exchange-log.ts';
import type { Faults } from './faults.ts';

/** A state on the air: what the server, the proxy and the control calls share. */
export interface Simulation {
  readonly state: State;
  readonly faults: Faults;
  readonly log: ExchangeLog;
  /** Milliseconds every answer takes at least. */
  readonly latencyMs: number;
  readonly recordBodies: boolean;
  /** Called after each request that may have changed the state. */
  readonly changed: () => void;
}
