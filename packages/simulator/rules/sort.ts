import type { Row } from '../store/table.ts';
import { invalid } from './problem.ts';
import { queryProblem } from './query.ts';

/**
 * Compiles `sort=name desc,created_at`.
 *
 * @returns undefined without a sort, which keeps the order of creation
 * @throws Refusal 400 for a field by which the list cannot be sorted
 */
export function compileSort(sort: string | null, fields: readonly string[]): ((a: Row, b: Row) => number) | undefined {
  if (sort === null || sort.trim() === '') return undefined;
  const keys = sort.split(',').map((part) => {
    const [field = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    if (!fields.includes(field) || !['asc', 'desc'].includes(direction) || rest.length > 0) {
      throw invalid([queryProblem('sort', `cannot sort by "${part.trim()}"`)]);
    }
    return { field, sign: direction === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { field, sign } of keys) {
      const order = compare(a[field], b[field]);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

function compare(a: unknown, b: unknown): number {
  const left = String(a ?? '');
  const right = String(b ?? '');
  return left < right ? -1 : left > right ? 1 : 0;
}
