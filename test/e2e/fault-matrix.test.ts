import { describe, expect, test } from 'vitest';
import type { Fault } from '../../bench/faults/fault.ts';
import { runRow } from '../../bench/faults/matrix.ts';
import { rows } from '../../bench/faults/rows.ts';
import { isFine, renderTable } from '../../bench/faults/table.ts';

/**
 * A sample of `npm run bench:faults`: rows, faults and the number of calls for each. Two thirds of the calls are
 * writes, spread evenly over the run, with the last one.
 */
const sample: readonly (readonly [row: string, faults: readonly (Fault | 'none')[], calls: number])[] = [
  ['first apply', ['reset after commit', 'truncated answer'], 3],
  ['first apply', ['kill'], 2],
  ['update', ['reset before commit', '429', '500 for good'], 3],
  ['update', ['TERM'], 1],
  ['new version', ['reset after commit', '503'], 3],
  ['removal', ['500'], 3],
  ['two updates and the other wins', ['none'], 4],
  ['stage', ['reset after commit'], 2],
  ['update then revert', ['500 for good', 'kill'], 3],
  ['new version then revert', ['500 for good'], 3],
  ['two updates and the held one wins', ['none'], 3],
  ['two first applies', ['none'], 4],
  ['two first applies', ['reset after commit'], 3],
  ['two crossing first applies', ['none'], 3],
  ['two crossing updates and the other wins', ['truncated answer'], 3],
  ['two updates and the other wins', ['kill'], 2],
  ['stage', ['truncated answer'], 3],
  ['two crossing stages', ['none'], 1],
  ['client secret', ['500', 'reset after commit'], 2],
  ['deck sync', ['429', 'kill'], 1],
  ['deck sync then revert', ['reset after commit', '500 for good'], 2],
  ['stage while one waits', ['503'], 1],
  ['two first applies with leases', ['none', 'kill', 'reset after commit'], 2],
  ['two updates with leases', ['500 for good'], 2],
];

function rowNamed(name: string) {
  const row = rows.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`there is no row ${name}`);
  return row;
}

describe('disturbed, and run again until nothing is left, all is as an undisturbed run leaves it', () => {
  test.for(sample)('%s: %j', { timeout: 120_000 }, async ([name, faults, calls], context) => {
    const lacking = await rowNamed(name).lacks();
    if (lacking !== undefined) context.skip(lacking);
    const cells = await runRow(rowNamed(name), { faults, sample: calls });
    expect(cells.map(({ outcomes }) => outcomes.length)).toEqual(faults.map(() => calls));
    if (!cells.flatMap(({ outcomes }) => outcomes).every(isFine)) expect.fail(renderTable(cells));
  });
});
