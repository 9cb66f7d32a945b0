/** The host of a request: `global`, or a region such as `us`. Never a host name. */
export type Host = string;

/** The host for identity: teams, users, roles, organization settings (Konnect API contract 3.15.0). */
export const GLOBAL_HOST: Host = 'global';

/** The regions Konnect runs in (Konnect API contract 3.15.0, `entity_region`). */
export const REGIONS: readonly Host[] = ['us', 'eu', 'au', 'me', 'in', 'sg'];

/** One call to Konnect, independent of its transport. */
export interface SimulatedRequest {
  readonly method: string;
  readonly host: Host;
  /** The decoded or encoded path, without query. */
  readonly path: string;
  readonly query?: URLSearchParams | string;
  /** Header names in lower case; only `authorization` and `content-type` are used. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** A JSON text, or its value. */
  readonly body?: unknown;
}

/** Konnect's answer. Without `body` it has no body at all, as opposed to an empty object. */
export interface SimulatedResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** A JSON value, or the bytes of another type. */
  readonly body?: unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const;
const NO_HEADERS = {} as const;

/** A JSON answer, or only a status without `body`. */
export function answer(status: number, body?: unknown): SimulatedResponse {
  return body === undefined ? { status, headers: NO_HEADERS } : { status, headers: JSON_HEADERS, body };
}
