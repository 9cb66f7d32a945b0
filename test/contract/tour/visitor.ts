import { type Answer, caller } from '@konduct/simulator/caller';
import type { State } from '@konduct/simulator/state';
import type { CheckedExchange } from '../contract.ts';

/** Calls the simulator in this process and records the exchanges. */
export class Visitor {
  readonly exchanges: CheckedExchange[] = [];
  readonly #call = caller('kpat_tour');
  readonly state: State = this.#call.state;

  /**
   * Makes one call.
   *
   * @param to `<host> <method> <path and query>`, such as `eu GET /v3/apis?page[size]=1`
   * @throws Error when the answer is not a success, or not the given status
   */
  call(to: string, body?: unknown, status?: number): Answer {
    const [host = '', method = '', target = ''] = to.split(' ', 3);
    const response = this.#call(to, body);
    this.exchanges.push({
      method,
      host,
      path: target.split('?')[0] ?? '',
      status: response.status,
      ...(body === undefined ? {} : { requestBody: body }),
      ...(response.headers['content-type']?.includes('json') ? { responseBody: response.body } : {}),
    });
    const right = status === undefined ? response.status < 300 : response.status === status;
    if (!right) throw new Error(`${to}: ${response.status} ${JSON.stringify(response.body)}`);
    return response.body;
  }

  /** Creates an object. @returns its id. */
  create(to: string, body?: unknown): string {
    return String(this.call(to, body).id);
  }
}

/** Calls every method of a collection and of an object in it once each. @returns the object's id. */
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
