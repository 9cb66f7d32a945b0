import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hunt } from './mutants/hunt.ts';
import { mutantsOf, rooms, testsFor } from './mutants/rooms.ts';
import { sampleOf } from './mutants/sample.ts';
import { mutantsText } from './mutants/text.ts';

// `npm run mutants`: which small changes of the sources no test notices. CONTRIBUTING.md describes it.

const usage = `npm run mutants -- [ROOM...] [--sample N] [--seed S] [--wide]

  ROOM         a folder or a file below packages, such as core/plan or konnect/retry.ts;
               without one: ${rooms.join(', ')}
  --sample N   how many mutants of each ROOM are tried (default: 40); 0 tries all of them
  --seed S     which ones: the same seed tries the same mutants of the same sources (default: 1)
  --wide       also asks the tests of whole runs (test/e2e), which takes minutes longer
`;

const root = path.resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      sample: { type: 'string', default: '40' },
      wide: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const isNumber = [values.sample, values.seed].every((value) => /^\d{1,9}$/.test(value));
  if (values.help || !isNumber) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const names = positionals.length > 0 ? positionals : rooms;
  const all = Map.groupBy(mutantsOf(root, names), ({ room }) => room);
  const size = Number(values.sample) || Number.POSITIVE_INFINITY;
  const chosen = [...all.values()].flatMap((mutants) => sampleOf(mutants, size, Number(values.seed)));
  const mutants = chosen.map((mutant, index) => ({ ...mutant, id: index + 1 }));
  const totals = new Map([...all].map(([room, { length }]) => [room, length]));
  // Everything that a run writes is in this folder; the checkout is only read.
  const folder = mkdtempSync(path.join(tmpdir(), 'konduct-mutants-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  const found = await hunt(folder, mutants, testsFor(root, names, values.wide), (line) => console.error(line));
  process.stdout.write(mutantsText(found, totals));
}

await main();
