import type { Method } from '../route.ts';
import type { Shape } from '../rules/shape.ts';

/** An operation of Konnect's contract: where it is, and what it takes. */
export interface Operation {
  readonly method: Method;
  /** As the contract writes it: `/v3/teams/{teamId}`. */
  readonly path: string;
  readonly host: 'global' | 'regional';
  /** What its request body must look like; none when it takes no body. */
  readonly body?: Shape;
}

/** What tells an operation from every other, whatever its path parameters are called: `GET /v3/teams/{}`. */
export function operationKey({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`;
}
