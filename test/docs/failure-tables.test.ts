import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RunSort, reasonsOf } from '@konduct/core/run/outcome';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Reasons that only a terminal has: a person who is asked. */
const onlyAtTerminals = ['declined'];

test.each<[action: string, runs: RunSort]>([
  ['reconcile-konnect', 'reconciliation'],
  ['deck-sync', 'gateways'],
  ['stage-spec', 'staging'],
])('the README of %s has every reason for which it can fail', (action, runs) => {
  const text = readFileSync(path.join(root, 'actions', action, 'README.md'), 'utf8');
  const [, failures = ''] = text.split('\n## Failures\n');
  const listed = new Set([...failures.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason));
  expect(reasonsOf(runs).filter((reason) => !listed.has(reason) && !onlyAtTerminals.includes(reason))).toEqual([]);
});
