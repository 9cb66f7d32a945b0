import { expect, test } from 'vitest';
import { ReadyQueue } from './ready-queue.ts';

function queue(chain: Record<string, number>) {
  const nodes = new ReadyQueue<{ readonly address: string }>(new Map(Object.entries(chain)));
  return {
    add: (...addresses: string[]) => {
      for (const address of addresses) nodes.add({ address });
    },
    take: () => nodes.take()?.address,
  };
}

test('the longest chain comes first, whenever it was added', () => {
  const { add, take } = queue({ short: 1, long: 3, middle: 2 });
  add('short', 'middle');
  expect(take()).toBe('middle');
  add('long');
  expect([take(), take(), take()]).toEqual(['long', 'short', undefined]);
});

test('the longest chain comes first, in whatever order the lengths are given', () => {
  const { add, take } = queue({ short: 1, longest: 10, middle: 2, long: 3 });
  add('middle', 'long', 'short', 'longest');
  expect([take(), take(), take(), take()]).toEqual(['longest', 'long', 'middle', 'short']);
});

test('equals come in the order they were added in', () => {
  const { add, take } = queue({ a: 1, b: 1, c: 1 });
  add('b', 'c');
  expect(take()).toBe('b');
  add('a');
  expect([take(), take(), take()]).toEqual(['c', 'a', undefined]);
});
