import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handMade } from './hand-made.ts';
import { people } from './random-platform.ts';
import { rollbackPair } from './rollback-platform.ts';
import { compare } from './snapshot.ts';

const platforms = Number(process.env.SNAPSHOT_RUNS ?? 15);
const seed = 11;

test('a plan against a snapshot is the plan with a token, but for people whom the snapshot leaves out', {
  timeout: 600_000,
}, async () => {
  const total = { plans: 0, changes: 0, doubts: 0, bytes: 0 };
  await fc.assert(
    fc.asyncProperty(rollbackPair, fc.option(handMade, { nil: [] }), async ([one, other], things) => {
      const { problems, text, changes, doubts } = await compare(one, other, things);
      expect(problems).toEqual([]);
      for (const person of people) expect(text).not.toContain(person);
      total.plans += 1;
      total.changes += changes;
      total.doubts += doubts;
      total.bytes += text.length;
    }),
    { numRuns: platforms, seed },
  );
  if (process.env.SNAPSHOT_RUNS !== undefined) process.stdout.write(`${JSON.stringify(total)}\n`);
  expect(total.changes).toBeGreaterThan(total.plans);
  expect(total.doubts).toBeLessThan(total.changes / 4);
});
