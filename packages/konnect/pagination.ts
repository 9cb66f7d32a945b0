import { isRecord } from '@konduct/core/value/record';
import { AnswerError } from './answer-error.ts';
import type { ListSource } from './kinds/list-source.ts';
import type { KonnectRequest } from './transport.ts';

/** A list that does not end, or that does not have the items it counts. */
export class PagingError extends Error {
  override readonly name = 'PagingError';
}

/** Sends a GET and returns the body of the answer. Rejects for every answer but a success. */
export type Get = (request: KonnectRequest) => Promise<unknown>;

/** The most items of a list. A longer list is a fault in paging, not a large platform. */
const itemLimit = 100_000;

/** The most times that a list is read again because items came or went meanwhile. */
const readings = 3;

/** The most pages that are requested at once, since the count of a list may be wrong. */
const pagesAtOnce = 100;

/** The most times that the reader follows pages which a list got after its first page was read. */
const growths = 5;

/** The most pages in a row without a new item. A server's filters can empty some pages. */
const fruitlessPages = 10;

/**
 * Reads a list to its end, in order, each item once.
 *
 * @param get sends one request; it is called for several pages at once where the list has a count
 * @param request the list without page parameters
 * @param source how the list is divided into pages
 * @param keyOf equal for two copies of the same item
 * @throws PagingError when the list never ends, has page after page without new items, keeps growing, or does not have
 * the items it counts
 * @throws AnswerError when a page does not have the shape of the contract
 */
export async function readList(
  get: Get,
  request: KonnectRequest,
  source: Pick<ListSource, 'paging' | 'pageSize'>,
  keyOf: (item: unknown) => string,
): Promise<unknown[]> {
  switch (source.paging) {
    case 'page':
      return readNumberedPages(get, request, source.pageSize, keyOf);
    case 'cursor':
      return readLinkedPages(get, request, source.pageSize, keyOf, 'page[size]', nextQuery);
    case 'offset':
      return readLinkedPages(get, request, source.pageSize, keyOf, 'size', nextOffset);
    case 'none':
      return unique([itemsOf(await get(request))], keyOf);
    case 'tree':
      return unique([itemsOf(await get(request)).flatMap(withDescendants)], keyOf);
    case 'self':
      return [await get(request)];
  }
}

/** Style A of the contract: `page[number]` and `page[size]`; answers have the number of all items. */
async function readNumberedPages(
  get: Get,
  request: KonnectRequest,
  pageSize: number | undefined,
  keyOf: (item: unknown) => string,
): Promise<unknown[]> {
  const page = async (number: number, size: number): Promise<NumberedPage> => {
    const query = { ...request.query, 'page[size]': String(size), 'page[number]': String(number) };
    return numberedPage(await get({ ...request, query }));
  };
  for (let reading = 1; ; reading += 1) {
    const first = pageSize === undefined ? numberedPage(await get(request)) : await page(1, pageSize);
    const { total } = first;
    if (total > itemLimit) throw new PagingError(`it counts ${total} items`);
    // The size of the first page counts, not the requested one: the server may limit it.
    const size = Math.min(first.size, first.items.length || first.size);
    const more = await readMorePages(page, total, size);
    const found = unique([first.items, ...more.map((next) => next.items)], keyOf);
    // If items came or went meanwhile, one may have moved from a page not yet read to a page already read.
    const moved = more.some((next) => next.total !== total);
    if (!moved && found.length >= total) return found;
    if (reading < readings) continue;
    const now = more.at(-1)?.total ?? total;
    if (now > total && found.length < now)
      throw new PagingError(`it grew while it was read: it counted ${total} items at first and ${now} in the end`);
    if (moved) return found;
    throw new PagingError(`it counts ${total} items, but its pages hold ${found.length}`);
  }
}

/**
 * The pages after the first one, with those that the list got after the first one was read.
 *
 * @param total the count in the first page
 * @throws PagingError when a page is empty that should have items
 */
async function readMorePages(
  page: (number: number, size: number) => Promise<NumberedPage>,
  total: number,
  size: number,
): Promise<NumberedPage[]> {
  const more: NumberedPage[] = [];
  for (let growth = 0, counted = total; growth <= growths; growth += 1) {
    for (let from = 2 + more.length; (from - 1) * size < counted; from = 2 + more.length) {
      const length = Math.min(pagesAtOnce, Math.ceil(counted / size) + 1 - from);
      const next = await Promise.all(Array.from({ length }, (_, index) => page(from + index, size)));
      const empty = next.findIndex(
        ({ items, total: count }, at) => items.length === 0 && count > (from + at - 1) * size,
      );
      if (empty >= 0)
        throw new PagingError(`it counts ${next[empty]?.total} items, but its page ${from + empty} is empty`);
      more.push(...next);
    }
    const now = more.at(-1)?.total ?? counted;
    if (now > itemLimit) throw new PagingError(`it counts ${now} items`);
    if (now <= counted) break;
    counted = now;
  }
  return more;
}

/** Styles B and C: every page has the address, or the mark, of the next one. */
async function readLinkedPages(
  get: Get,
  request: KonnectRequest,
  pageSize: number | undefined,
  keyOf: (item: unknown) => string,
  sizeParameter: string,
  next: (body: unknown, request: KonnectRequest) => Readonly<Record<string, string>> | undefined,
): Promise<unknown[]> {
  const size = pageSize === undefined ? {} : { [sizeParameter]: String(pageSize) };
  const pages: unknown[][] = [];
  const seen = new Set<string>();
  let count = 0;
  let fruitless = 0;
  const known = new Set<string>();
  let query: Readonly<Record<string, string>> | undefined = { ...request.query, ...size };
  while (query) {
    const mark = JSON.stringify(query);
    if (seen.has(mark)) throw new PagingError('the same page follows again');
    seen.add(mark);
    const body = await get({ ...request, query });
    const items = itemsOf(body);
    count += items.length;
    if (count > itemLimit) throw new PagingError(`it has more than ${itemLimit} items`);
    pages.push(items);
    const following = next(body, request);
    const before = known.size;
    for (const item of items) known.add(keyOf(item));
    fruitless = known.size > before ? 0 : fruitless + 1;
    if (following && fruitless >= fruitlessPages)
      throw new PagingError(`${fruitless} pages in a row brought nothing new, and the last one names another`);
    query = following && { ...request.query, ...size, ...following };
  }
  return unique(pages, keyOf);
}

/**
 * The query in the address of the next page. Only the query is used: an answer must not decide where requests go. The
 * end of the path is compared, since a gateway in front may have removed a prefix from the request.
 */
function nextQuery(body: unknown, request: KonnectRequest): Readonly<Record<string, string>> | undefined {
  const meta = isRecord(body) ? body.meta : undefined;
  const page = isRecord(meta) && isRecord(meta.page) ? meta.page : meta;
  const next = isRecord(page) ? page.next : undefined;
  if (next === undefined || next === null || next === '') return undefined;
  const base = `http://konnect.invalid${request.path}`;
  if (typeof next !== 'string' || !URL.canParse(next, base))
    throw new AnswerError('the address of the next page is not one');
  const url = new URL(next, base);
  if (!url.pathname.endsWith(request.path)) throw new PagingError('its next page belongs to another list');
  return Object.fromEntries(url.searchParams);
}

/** The offset of the next page. The last page has none, null or ''. */
function nextOffset(body: unknown): Readonly<Record<string, string>> | undefined {
  const offset = isRecord(body) ? body.offset : undefined;
  if (offset === undefined || offset === null || offset === '') return undefined;
  if (typeof offset !== 'string') throw new AnswerError('the offset of the next page is not text');
  return { offset };
}

interface NumberedPage {
  readonly items: unknown[];
  readonly size: number;
  readonly total: number;
}

function numberedPage(body: unknown): NumberedPage {
  const items = itemsOf(body);
  const meta = isRecord(body) && isRecord(body.meta) ? body.meta.page : undefined;
  const { size, total } = isRecord(meta) ? meta : {};
  if (typeof total !== 'number' || !(total >= 0)) throw new AnswerError('the list has no meta.page.total');
  return { items, size: typeof size === 'number' && size >= 1 ? Math.floor(size) : Math.max(items.length, 1), total };
}

function itemsOf(body: unknown): unknown[] {
  const items = isRecord(body) ? (body.data ?? body.items) : body;
  if (!Array.isArray(items)) throw new AnswerError('the list has no data');
  return items;
}

/** An item of a tree and all items below it, parents first. */
function withDescendants(item: unknown): unknown[] {
  return [item, ...childrenOf(item).flatMap(withDescendants)];
}

function childrenOf(item: unknown): readonly unknown[] {
  return isRecord(item) && Array.isArray(item.children) ? item.children : [];
}

/** The place of each item of a list, or of a tree, among its siblings, counted from 0. */
export function placesIn(items: readonly unknown[]): ReadonlyMap<unknown, number> {
  const below = items.map(childrenOf);
  const isBelow = new Set(below.flat());
  const groups = [items.filter((item) => !isBelow.has(item)), ...below];
  return new Map(groups.flatMap((group) => group.map((item, place) => [item, place] as const)));
}

/**
 * The items without repetitions: an item that moved to a later page meanwhile occurs twice, and its first place counts.
 */
function unique(pages: readonly (readonly unknown[])[], keyOf: (item: unknown) => string): unknown[] {
  const items = new Map<string, unknown>();
  for (const item of pages.flat()) {
    const key = keyOf(item);
    if (!items.has(key)) items.set(key, item);
  }
  return [...items.values()];
}
