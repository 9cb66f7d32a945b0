import type { Host, SimulatedResponse } from './request.ts';
import type { Query } from './rules/query.ts';
import type { State } from './state.ts';
import type { Organization, Token } from './store/organization.ts';
import type { Store } from './store/store.ts';

/** One request on its way to a route: who asks, where, and for what. */
export interface Call {
  readonly state: State;
  readonly organization: Organization;
  /** The token the request came with. */
  readonly token: Token;
  readonly host: Host;
  /** What the organization has on this host. */
  readonly store: Store;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An operation of the API. Identity lives on the global host, everything else in a region. */
export interface Route {
  readonly host: 'global' | 'regional';
  readonly method: Method;
  /** The path as the contract writes it: `/v3/teams/{teamId}`. */
  readonly path: string;
  /** @throws Refusal when Konnect would refuse; nothing is written then. */
  readonly run: (call: Call) => SimulatedResponse;
}

/** The value of a path parameter. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
