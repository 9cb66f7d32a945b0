import type { Method } from '../route.ts';
import type { Shape } from '../rules/shape.ts';

/** An operation of Konnect's contract: its path and its body. */
export interface Operation {
  readonly method: Method;
  /** As the contract writes it: `/v3/teams/{teamId}`. */
  readonly path: string;
  readonly host: 'global' | 'regional';
  /** The shape of its request body; absent without a body. */
  readonly body?: Shape;
}

/** A key of an operation that does not depend on the names of path parameters: `GET /v3/teams/{}`. */
export function operationKey({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`;
}
