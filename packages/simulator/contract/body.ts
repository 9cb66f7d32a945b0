import type { Route } from '../route.ts';
import { problemsOf } from '../rules/check.ts';
import type { InvalidParameter } from '../rules/problem.ts';
import type { Shape } from '../rules/shape.ts';
import { isTolerated } from './leniency.ts';
import { operationKey } from './operation.ts';
import { OPERATIONS } from './operations.generated.ts';

const BODIES: ReadonlyMap<string, Shape> = new Map(
  OPERATIONS.flatMap((operation) => (operation.body ? [[operationKey(operation), operation.body]] : [])),
);

/**
 * The violations of the contract in a request body, at any depth. Empty for an operation without a body, and for
 * operations that Kong's tools call although the contract does not have them.
 */
export function contractProblems(route: Pick<Route, 'method' | 'path'>, body: unknown): InvalidParameter[] {
  const shape = BODIES.get(operationKey(route));
  return shape === undefined ? [] : problemsOf(shape, body);
}

/** The violations that Konnect refuses. It accepts some in spite of the contract. */
export function bodyProblems(route: Pick<Route, 'method' | 'path'>, body: unknown): InvalidParameter[] {
  const operation = operationKey(route);
  return contractProblems(route, body).filter((problem) => !isTolerated(operation, problem, body));
}
