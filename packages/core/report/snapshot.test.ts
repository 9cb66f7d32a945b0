import { expect, test } from 'vitest';
import { emptySummary, type Plan, type Summary } from '../plan/plan.ts';
import { snapshotSentence } from './snapshot.ts';
import { verdictOf } from './verdict.ts';

const snapshot = { taken: '2026-11-30T20:15:59Z', commit: 'abc1234'.padEnd(40, '0'), age: '3 hours' };

function verdict(summary: Partial<Summary>): string | undefined {
  const plan: Plan = {
    organization: 'acme',
    owner: 'acme',
    changes: [],
    summary: { ...emptySummary, ...summary },
    orphans: [],
    extent: { type: 'everything' },
    diagnostics: [],
  };
  const found = verdictOf({ organization: 'acme', diagnostics: [], plan, snapshot });
  expect(found?.state).not.toBe('good');
  return found?.text;
}

test('a snapshot is named by its time and commit, and by its age where that may change', () => {
  expect(snapshotSentence(snapshot, true)).toBe(
    'Planned against a snapshot of 2026-11-30 20:15 UTC, commit abc1234, 3 hours old; what was changed in Konnect since is not seen.',
  );
  expect(snapshotSentence({ taken: snapshot.taken, age: '3 hours' }, false)).toBe(
    'Planned against a snapshot of 2026-11-30 20:15 UTC; what was changed in Konnect since is not seen.',
  );
});

test('a plan against a snapshot never says how Konnect is', () => {
  expect(verdict({ none: 3 })).toBe('Against the snapshot there is nothing to change.');
  expect(verdict({ none: 3, waiting: 1 })).toBe('Against the snapshot this is left: 1 waiting.');
  expect(verdict({ update: 1 })).toBeUndefined();
  expect(verdict({ update: 1, blocked: 1 })).toBe('1 change is blocked until the cause is mended.');
});
