import { handle } from './handle.ts';
import type { SimulatedResponse } from './request.ts';
import { State } from './state.ts';

/** The body of an answer, to be read by name. */
export type Answer = { readonly [field: string]: unknown };

/** A client of the simulator in the same process. */
export interface Caller {
  readonly state: State;
  /**
   * Makes a call.
   * @param to `<host> <method> <path and query>`, such as `eu GET /v3/apis?page[size]=1`.
   */
  (to: string, body?: unknown): SimulatedResponse & { readonly body: Answer };
}

/** Calls the simulator with a token. Callers with different tokens on one state are different organizations. */
export function caller(token = 'kpat_caller', state: State = new State()): Caller {
  const headers = { authorization: `Bearer ${token}` };
  const call = (to: string, body?: unknown) => {
    const [, host = '', method = '', path = '', query = ''] = /^(\S+) (\S+) ([^?]+)\??(.*)$/.exec(to) ?? [];
    const response = handle(state, { method, host, path, query, headers, body });
    return { ...response, body: (response.body ?? {}) as Answer };
  };
  return Object.assign(call, { state });
}
