import type { Row } from '../store/table.ts';
import { isFields } from './merge.ts';
import { invalid } from './problem.ts';
import { type Condition, queryProblem } from './query.ts';

/** The operators for filtering by a field; `map` fields are filtered by key. */
export interface FilterField {
  readonly operators: readonly string[];
  readonly map?: true;
}

/**
 * The fields of a list that can be filtered, and their operators (Konnect API contract 3.15.0, the `filter`
 * parameters).
 */
export type Filters = Readonly<Record<string, FilterField>>;

export const TEXT: FilterField = { operators: ['eq', 'contains', 'oeq', 'ocontains', 'neq'] };
export const NAME: FilterField = { operators: ['eq', 'contains'] };
export const ID: FilterField = { operators: ['eq', 'oeq', 'neq'] };
export const SAME: FilterField = { operators: ['eq'] };
export const DATE: FilterField = { operators: ['eq', 'lt', 'lte', 'gt', 'gte'] };
export const LABELS: FilterField = { operators: ['eq', 'contains', 'oeq', 'ocontains', 'neq', 'exists'], map: true };

type Test = (actual: string, wanted: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  eq: (actual, wanted) => actual === wanted,
  neq: (actual, wanted) => actual !== wanted,
  contains: (actual, wanted) => actual.includes(wanted),
  oeq: (actual, wanted) => wanted.split(',').includes(actual),
  ocontains: (actual, wanted) => wanted.split(',').some((part) => actual.includes(part)),
  lt: (actual, wanted) => Date.parse(actual) < Date.parse(wanted),
  lte: (actual, wanted) => Date.parse(actual) <= Date.parse(wanted),
  gt: (actual, wanted) => Date.parse(actual) > Date.parse(wanted),
  gte: (actual, wanted) => Date.parse(actual) >= Date.parse(wanted),
};

/**
 * Compiles the conditions of a list. All must hold (`oeq` and `ocontains` mean "or").
 *
 * @returns undefined without conditions, so that an unfiltered list has no cost per row
 * @throws Refusal 400 for an unknown field or operator
 */
export function compileFilter(conditions: readonly Condition[], filters: Filters): ((row: Row) => boolean) | undefined {
  if (conditions.length === 0) return undefined;
  const tests = conditions.map((condition) => compile(condition, filters));
  return (row) => tests.every((test) => test(row));
}

function compile(condition: Condition, filters: Filters): (row: Row) => boolean {
  const { field, key, operator, value } = condition;
  const known = Object.hasOwn(filters, field) ? filters[field] : undefined;
  if (known === undefined)
    throw invalid([queryProblem(`filter[${field}]`, 'is an unknown filter', 'unknown_property')]);
  if (key !== undefined && !known.map) {
    throw invalid([queryProblem(`filter[${field}][${key}]`, `must be one of: ${known.operators.join(', ')}`)]);
  }
  if (!known.operators.includes(operator)) {
    throw invalid([queryProblem(`filter[${field}][${operator}]`, `must be one of: ${known.operators.join(', ')}`)]);
  }
  const read = (row: Row): unknown => {
    const actual = row[field];
    if (key === undefined) return actual;
    return isFields(actual) ? actual[key] : undefined;
  };
  if (operator === 'exists') return (row) => (read(row) !== undefined) === (value === 'true');
  const test = TESTS[operator];
  if (test === undefined) throw invalid([queryProblem(`filter[${field}]`, `unknown operator ${operator}`)]);
  return (row) => {
    const actual = read(row);
    if (actual === undefined || actual === null) return operator === 'neq';
    if (Array.isArray(actual)) return actual.some((item) => test(String(item), value));
    return test(String(actual), value);
  };
}
