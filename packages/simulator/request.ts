/** The host a request is for: the one global host, or a region such as `us`. Never a host name. */
export type Host = string;

/** The host that holds identity: teams, users, roles, organization settings (Konnect API contract 3.15.0). */
export const GLOBAL_HOST: Host = 'global';

/** The regions Konnect runs in (Konnect API contract 3.15.0, `entity_region`). */
export const REGIONS: readonly Host[] = ['us', 'eu', 'au', 'me', 'in', 'sg'];

/** One call to Konnect, without anything of the transport that carried it. */
export interface SimulatedRequest {
  readonly method: string;
  readonly host: Host;
  /** The decoded or encoded path, without query. */
  readonly path: string;
  readonly query?: URLSearchParams | string;
  /** Header names in lower case; `authorization` and `content-type` are the ones that count. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** A JSON text, or the value it stands for. */
  readonly body?: unknown;
}

/** What Konnect answers. A response without `body` has no body at all, not an empty object. */
export interface SimulatedResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** A JSON value, or the bytes of something else. */
  readonly body?: unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const;
const NO_HEADERS = {} as const;

/** A JSON answer, or a bare status when `body` is left out. */
export function answer(status: number, body?: unknown): SimulatedResponse {
  return body === undefined ? { status, headers: NO_HEADERS } : { status, headers: JSON_HEADERS, body };
}
