import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BaseSequencer, createVitest, type TestSpecification } from 'vitest/node';
import { note } from './journal.ts';
import type { Mutant } from './mutant.ts';
import { withSwitches } from './schemata.ts';
import { readTask, workFolder } from './task.ts';

// A process of its own, because a mutant may never come back: scripts/mutants/hunt.ts starts it, and ends it if need be.

const root = path.resolve(import.meta.dirname, '../..');

/** Keeps the order of the task: what is most likely to notice something comes first. */
class InOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = new Map(readTask(workFolder()).tests.map((file, index) => [file, index] as const));
    return Promise.resolve(files.toSorted((a, b) => (rank.get(a.moduleId) ?? 0) - (rank.get(b.moduleId) ?? 0)));
  }
}

async function main(): Promise<void> {
  const folder = workFolder();
  const task = readTask(folder);
  const byFile = Map.groupBy(task.mutants, ({ file }: Mutant) => path.join(root, file));
  const vitest = await createVitest(
    {
      root,
      config: false,
      watch: false,
      reporters: [{}],
      include: ['packages/**/*.test.ts', 'test/**/*.test.ts'],
      runner: path.join(import.meta.dirname, 'runner.ts'),
      maxWorkers: 1,
      bail: task.only === 0 ? 0 : 1,
      silent: true,
      // A cache of transformed sources on the disk would hide mutants here, and show them to the next ordinary run.
      fsModuleCache: false,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      sequence: { sequencer: InOrder },
      // Snapshots are compared, never written.
      update: 'none',
      env: { CI: 'true' },
    },
    {
      cacheDir: path.join(folder, 'cache'),
      plugins: [
        {
          name: 'konduct-mutants',
          enforce: 'pre',
          transform(_code, id) {
            const file = id.split('?')[0] ?? id;
            const mutants = byFile.get(file);
            return mutants && { code: withSwitches(file, readFileSync(file, 'utf8'), mutants), map: null };
          },
        },
      ],
    },
  );
  const project = vitest.projects[0];
  if (!project) throw new Error('no project of tests');
  const { testModules } = await vitest.runTestSpecifications(
    task.tests.map((file) => project.createSpecification(file)),
  );
  const failed = testModules.find((module) => !module.ok());
  if (task.only !== 0 && failed) note(folder, { event: 'killed', ids: [task.only], test: failed.moduleId });
  await vitest.close();
}

// Whoever wanted to know is gone.
process.once('disconnect', () => process.exit(1));
await main();
// Servers that a mutant forgot to close are no reason to stay.
process.exit(0);
