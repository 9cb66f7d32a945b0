import type { Route } from '../route.ts';
import { problem } from '../rules/problem.ts';
import { type Operation, operationKey } from './operation.ts';
import { OPERATIONS } from './operations.generated.ts';

/** The operations of the contract without a route. */
export function unserved(routes: readonly Route[]): Operation[] {
  const served = new Set(routes.map(operationKey));
  return OPERATIONS.filter((operation) => !served.has(operationKey(operation)));
}

/**
 * Routes that answer 501 for operations that are not simulated. Otherwise a path such as `/v3/portals/email-domains`
 * would be taken for that of an object with this id.
 */
export function notImplemented(operations: readonly Operation[]): Route[] {
  return operations.map(({ method, host, path }) => ({
    method,
    host,
    path,
    run: () => {
      throw problem(501, `the simulator does not serve ${method} ${path}`);
    },
  }));
}
