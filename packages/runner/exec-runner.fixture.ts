import { execRunner } from './exec-runner.ts';
import { progressFold } from './progress.ts';

// Runs the command that its argument describes as JSON, with progress around it, and prints what came of it on standard
// error.
const { abort, ...command } = JSON.parse(process.argv[2] ?? '');
const signal = abort === true ? AbortSignal.abort() : undefined;
const progress = progressFold();
progress.show('begun');
const result = await execRunner(progress).run({
  environment: { PATH: process.env.PATH ?? '' },
  timeLimit: 1,
  outputLimit: 1,
  onLine: (line: string) => progress.show(`heard ${line}`),
  ...command,
  ...(signal ? { signal } : {}),
});
progress.show('done');
progress.end();
process.stderr.write(JSON.stringify(result));
