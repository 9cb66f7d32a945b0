import type { Route } from '../route.ts';
import { problem } from '../rules/problem.ts';
import { type Operation, operationKey } from './operation.ts';
import { OPERATIONS } from './operations.generated.ts';

/** The operations of the contract that none of these routes serves. */
export function unserved(routes: readonly Route[]): Operation[] {
  const served = new Set(routes.map(operationKey));
  return OPERATIONS.filter((operation) => !served.has(operationKey(operation)));
}

/**
 * Routes that answer 501 for what is not served: otherwise a path of the contract such as `/v3/portals/email-domains`
 * would be taken for the one of an object whose id is the word.
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
