import { describe, expect, test } from 'vitest';
import { compileFilter, DATE, type Filters, ID, LABELS, NAME, SAME, TEXT } from './filter.ts';
import { Refusal } from './problem.ts';
import { readQuery } from './query.ts';

const FILTERS: Filters = {
  id: ID,
  name: TEXT,
  title: NAME,
  active: SAME,
  labels: LABELS,
  created_at: DATE,
  groups: TEXT,
};
const ROWS = [
  {
    id: '1',
    name: 'flights',
    title: 'Flights',
    active: true,
    labels: { env: 'DEV', team: 'a' },
    created_at: '2026-01-01T00:00:00Z',
    groups: ['a', 'b'],
  },
  {
    id: '2',
    name: 'flights-dev',
    title: null,
    active: false,
    labels: {},
    created_at: '2026-02-01T00:00:00Z',
    groups: [],
  },
  {
    id: '3',
    name: 'bookings',
    title: 'Bookings',
    active: true,
    labels: { env: 'PROD' },
    created_at: '2026-03-01T00:00:00Z',
    groups: ['b'],
  },
];

function matching(query: string): string {
  const filter = compileFilter(readQuery(query).conditions, FILTERS);
  return ROWS.filter(filter ?? (() => true))
    .map(({ id }) => id)
    .join('');
}

describe('filters', () => {
  test.each([
    ['', '123'],
    ['filter[name][eq]=flights', '1'],
    ['filter[name]=flights', '1'],
    ['filter[name][neq]=flights', '23'],
    ['filter[name][contains]=flights', '12'],
    ['filter[name][oeq]=flights,bookings', '13'],
    ['filter[name][ocontains]=book,dev', '23'],
    ['filter[name][contains]=flights&filter[active]=true', '1'],
    ['filter[active]=false', '2'],
    ['filter[title][eq]=Bookings', '3'],
    ['filter[groups][eq]=a', '1'],
    ['filter[labels.env][eq]=DEV', '1'],
    ['filter[labels.env]=PROD', '3'],
    ['filter[labels][env][eq]=PROD', '3'],
    ['filter[labels.env][exists]=true', '13'],
    ['filter[labels.env][exists]=false', '2'],
    ['filter[created_at][lt]=2026-02-01T00:00:00Z', '1'],
    ['filter[created_at][gte]=2026-02-01T00:00:00Z', '23'],
    ['filter%5Bname%5D%5Beq%5D=flights', '1'],
    ['page[size]=1&sort=name', '123'],
  ])('%s', (query, ids) => {
    expect(matching(query)).toBe(ids);
  });

  test.each([
    ['filter[nme][eq]=x', 'filter[nme]'],
    ['filter[constructor]=x', 'filter[constructor]'],
    ['filter[title][oeq]=x', 'filter[title][oeq]'],
    ['filter[name][like]=x', 'filter[name][like]'],
    ['filter=x', 'filter'],
    ['filter[name=x', 'filter[name'],
  ])('refuses %s', (query, field) => {
    try {
      matching(query);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({ status: 400, fields: { invalid_parameters: [{ field, source: 'query' }] } });
      return;
    }
    expect.unreachable();
  });
});
