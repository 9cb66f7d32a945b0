import { answer, type SimulatedResponse } from '../request.ts';
import type { Call } from '../route.ts';
import type { Lag } from '../state.ts';
import type { Row, Table } from '../store/table.ts';
import { compileFilter, type Filters } from './filter.ts';
import { invalid } from './problem.ts';
import { queryProblem } from './query.ts';
import { compileSort } from './sort.ts';

/** Inferred: koctl omits `page[size]` and sees ten, the number in the contract's examples. */
const DEFAULT_SIZE = 10;
/** kongctl asks for 100; larger sizes are reduced to this. */
const MAX_SIZE = 100;

/** The properties of a list's answers. */
export interface Listing {
  readonly filters: Filters;
  /** Fields for filtering that no row has, such as the name of the portal in which an API is published. */
  readonly derived?: Readonly<Record<string, (row: Row, call: Call) => unknown>>;
  readonly sort?: readonly string[];
  /** The answer for an item of the list; by default the row itself. */
  readonly item?: (row: Row, call: Call) => unknown;
}

/** A list with page numbers: `{data, meta: {page: {number, size, total}}}`, total counting items (contract 3.15.0). */
export function numberedPage(call: Call, source: Table | readonly Row[], listing: Listing): SimulatedResponse {
  const size = Math.min(positive(call, 'page[size]', DEFAULT_SIZE), MAX_SIZE);
  const number = positive(call, 'page[number]', 1);
  const { rows, total } = select(call, source, listing, (number - 1) * size, size);
  return answer(200, { data: shown(rows, call, listing), meta: { page: { number, size, total } } });
}

/**
 * A list without pages whose answer has `meta.page` nevertheless: all items are on the first page (assigned roles,
 * contract).
 */
export function singlePage(call: Call, source: Table | readonly Row[], listing: Listing): SimulatedResponse {
  const { rows, total } = select(call, source, listing, 0, Number.POSITIVE_INFINITY);
  return answer(200, {
    data: shown(rows, call, listing),
    meta: { page: { number: 1, size: Math.max(total, DEFAULT_SIZE), total } },
  });
}

/** All items that match, in order, for lists with an answer of another shape. */
export function allItems(call: Call, source: Table | readonly Row[], listing: Listing): unknown[] {
  return shown(select(call, source, listing, 0, Number.POSITIVE_INFINITY).rows, call, listing);
}

/** The place of a cursor list's links: the contract has three. */
export type CursorMeta = (
  links: { size: number; next: string | null; previous: string | null },
  total: number,
) => unknown;

/** A list with cursors: `page[after]` or `page[before]`; `next` and `previous` are paths or null (contract 3.15.0). */
export function cursorPage(
  call: Call,
  source: Table | readonly Row[],
  listing: Listing,
  meta: CursorMeta,
): SimulatedResponse {
  const { items, links, total } = cursorSlice(call, source, listing);
  return answer(200, { data: items, meta: meta(links, total) });
}

/** One page of a list with cursors, for lists with an answer of another shape. */
export function cursorSlice(
  call: Call,
  source: Table | readonly Row[],
  listing: Listing,
): { readonly items: unknown[]; readonly links: Parameters<CursorMeta>[0]; readonly total: number } {
  const { parameters } = call.query;
  const after = parameters.get('page[after]');
  const before = parameters.get('page[before]');
  if (after !== null && before !== null) {
    throw invalid([queryProblem('page[before]', 'must not be used together with page[after]')]);
  }
  const size = Math.min(positive(call, 'page[size]', DEFAULT_SIZE), MAX_SIZE);
  const { rows } = select(call, source, listing, 0, Number.POSITIVE_INFINITY);
  const at = (cursor: string) => {
    const index = rows.findIndex((row) => row.id === Buffer.from(cursor, 'base64url').toString());
    if (index < 0) throw invalid([queryProblem('page', `unknown cursor ${cursor}`)]);
    return index;
  };
  const start = after !== null ? at(after) + 1 : before !== null ? Math.max(0, at(before) - size) : 0;
  const page = rows.slice(start, before === null ? start + size : at(before));
  const link = (name: string, row: Row | undefined) =>
    row === undefined
      ? null
      : `${call.path}?${new URLSearchParams([
          [name, cursorOf(row)],
          ['page[size]', String(size)],
        ])}`;
  const next = start + page.length < rows.length ? link('page[after]', page.at(-1)) : null;
  const previous = start > 0 ? link('page[before]', page[0]) : null;
  return { items: shown(page, call, listing), links: { size, next, previous }, total: rows.length };
}

/** `meta.page` with links, as in most cursor lists. */
export const LINKS_IN_PAGE: CursorMeta = (links) => ({ page: links });

function cursorOf(row: Row): string {
  return Buffer.from(row.id).toString('base64url');
}

function shown(rows: readonly Row[], call: Call, listing: Listing): unknown[] {
  const { item } = listing;
  return item === undefined ? [...rows] : rows.map((row) => item(row, call));
}

/** The rows of one page and the number of all matching rows. Other rows are not copied. */
export function select(
  call: Call,
  source: Table | readonly Row[],
  listing: Listing,
  start: number,
  size: number,
): { readonly rows: Row[]; readonly total: number } {
  const filter = filterOf(call, listing);
  const order = listing.sort && compileSort(call.query.parameters.get('sort'), listing.sort);
  const all = 'rows' in source ? source.rows() : source;
  const { lagging } = call.state;
  const rows: Row[] = [];
  let total = 0;
  for (const row of all) {
    if (filter !== undefined && !filter(row)) continue;
    if (lagging.size > 0 && lags(call, row.id)) continue;
    if (order !== undefined || (total >= start && rows.length < size)) rows.push(row);
    total += 1;
  }
  return order === undefined ? { rows, total } : { rows: rows.sort(order).slice(start, start + size), total };
}

function filterOf(call: Call, { filters, derived = {} }: Listing): ((row: Row) => boolean) | undefined {
  const { conditions } = call.query;
  const filter = compileFilter(conditions, filters);
  const wanted = conditions.flatMap(({ field }) => (Object.hasOwn(derived, field) ? [field] : []));
  if (filter === undefined || wanted.length === 0) return filter;
  return (row) =>
    filter({ ...row, ...Object.fromEntries(wanted.map((field) => [field, derived[field]?.(row, call)])) });
}

/** Whether a list must not show a row yet. Each list that leaves it out is counted. */
function lags(call: Call, id: string): boolean {
  const lag: Lag | undefined = call.state.lagging.get(id);
  if (lag === undefined) return false;
  if (lag.lists > 0) lag.lists -= 1;
  else if (call.state.clock() >= lag.until) {
    call.state.lagging.delete(id);
    return false;
  }
  return true;
}

function positive(call: Call, name: string, absent: number): number {
  const value = call.query.parameters.get(name);
  if (value === null) return absent;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw invalid([queryProblem(name, 'must be a positive integer', 'is_integer')]);
  return number;
}
