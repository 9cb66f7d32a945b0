import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Store } from './store.ts';
import { type Row, Table } from './table.ts';

describe('a table', () => {
  test('keeps the place of a row that is replaced', () => {
    const table = new Table();
    for (const id of ['a', 'b', 'c']) table.put({ id, name: id });
    table.put({ id: 'a', name: 'new' });
    expect([...table.rows()].map(({ name }) => name)).toEqual(['new', 'b', 'c']);
    expect(table.by('name', 'a')).toEqual([]);
    expect(table.by('name', 'new')).toEqual([{ id: 'a', name: 'new' }]);
  });

  test('says whether there was something to remove', () => {
    const table = new Table();
    table.put({ id: 'a' });
    expect([table.remove('a'), table.remove('a')]).toEqual([true, false]);
  });

  test('finds by index what a look at every row finds', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const name = fc.constantFrom('x', 'y', null);
    const change = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id, name }),
      fc.record({ kind: fc.constant('remove' as const), id }),
      fc.record({ kind: fc.constant('look' as const), id }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const table = new Table();
        for (const change of changes) {
          if (change.kind === 'put') table.put({ id: change.id, name: change.name });
          else if (change.kind === 'remove') table.remove(change.id);
          else table.by('name', 'x');
        }
        const ids = (rows: Iterable<Row>) => [...rows].map((row) => row.id).sort();
        for (const value of ['x', 'y', null]) {
          expect(ids(table.by('name', value))).toEqual(ids([...table.rows()].filter((row) => row.name === value)));
        }
      }),
    );
  });
});

describe('a store', () => {
  test('drops what is below an object, to any depth', () => {
    const store = new Store();
    store.table('portals').put({ id: 'p' });
    store.table('teams', 'p').put({ id: 't' });
    store.table('roles', 't').put({ id: 'r' });
    store.table('roles', 'other').put({ id: 's' });
    store.drop('p');
    expect([...store.tables()].map(([scope, name]) => `${scope}/${name}`)).toEqual(['/portals', 'other/roles']);
  });
});
