import { Optional } from '@marcbachmann/cel-js';
import { evaluationError } from '../engine-error.ts';
import { budgetExceeded } from '../expression-error.ts';
import { isEqual } from './equality.ts';
import type { CelFunction } from './function.ts';

/** The longest list that `lists.range` makes. */
export const longestRange = 1000;

/** cel-go's list functions. They hand the items on as they are, so that each keeps its identity and its place. */
export const listFunctions: readonly CelFunction[] = [
  {
    name: 'distinct',
    signature: 'list<T>.distinct(): list<T>',
    description: 'The list without repetitions, each item at its first place.',
    example: "['b', 'a', 'b'].distinct() == ['b', 'a']",
    handler: distinct,
  },
  {
    name: 'flatten',
    signature: 'list<list<T>>.flatten(): list<T>',
    description: 'The items of the lists in a list, as one list.',
    example: '[[1, 2], [3]].flatten() == [1, 2, 3]',
    handler: (list: readonly unknown[]) => list.flat(1),
  },
  {
    name: 'flatten',
    signature: 'list<dyn>.flatten(int): list<dyn>',
    description: 'The same for lists nested more deeply, as many levels as the number says.',
    example: '[[1, [2]], [3]].flatten(2) == [1, 2, 3]',
    handler: flatten,
  },
  {
    name: 'sort',
    signature: 'list<T>.sort(): list<T>',
    description: 'The list in ascending order. All items must be texts, numbers, booleans or timestamps.',
    example: "['b', 'a'].sort() == ['a', 'b']",
    handler: sort,
  },
  {
    name: 'reverse',
    signature: 'list<T>.reverse(): list<T>',
    description: 'The list in the opposite order.',
    example: '[1, 2, 3].reverse() == [3, 2, 1]',
    handler: (list: readonly unknown[]) => list.toReversed(),
  },
  {
    name: 'slice',
    signature: 'list<T>.slice(int, int): list<T>',
    description: 'The items from the first position up to, not including, the second.',
    example: '[1, 2, 3, 4].slice(1, 3) == [2, 3]',
    handler: slice,
  },
  {
    name: 'first',
    signature: 'list<T>.first(): optional<T>',
    description: 'The first item, or an empty optional for an empty list.',
    example: "['a', 'b'].first().orValue('none') == 'a'",
    handler: (list: readonly unknown[]) => Optional.of(list[0]),
  },
  {
    name: 'last',
    signature: 'list<T>.last(): optional<T>',
    description: 'The last item, or an empty optional for an empty list.',
    example: "['a', 'b'].last().orValue('none') == 'b'",
    handler: (list: readonly unknown[]) => Optional.of(list.at(-1)),
  },
  {
    name: 'lists.range',
    signature: 'lists.range(int): list<int>',
    description: `The integers from 0 up to, not including, the number, which is at most ${longestRange}.`,
    example: 'lists.range(3) == [0, 1, 2]',
    handler: range,
  },
];

function distinct(list: readonly unknown[]): unknown[] {
  const seen = new Set<unknown>();
  const kept: unknown[] = [];
  for (const item of list) {
    // Texts are equal to themselves only; numbers and objects may be equal to others.
    const repeated = typeof item === 'string' ? seen.has(item) : kept.some((other) => isEqual(other, item));
    if (repeated) continue;
    seen.add(item);
    kept.push(item);
  }
  return kept;
}

function flatten(list: readonly unknown[], depth: bigint): unknown[] {
  if (depth < 0n) throw evaluationError('invalid_argument', `flatten() depth ${depth} is negative`);
  return (list as unknown[]).flat(Number(depth));
}

function sort(list: readonly unknown[]): unknown[] {
  const types = new Set(list.map((item) => (item instanceof Date ? 'timestamp' : typeof item)));
  const [type, other] = types;
  if (other !== undefined) throw evaluationError('invalid_argument', `sort() cannot compare ${type} with ${other}`);
  if (type === 'object') throw evaluationError('invalid_argument', 'sort() cannot compare lists or objects');
  return (list as string[]).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function slice(list: readonly unknown[], start: bigint, end: bigint): unknown[] {
  if (start < 0n || end < start || end > BigInt(list.length)) {
    throw evaluationError('index_out_of_range', `slice(${start}, ${end}) is not within a list of ${list.length} items`);
  }
  return list.slice(Number(start), Number(end));
}

function range(count: bigint): bigint[] {
  if (count > BigInt(longestRange))
    throw evaluationError(budgetExceeded, `lists.range() gives at most ${longestRange} items`);
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index));
}
