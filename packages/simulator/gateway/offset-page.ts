import { answer, type SimulatedResponse } from '../request.ts';
import type { Call } from '../route.ts';
import { type Filters, NAME } from '../rules/filter.ts';
import { select } from '../rules/page.ts';
import type { Row, Table } from '../store/table.ts';
import { entityInvalid } from './gateway-error.ts';

const DEFAULT_SIZE = 100;
const MAX_SIZE = 1000;
const FILTERS: Filters = { name: NAME };

/**
 * A gateway list: `size` (100, at most 1000), an opaque `offset`, and `tags` joined by `,` for "and" or by `/` for "or"
 * (Konnect API contract 3.15.0). The last page has neither `offset` nor `next`: decK continues while there is an
 * `offset`, whatever its value (seen).
 */
export function offsetPage(call: Call, source: Table | readonly Row[]): SimulatedResponse {
  const { parameters } = call.query;
  const size = Math.min(sizeOf(parameters.get('size')), MAX_SIZE);
  const start = startOf(parameters.get('offset'));
  const tags = parameters.get('tags');
  const rows = tags ? [...('rows' in source ? source.rows() : source)].filter(tagged(tags)) : source;
  const page = select(call, rows, { filters: FILTERS }, start, size);
  const end = start + page.rows.length;
  if (end >= page.total) return answer(200, { data: page.rows });
  const offset = Buffer.from(String(end)).toString('base64url');
  const link = new URLSearchParams({ offset, size: String(size), ...(tags ? { tags } : {}) });
  return answer(200, { data: page.rows, next: `${call.path}?${link}`, offset });
}

function tagged(tags: string): (row: Row) => boolean {
  const any = tags.includes('/');
  const wanted = tags.split(any ? '/' : ',');
  return ({ tags: own }) => {
    const has = (tag: string) => Array.isArray(own) && own.includes(tag);
    return any ? wanted.some(has) : wanted.every(has);
  };
}

function sizeOf(text: string | null): number {
  if (text === null) return DEFAULT_SIZE;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw badQuery('size', 'must be a positive integer');
  return size;
}

function startOf(offset: string | null): number {
  if (offset === null || offset === '') return 0;
  const start = Buffer.from(offset, 'base64url').toString();
  if (!/^\d+$/.test(start)) throw badQuery('offset', 'is not an offset of this list');
  return Number(start);
}

function badQuery(field: string, reason: string) {
  return entityInvalid([{ field, rule: 'invalid', reason, source: 'query' }]);
}
