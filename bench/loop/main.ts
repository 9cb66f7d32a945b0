import { parseArgs } from 'node:util';
import { type CourseOutcome, runCourse, slopeOf } from '../../test/loop/course.ts';
import type { PauseMessage } from '../../test/loop/message.ts';

const usage = `npm run bench:loop -- [options]

Lets \`apply --every\` run against the simulator and a repository, with something else wrong in each round, commits and
changes by hand. Compares Konnect with an undisturbed apply every five rounds, and watches the memory of the process.
Exits with 1 when something differs, or when the memory grows.

  --rounds N   so many disturbed rounds; 200 when left out
  --seed N     other disturbances; 11 when left out
`;

/** Pauses that are too few to tell whether the heap grows: at first caches fill, and code is compiled when it is first met. */
const least = 80;

/** The most bytes that a pause may add to the heap on average, in the second half of the course. */
const mostGrowth = 8_192;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: '11' } },
  });
  const [rounds = 0, seed = 0] = [values.rounds, values.seed].map(Number);
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) throw new Error(usage);
  const started = performance.now();
  const outcome = await runCourse({ rounds, seed });
  for (const problem of outcome.problems) console.log(problem);
  const growth = growthOf(outcome.pauses);
  console.log(summary(outcome, growth));
  process.stderr.write(`all: ${Math.round((performance.now() - started) / 1000)} s\n`);
  return outcome.problems.length === 0 && (growth === undefined || growth <= mostGrowth) ? 0 : 1;
}

/** Bytes by which the heap grows from pause to pause in the second half; undefined for a course that is too short. */
function growthOf(pauses: readonly PauseMessage[]): number | undefined {
  const late = pauses.slice(Math.floor(pauses.length / 2));
  return pauses.length < least ? undefined : slopeOf(late.map(({ heap }) => heap));
}

function summary({ pauses, ...outcome }: CourseOutcome, growth: number | undefined): string {
  const last = pauses.at(-1);
  const at = (index: number) => pauses[Math.min(index, pauses.length - 1)];
  const megabytes = (bytes = 0) => (bytes / 1_048_576).toFixed(1);
  const rows: (readonly [string, string | number])[] = [
    ['rounds', outcome.rounds],
    ...Object.entries(outcome.outcomes).map(([name, number]) => [`rounds: ${name}`, number] as const),
    ['rounds that were told', outcome.told],
    ...Object.entries(outcome.disturbances).map(([name, number]) => [`disturbed: ${name}`, number] as const),
    ['commits', outcome.commits],
    ['changes by hand', outcome.changesByHand],
    ['comparisons with an undisturbed apply', outcome.comparisons],
    ['questions to /health and /metrics', outcome.scrapes],
    ['problems', outcome.problems.length],
    ['heap after ten pauses, MB', megabytes(at(10)?.heap)],
    ['heap in the middle, MB', megabytes(at(Math.floor(pauses.length / 2))?.heap)],
    ['heap at the end, MB', megabytes(last?.heap)],
    ['resident at the end, MB', megabytes(last?.resident)],
    [
      'growth of the heap from pause to pause in the second half, bytes',
      growth === undefined ? 'too short to tell' : Math.round(growth),
    ],
    ['handles after ten pauses, at the end', `${at(10)?.handles}, ${last?.handles}`],
    ['listeners after ten pauses, at the end', `${at(10)?.listeners}, ${last?.listeners}`],
  ];
  return ['| counted | number |', '| --- | --: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
