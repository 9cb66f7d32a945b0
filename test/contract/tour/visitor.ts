import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import type { CheckedExchange } from '../contract.ts';

/** The body of an answer, read by name. */
export type Answer = { readonly [field: string]: unknown };

/** Calls the simulator in process and keeps what was said. */
export class Visitor {
  readonly exchanges: CheckedExchange[] = [];
  readonly #state = new State();

  /**
   * Makes one call.
   * @param to `<host> <method> <path and query>`, such as `eu GET /v3/apis?page[size]=1`.
   * @throws Error when the answer is not a success, unless a status is given that it must have.
   */
  call(to: string, body?: unknown, status?: number): Answer {
    const [host = '', method = '', target = ''] = to.split(' ', 3);
    const [path = '', query = ''] = target.split('?', 2);
    const headers = { authorization: 'Bearer kpat_tour' };
    const response = handle(this.#state, { method, host, path, query, headers, body });
    this.exchanges.push({
      method,
      host,
      path,
      status: response.status,
      ...(body === undefined ? {} : { requestBody: body }),
      ...(response.body === undefined ? {} : { responseBody: response.body }),
    });
    const right = status === undefined ? response.status < 300 : response.status === status;
    if (!right) throw new Error(`${to}: ${response.status} ${JSON.stringify(response.body)}`);
    return (response.body ?? {}) as Answer;
  }

  /** Creates an object. @returns its id. */
  create(to: string, body?: unknown): string {
    return String(this.call(to, body).id);
  }
}

/** Every verb a collection or a single object has, asked once each. */
export function roundTrip(
  visitor: Visitor,
  host: string,
  path: string,
  bodies: { create?: unknown; patch?: unknown; put?: unknown },
): string {
  const id = visitor.create(`${host} POST ${path}`, bodies.create);
  visitor.call(`${host} GET ${path}`);
  visitor.call(`${host} GET ${path}/${id}`);
  if (bodies.patch !== undefined) visitor.call(`${host} PATCH ${path}/${id}`, bodies.patch);
  if (bodies.put !== undefined) visitor.call(`${host} PUT ${path}/${id}`, bodies.put);
  return id;
}
