import { describe, expect, test } from 'vitest';
import { type Action, actions, writes } from './change.ts';
import { addSummaries, emptySummary, hasChanges, isSettled, summarize } from './plan.ts';

test('a summary counts changes by their action, and the orphans beside them', () => {
  const made: Action[] = ['create', 'create', 'blocked', 'none', 'none', 'none'];
  expect(
    summarize(
      made.map((action) => ({ action })),
      4,
    ),
  ).toEqual({
    ...emptySummary,
    create: 2,
    blocked: 1,
    none: 3,
    orphaned: 4,
  });
});

test('summaries of several organizations are added, number by number', () => {
  const all = { create: 1, update: 2, replace: 3, delete: 4, adopt: 5, none: 6, waiting: 7, blocked: 8, orphaned: 9 };
  expect(addSummaries([all, emptySummary, all])).toEqual({
    ...{ create: 2, update: 4, replace: 6, delete: 8, adopt: 10, none: 12, waiting: 14, blocked: 16, orphaned: 18 },
  });
  expect(addSummaries([])).toEqual(emptySummary);
});

describe.each<[Action | 'orphaned', { writes: boolean; settled: boolean }]>([
  ['create', { writes: true, settled: false }],
  ['update', { writes: true, settled: false }],
  ['replace', { writes: true, settled: false }],
  ['delete', { writes: true, settled: false }],
  ['adopt', { writes: true, settled: false }],
  ['none', { writes: false, settled: true }],
  ['waiting', { writes: false, settled: false }],
  ['blocked', { writes: false, settled: false }],
  ['orphaned', { writes: false, settled: false }],
])('a plan of which one is: %s', (what, expected) => {
  const summary = { ...emptySummary, [what]: 1 };
  test(`${expected.writes ? 'writes' : 'writes nothing'}`, () => {
    expect(hasChanges(summary)).toBe(expected.writes);
    const action = actions.find((one) => one === what);
    if (action) expect(writes({ action })).toBe(expected.writes);
  });
  test(`${expected.settled ? 'agrees' : 'does not agree'} with Konnect`, () => {
    expect(isSettled(summary)).toBe(expected.settled);
  });
});

test('numbers of several kinds add up', () => {
  const written = ['create', 'update', 'replace', 'delete', 'adopt'] as const;
  const open = ['waiting', 'blocked', 'orphaned'] as const;
  for (const a of written)
    for (const b of written) expect(hasChanges({ ...emptySummary, [a]: 1, [b]: 1 }), `${a}, ${b}`).toBe(true);
  for (const a of open)
    for (const b of open) expect(isSettled({ ...emptySummary, [a]: 1, [b]: 1 }), `${a}, ${b}`).toBe(false);
});
