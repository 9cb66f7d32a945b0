import { expect, test } from 'vitest';
import { inCommittedOrder } from './order.ts';

const part = (...names: string[]) => ({
  text: `_format_version: "3.0"\nservices:\n${names.map((name) => `- host: h\n  name: ${name}\n  routes:\n  - name: r\n`).join('')}`,
});

test('as the committed file has them, new ones behind', () => {
  const parts = [part('a'), part('b'), part('new'), part('c')];
  const { text } = part('c', 'a', 'b');
  expect(inCommittedOrder(parts, text)).toEqual([part('c'), part('a'), part('b'), part('new')]);
});

test('whatever way the committed file is written', () => {
  const committed = JSON.stringify({ services: [{ name: 'b' }, { name: 'a' }] });
  expect(inCommittedOrder([part('a'), part('b')], committed)).toEqual([part('b'), part('a')]);
});

test('nothing committed, or nonsense: as they come', () => {
  for (const committed of ['', 'services: 7', '['])
    expect(inCommittedOrder([part('b'), part('a')], committed)).toEqual([part('b'), part('a')]);
});
