import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rollBack } from './rollback.ts';
import { rollbackPair } from './rollback-platform.ts';

const pairs = Number(process.env.ROLLBACK_PAIRS ?? 20);
const seed = Number(process.env.ROLLBACK_SEED ?? 11);

test('applying a platform, another one, and the first one again gives what the first one gave', {
  timeout: 600_000,
}, async () => {
  let deletions = 0;
  await fc.assert(
    fc.asyncProperty(rollbackPair, async ([one, other]) => {
      const { problems, changes } = await rollBack(one, other);
      deletions += changes.delete ?? 0;
      expect(problems).toEqual([]);
    }),
    { numRuns: pairs, seed },
  );
  expect(deletions).toBeGreaterThan(pairs);
});
