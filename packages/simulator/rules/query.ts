import { type InvalidParameter, invalid } from './problem.ts';

/** One condition of a list: `filter[name][contains]=x` is field `name`, operator `contains`, value `x`. */
export interface Condition {
  readonly field: string;
  /** The key of a map entry: `filter[labels.env][eq]=x` is field `labels`, key `env`. */
  readonly key?: string;
  readonly operator: string;
  readonly value: string;
}

/** A parsed query string. */
export interface Query {
  readonly conditions: readonly Condition[];
  readonly parameters: URLSearchParams;
}

const FILTER = /^filter\[([^\]]+)\](?:\[([^\]]+)\])?(?:\[([^\]]+)\])?$/;
const OPERATORS = new Set(['eq', 'neq', 'contains', 'oeq', 'ocontains', 'exists', 'lt', 'lte', 'gt', 'gte']);

/**
 * Reads the filters of a query. `filter[f]=v` is short for `filter[f][eq]=v` (seen: koctl sends it); a label is
 * `filter[labels.k][op]` or `filter[labels][k][op]`.
 */
export function readQuery(query: URLSearchParams | string | undefined): Query {
  const parameters = query instanceof URLSearchParams ? query : new URLSearchParams(query ?? '');
  const conditions: Condition[] = [];
  for (const [name, value] of parameters) {
    if (!name.startsWith('filter')) continue;
    const match = FILTER.exec(name);
    if (match === null) throw invalid([queryProblem(name, 'is not a valid filter')]);
    const [, path = '', second, third] = match;
    const dot = path.indexOf('.');
    const field = dot < 0 ? path : path.slice(0, dot);
    const named = dot < 0 ? undefined : path.slice(dot + 1);
    const [key, operator] =
      named !== undefined || second === undefined || (third === undefined && OPERATORS.has(second))
        ? [named, second ?? 'eq']
        : [second, third ?? 'eq'];
    conditions.push(key === undefined ? { field, operator, value } : { field, key, operator, value });
  }
  return { conditions, parameters };
}

/** Whether a request has `force=true`. @throws Refusal 400 for a value other than the contract's `true` and `false`. */
export function forced({ parameters }: Query): boolean {
  const value = parameters.get('force') ?? 'false';
  if (value !== 'true' && value !== 'false')
    throw invalid([queryProblem('force', 'must be true or false', 'is_boolean')]);
  return value === 'true';
}

/** The error of a query parameter. */
export function queryProblem(field: string, reason: string, rule = 'invalid'): InvalidParameter {
  return { field, rule, reason, source: 'query' };
}
