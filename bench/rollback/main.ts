import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { type RollbackOutcome, rollBack } from '../../test/e2e/rollback.ts';
import { rollbackPair } from '../../test/e2e/rollback-platform.ts';
import { runProgram } from '../program.ts';

interface Options {
  readonly pairs: number;
  readonly seed: number;
  /** The number of the only pair to run. */
  readonly only: number | undefined;
}

const usage = `npm run bench:rollback -- [options]

Applies platform A, platform B, and A again on the simulator, for random pairs of platforms, and compares what is there
with what A made at first. Exits with 1 when something differs.

  --pairs N   so many pairs; 300 when left out
  --seed N    other pairs; 11 when left out
  --only N    the pair with this number alone, with its platforms
`;

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pairs: { type: 'string', default: '300' },
      seed: { type: 'string', default: '11' },
      only: { type: 'string' },
    },
  });
  const only = values.only === undefined ? undefined : count('only', values.only);
  return { pairs: count('pairs', values.pairs), seed: count('seed', values.seed), only };
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} must be a whole number above 0`);
  return value;
}

/** Runs the pairs. @returns the exit code */
async function main({ pairs, seed, only }: Options): Promise<number> {
  const samples = fc.sample(rollbackPair, { numRuns: Math.max(pairs, only ?? 0), seed });
  const chosen = [...samples.entries()].filter(([index]) => only === undefined || index + 1 === only);
  const started = performance.now();
  const outcomes: RollbackOutcome[] = [];
  for (const [index, [one, other]] of chosen) {
    const outcome = await rollBack(one, other);
    outcomes.push(outcome);
    if (only !== undefined) console.log(JSON.stringify({ a: one, b: other }, undefined, 1));
    for (const problem of outcome.problems) console.log(`pair ${index + 1}: ${problem}`);
    if (outcomes.length % 25 === 0) process.stderr.write(`${outcomes.length} of ${chosen.length}\n`);
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(summary(outcomes));
  process.stderr.write(`all: ${seconds} s\n`);
  return outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

function summary(outcomes: readonly RollbackOutcome[]): string {
  const changes = total(outcomes.map((outcome) => outcome.changes));
  const stays = total(outcomes.map((outcome) => outcome.stays));
  return [
    '| counted | number |',
    '| --- | --: |',
    `| pairs | ${outcomes.length} |`,
    `| applies | ${outcomes.reduce((sum, { applies }) => sum + applies, 0)} |`,
    ...Object.entries(changes).map(([action, number]) => `| changes from A to B and back: ${action} | ${number} |`),
    `| pairs in which A was there again | ${outcomes.filter(({ problems }) => problems.length === 0).length} |`,
    ...Object.entries(stays).map(([reason, number]) => `| rows that A does not decide about: ${reason} | ${number} |`),
  ].join('\n');
}

function total(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const each of counts) for (const [key, number] of Object.entries(each)) sums[key] = (sums[key] ?? 0) + number;
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}

await runProgram(readOptions, main, usage);
