import { isRecord } from '@konduct/core/value/record';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesIn, readList } from './pagination.ts';
import type { KonnectRequest } from './transport.ts';

const request: KonnectRequest = { method: 'GET', scope: 'eu', path: '/v3/things' };
const keyOf = (item: unknown) => String(isRecord(item) ? item.id : item);
const things = (count: number) => Array.from({ length: count }, (_, id) => ({ id: String(id) }));

/** A list with numbered pages that limits page sizes. Its items may change from request to request. */
function numbered(
  read: (asked: number) => unknown[],
  options: { clamp?: number; total?: (number: number, size: number) => number } = {},
) {
  const asked: string[] = [];
  const get = async ({ query = {} }: KonnectRequest) => {
    asked.push(new URLSearchParams(query).toString());
    const items = read(asked.length);
    const number = Number(query['page[number]'] ?? 1);
    const size = Math.min(Number(query['page[size]'] ?? 10), options.clamp ?? 100);
    const total = options.total?.(number, size) ?? items.length;
    return { data: items.slice((number - 1) * size, number * size), meta: { page: { number, size, total } } };
  };
  return { get, asked };
}

describe('page numbers', () => {
  test('every item is read once, whatever the number of items, the size asked for and the size given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        async (count, pageSize, clamp) => {
          const { get, asked } = numbered(() => things(count), { clamp });
          expect(await readList(get, request, { paging: 'page', pageSize }, keyOf)).toEqual(things(count));
          expect(asked.length).toBe(Math.max(1, Math.ceil(count / Math.min(pageSize, clamp))));
        },
      ),
    );
  });

  test('pages after the first are asked for at once', async () => {
    let inFlight = 0;
    let most = 0;
    const { get } = numbered(() => things(95), { clamp: 10 });
    const slow = async (page: KonnectRequest) => {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight -= 1;
      return get(page);
    };
    await readList(slow, request, { paging: 'page', pageSize: 100 }, keyOf);
    expect(most).toBe(9);
  });

  test('a list without page parameters is asked for pages only when it has more', async () => {
    const small = numbered(() => things(3));
    await readList(small.get, request, { paging: 'page' }, keyOf);
    expect(small.asked).toEqual(['']);
    const large = numbered(() => things(13));
    expect(await readList(large.get, request, { paging: 'page' }, keyOf)).toEqual(things(13));
    expect(large.asked).toEqual(['', 'page%5Bsize%5D=10&page%5Bnumber%5D=2']);
  });

  test('an item that moved to a later page while pages were read shows once', async () => {
    const { get } = numbered((asked) => (asked % 2 === 1 ? things(4) : [{ id: 'new' }, ...things(4)]), { clamp: 2 });
    const items = await readList(get, request, { paging: 'page', pageSize: 2 }, keyOf);
    expect(items.map(keyOf)).toEqual(['0', '1', '2']);
  });

  test('an item that slipped through while others were deleted is found by reading again', async () => {
    const { get, asked } = numbered((time) => (time === 1 ? things(6) : things(6).slice(1)), { clamp: 2 });
    const items = await readList(get, request, { paging: 'page', pageSize: 2 }, keyOf);
    expect(items.map(keyOf)).toEqual(['1', '2', '3', '4', '5']);
    expect(asked.length).toBe(6);
  });

  test.each([
    [
      'that counts one more for ever',
      (number: number, size: number) => number * size + 1,
      'it counts 11 items, but its page 2 is empty',
    ],
    ['that counts more than a platform has', () => 1_000_000, 'it counts 1000000 items'],
    ['that counts what it does not hold', () => 7, 'it counts 7 items, but its page 2 is empty'],
  ])('a list %s is refused', async (_, total, message) => {
    const { get, asked } = numbered(() => things(5), { total });
    await expect(readList(get, request, { paging: 'page', pageSize: 100 }, keyOf)).rejects.toThrow(message);
    expect(asked.length).toBeLessThan(60);
  });

  test.each([0, 100_000])('a list may have %i items', async (total) => {
    const all = things(total);
    const { get, asked } = numbered(() => all);
    expect(await readList(get, request, { paging: 'page', pageSize: 100 }, keyOf)).toHaveLength(total);
    expect(asked).toHaveLength(Math.max(1, total / 100));
  });

  test('no more than a hundred pages are asked for at once', async () => {
    const { get } = numbered(() => things(350), { clamp: 1 });
    const [waves, open] = [[] as number[], { count: 0 }];
    const counting = async (page: KonnectRequest) => {
      open.count += 1;
      await Promise.resolve();
      waves.push(open.count);
      const answer = await get(page);
      open.count -= 1;
      return answer;
    };
    expect(await readList(counting, request, { paging: 'page', pageSize: 1 }, keyOf)).toHaveLength(350);
    expect(Math.max(...waves)).toBe(100);
  });

  test('pages that a list gets while it is read are followed, five times', async () => {
    const growing = (most: number) => numbered((asked) => things(Math.min(2 + asked, most)), { clamp: 1 });
    const few = growing(6);
    expect(await readList(few.get, request, { paging: 'page', pageSize: 1 }, keyOf)).toHaveLength(6);
    const endless = growing(1000);
    await expect(readList(endless.get, request, { paging: 'page', pageSize: 1 }, keyOf)).rejects.toThrow(
      'it grew while it was read',
    );
  });

  test('a list that grows to more than a platform has is refused', async () => {
    const total = (number: number) => (number === 1 ? 3 : 100_001);
    const { get } = numbered(() => things(3), { clamp: 2, total });
    await expect(readList(get, request, { paging: 'page', pageSize: 2 }, keyOf)).rejects.toThrow(
      'it counts 100001 items',
    );
  });

  test('a list that shrinks while it is read is what is left', async () => {
    const { get } = numbered((asked) => things(asked % 2 === 1 ? 4 : 3), { clamp: 2 });
    expect(await readList(get, request, { paging: 'page', pageSize: 2 }, keyOf)).toHaveLength(3);
  });

  test.each([
    ['its page says its size', { size: 2 }, ['', '2']],
    ['its page does not say its size', {}, ['', '2']],
    ['its page says a size that is none', { size: 0 }, ['', '2']],
    ['its page says a size that is no number', { size: '5' }, ['', '2']],
    ['its page says more than it holds', { size: 10 }, ['', '2']],
    ['its page says a part of an item', { size: 2.7 }, ['', '2']],
  ])('a list goes on behind its first page: %s', async (_, said, sizes) => {
    const asked: string[] = [];
    const get = async ({ query = {} }: KonnectRequest) => {
      asked.push(query['page[size]'] ?? '');
      const number = Number(query['page[number]'] ?? 1);
      return { data: things(3).slice((number - 1) * 2, number * 2), meta: { page: { ...said, total: 3 } } };
    };
    expect(await readList(get, request, { paging: 'page' }, keyOf)).toEqual(things(3));
    expect(asked).toEqual(sizes);
  });

  test('an empty first page of a list that has items is refused', async () => {
    const get = async () => ({ data: [], meta: { page: { size: 10, total: 3 } } });
    await expect(readList(get, request, { paging: 'page' }, keyOf)).rejects.toThrow('it counts 3 items');
  });

  test('a list whose pages are all the first one is refused', async () => {
    const get = async () => ({ data: things(5), meta: { page: { number: 1, size: 5, total: 10 } } });
    const reading = readList(get, request, { paging: 'page', pageSize: 100 }, keyOf);
    await expect(reading).rejects.toThrow('it counts 10 items, but its pages hold 5');
  });

  test.each([
    ['no object', 'text'],
    ['no data', { meta: { page: { total: 0 } } }],
    ['no total', { data: [] }],
    ['no page', { data: [], meta: 'x' }],
    ['a total that is text', { data: [], meta: { page: { total: '3' } } }],
    ['a total below nothing', { data: [], meta: { page: { total: -1 } } }],
    ['a total that is no number', { data: [], meta: { page: { total: Number.NaN } } }],
  ])('an answer with %s is not understood', async (_, body) => {
    await expect(readList(async () => body, request, { paging: 'page', pageSize: 100 }, keyOf)).rejects.toThrow(
      'the list has no',
    );
  });
});

describe('linked pages', () => {
  const pages = (...bodies: unknown[]) => {
    const asked: string[] = [];
    const get = async ({ query }: KonnectRequest) => {
      asked.push(new URLSearchParams(query).toString());
      return bodies[Math.min(asked.length, bodies.length) - 1];
    };
    return { get, asked };
  };

  test('offsets are followed until there is none', async () => {
    for (const last of [{}, { offset: null }, { offset: '' }]) {
      const { get, asked } = pages({ data: [{ id: 'a' }], offset: 'x=/1' }, { data: [{ id: 'b' }], ...last });
      expect(await readList(get, request, { paging: 'offset', pageSize: 1000 }, keyOf)).toEqual([
        { id: 'a' },
        { id: 'b' },
      ]);
      expect(asked).toEqual(['size=1000', 'size=1000&offset=x%3D%2F1']);
    }
  });

  test.each([
    '/v3/things?page%5Bafter%5D=c2&page[size]=100',
    '?page[after]=c2&page[size]=100',
    'https://elsewhere.example/v3/things?page[after]=c2&page[size]=100',
    'http://127.0.0.1:1/eu/v3/things?page[after]=c2&page[size]=100',
  ])('only the query of %s is used', async (next) => {
    const { get, asked } = pages({ data: [1], meta: { page: { next } } }, { data: [2], meta: { next: null } });
    expect(await readList(get, request, { paging: 'cursor', pageSize: 100 }, keyOf)).toEqual([1, 2]);
    expect(asked.at(-1)).toBe('page%5Bsize%5D=100&page%5Bafter%5D=c2');
  });

  test.each([
    ['cursor', { data: [1], meta: { page: { next: '?page[after]=same' } } }, 'the same page follows again'],
    [
      'cursor',
      { data: [1], meta: { page: { next: '/v3/secrets?page[after]=x' } } },
      'its next page belongs to another list',
    ],
    ['cursor', { data: [1], meta: { page: { next: 7 } } }, 'the address of the next page is not one'],
    ['offset', { data: [1], offset: 'same' }, 'the same page follows again'],
    ['offset', { data: [1], offset: 5 }, 'the offset of the next page is not text'],
  ] as const)('a %s list answered with %o is refused', async (paging, body, message) => {
    await expect(readList(pages(body).get, request, { paging }, keyOf)).rejects.toThrow(message);
  });

  test.each(['', null, undefined])('the last page names none: %o', async (next) => {
    for (const meta of [{ page: { next } }, { next }, undefined, 'x']) {
      const { get, asked } = pages({ data: [1], meta });
      expect(await readList(get, request, { paging: 'cursor' }, keyOf)).toEqual([1]);
      expect(asked).toHaveLength(1);
    }
  });

  test('an address that cannot be read is refused', async () => {
    const { get } = pages({ data: [1], meta: { next: 'http://[' } });
    await expect(readList(get, request, { paging: 'cursor' }, keyOf)).rejects.toThrow('is not one');
  });

  test('a list without an end is refused when it has more than a platform has, and not before', async () => {
    const listing = (last: number) => {
      let page = 0;
      return async () => {
        page += 1;
        const data = Array.from({ length: 1000 }, (_, index) => page * 1000 + index);
        return page < 100
          ? { data, offset: String(page) }
          : { data: page === 100 ? data : [1], ...(page < last ? { offset: String(page) } : {}) };
      };
    };
    expect(await readList(listing(100), request, { paging: 'offset' }, keyOf)).toHaveLength(100_000);
    await expect(readList(listing(101), request, { paging: 'offset' }, keyOf)).rejects.toThrow(
      'more than 100000 items',
    );
  });

  test('a few pages that bring nothing new are no fault, if another one does', async () => {
    const empty = Array.from({ length: 9 }, (_, index) => ({ data: [1], offset: `e${index}` }));
    const { get } = pages(
      { data: [1], offset: 'a' },
      ...empty,
      { data: [2], offset: 'b' },
      ...empty.map((one, index) => ({ ...one, offset: `f${index}` })),
      { data: [3] },
    );
    expect(await readList(get, request, { paging: 'offset' }, keyOf)).toEqual([1, 2, 3]);
    // The last page ends the list, whatever it brings.
    const ends = pages({ data: [1], offset: 'a' }, ...empty, { data: [1] });
    expect(await readList(ends.get, request, { paging: 'offset' }, keyOf)).toEqual([1]);
  });

  test('a list of empty pages that never ends is refused', async () => {
    let offset = 0;
    const get = async () => ({ data: [], offset: String(offset++) });
    await expect(readList(get, request, { paging: 'offset' }, keyOf)).rejects.toThrow(
      '10 pages in a row brought nothing new',
    );
    expect(offset).toBe(10);
  });
});

test('a tree is read with all that is below, parents first', async () => {
  const tree = [
    { id: 'a', children: [{ id: 'b', children: [{ id: 'c' }] }, 'd'] },
    { id: 'e', children: 'none' },
  ];
  const items = await readList(async () => ({ data: tree }), request, { paging: 'tree' }, keyOf);
  expect(items.map(keyOf)).toEqual(['a', 'b', 'c', 'd', 'e']);
  const places = placesIn(items);
  expect(items.map((item) => places.get(item))).toEqual([0, 0, 0, 1, 1]);
});

test('the place of an item of a list that is no tree is its number', () => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }];
  expect([...placesIn([a, b])]).toEqual([
    [a, 0],
    [b, 1],
  ]);
  expect(placesIn([]).size).toBe(0);
});

test('one object is a list of its own', async () => {
  expect(await readList(async () => ({ id: 'a' }), request, { paging: 'self' }, keyOf)).toEqual([{ id: 'a' }]);
});

test('a list may have its items under another name', async () => {
  expect(await readList(async () => ({ items: [1] }), request, { paging: 'none' }, keyOf)).toEqual([1]);
  await expect(readList(async () => ({ data: 'x' }), request, { paging: 'none' }, keyOf)).rejects.toThrow('no data');
});

test('a list that is not cut may be bare', async () => {
  expect(await readList(async () => [1, 2, 1], request, { paging: 'none' }, keyOf)).toEqual([1, 2]);
  expect(await readList(async () => ({ data: [1] }), request, { paging: 'none' }, keyOf)).toEqual([1]);
});
