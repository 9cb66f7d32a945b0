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
 * What the contract does not allow in a request body, at any depth. None for an operation without a body, and for those
 * that Kong's tools call although the contract does not have them.
 */
export function bodyProblems(route: Pick<Route, 'method' | 'path'>, body: unknown): InvalidParameter[] {
  const key = operationKey(route);
  const shape = BODIES.get(key);
  if (shape === undefined) return [];
  return problemsOf(shape, body).filter((problem) => !isTolerated(key, problem, body));
}
