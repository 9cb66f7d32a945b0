import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import { isRecord } from '@konduct/core/value/record';

/** An operation of a document, with the place of what decK makes its name of. */
export interface DocumentOperation {
  /** As in `GET /pets/{id}`. */
  readonly shown: string;
  readonly at: SourceRange | undefined;
}

/**
 * The place of the path in the document that decK made a pattern of: both are the same without parameters and escapes.
 */
export function placeOfPath(pattern: string, document: unknown): SourceRange | undefined {
  const paths = pathsIn(document);
  const key = pathOf(pattern, paths);
  return key === undefined ? undefined : keyRangeOf(paths, key);
}

/** The operation of a document that decK made a route of, by the route's path and method. */
export function operationOf(
  route: Readonly<Record<string, unknown>>,
  document: unknown,
): DocumentOperation | undefined {
  const paths = pathsIn(document);
  const [pattern, method] = [firstText(route.paths), firstText(route.methods)];
  const key = pattern === undefined ? undefined : pathOf(pattern, paths);
  const path = key === undefined ? undefined : paths[key];
  if (key === undefined || method === undefined || !isRecord(path)) return undefined;
  const operation = path[method.toLowerCase()];
  const named = ['x-kong-name', 'operationId'].find((name) => isRecord(operation) && operation[name] !== undefined);
  return {
    shown: `${method} ${key}`,
    at: (named === undefined ? undefined : rangeOf(operation, named)) ?? keyRangeOf(path, method.toLowerCase()),
  };
}

function pathOf(pattern: string, paths: Readonly<Record<string, unknown>>): string | undefined {
  const plain = pattern
    .replace(/^~|\$$/g, '')
    .replace(/\(\?<[^>]*>\[\^#\?\/\][+*]\)/g, '{}')
    .replace(/\\(.)/g, '$1');
  return Object.keys(paths).find((path) => path.replace(/\{[^}]+\}/g, '{}').replace(/\\(.)/g, '$1') === plain);
}

function pathsIn(document: unknown): Readonly<Record<string, unknown>> {
  return isRecord(document) && isRecord(document.paths) ? document.paths : {};
}

function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}
