import type { Host, SimulatedResponse } from './request.ts';
import type { Query } from './rules/query.ts';
import type { State } from './state.ts';
import type { Organization, Token } from './store/organization.ts';
import type { Store } from './store/store.ts';

/** One request on its way to a route: its organization, its host and its contents. */
export interface Call {
  readonly state: State;
  readonly organization: Organization;
  /** The token of the request. */
  readonly token: Token;
  readonly host: Host;
  /** The objects of the organization on this host. */
  readonly store: Store;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An operation of the API. Identity is on the global host, everything else in a region. */
export interface Route {
  readonly host: 'global' | 'regional';
  readonly method: Method;
  /** The path as the contract writes it: `/v3/teams/{teamId}`. */
  readonly path: string;
  /** @throws Refusal for a request that Konnect would refuse; nothing is written then. */
  readonly run: (call: Call) => SimulatedResponse;
}

/** The value of a path parameter. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
