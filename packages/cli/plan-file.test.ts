import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folder, smallPlatform } from '../operations/folder.fixture.ts';
import { runCommandLine } from './command-line.fixture.ts';

const environment = { PATH: process.env.PATH, ACME_TOKEN: 'kpat_plan-file-of-command-line' };

let simulator: Simulator;
let workspace: string;

beforeEach(async () => {
  simulator = await startSimulator();
  workspace = folder(smallPlatform);
});

afterEach(() => simulator.close());

const konduct = (...args: string[]) =>
  runCommandLine([...args, '--konnect-url', simulator.konnectUrl], {
    environment,
    workingDirectory: workspace,
    answer: 'no',
  });

test('a plan file is applied without a question, and a run without one asks', async () => {
  const planned = await konduct('plan', '--prune', 'access', '--plan-file', 'plan.json');
  expect(planned.stdout).toMatch(/^This plan is in plan\.json\. .*: konduct apply --plan-file plan\.json$/m);
  expect(await konduct('apply')).toMatchObject({ questions: [expect.stringContaining('Carry this plan out?')] });
  const applied = await konduct('apply', '--plan-file', 'plan.json');
  expect(applied).toMatchObject({ questions: [], exitCode: 0 });
  expect(applied.stdout).toContain('Verified');
  const again = await konduct('apply', '--plan-file', 'plan.json', '--format', 'json');
  expect(again.exitCode).toBe(3);
  expect(JSON.parse(again.stdout)).toMatchObject({ failureReason: 'plan-stale', planFile: { path: 'plan.json' } });
  expect(again.stderr).toContain('error[plan-stale]: plan.json is carried out already');
});

test('a file with another first byte is refused, and so is a snapshot', async () => {
  await konduct('plan', '--plan-file', 'plan.json', '--quiet');
  const file = join(workspace, 'plan.json');
  const text = readFileSync(file);
  writeFileSync(file, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text]));
  const marked = await konduct('apply', '--plan-file', 'plan.json');
  expect(marked.exitCode).toBe(3);
  expect(marked.stderr).toContain('It begins with a byte order mark');
  // A plan is written over it all the same.
  expect((await konduct('plan', '--plan-file', 'plan.json', '--snapshot-file', 'seen.json')).exitCode).toBe(0);
  expect(readFileSync(file)).toEqual(text);
  const swapped = await konduct('apply', '--plan-file', 'seen.json');
  expect(swapped.exitCode).toBe(3);
  expect(swapped.stderr).toContain(
    'error[plan-stale]: seen.json is a snapshot and no plan file\n  fix: Plan against it',
  );
  await expect(konduct('plan', '--snapshot', 'plan.json')).rejects.toMatchObject({
    diagnostics: [{ code: 'snapshot-unusable', message: 'plan.json is a plan file and no snapshot' }],
  });
  expect(simulator.stats().writes).toBe(0);
});

test('an option that the file decides may be repeated and not contradicted, also with its default', async () => {
  await konduct('plan', '--prune', 'access', '--plan-file', 'plan.json');
  await expect(konduct('apply', '--plan-file', 'plan.json', '--prune', 'off')).rejects.toMatchObject({
    diagnostics: [{ message: '`prune` (`--prune`) off is not what plan.json says: access' }],
  });
  await expect(konduct('apply', '--plan-file', 'plan.json', '--replace')).rejects.toMatchObject({
    diagnostics: [{ message: '`replace` (`--replace`) true is not what plan.json says: false' }],
  });
  const args = ['apply', '--plan-file', 'plan.json', '--prune', 'access', '--concurrency', '2'];
  expect((await konduct(...args)).exitCode).toBe(0);
});

test('the program itself, in a process of its own', async () => {
  /** The exit code and what stands on standard error. */
  const run = (...args: string[]) =>
    new Promise<{ readonly status: number; readonly stderr: string }>((resolve) => {
      const program = [join(import.meta.dirname, 'main.ts'), ...args, '--konnect-url', simulator.konnectUrl, '--quiet'];
      const child = execFile(
        process.execPath,
        program,
        { cwd: workspace, env: environment, timeout: 60_000 },
        (_error, _stdout, stderr) => resolve({ status: child.exitCode ?? -1, stderr }),
      );
    });
  const file = join(workspace, 'plan.json');
  expect(await run('plan', '--plan-file', 'plan.json')).toEqual({ status: 0, stderr: '' });
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"prune": "off"', '"prune": "all"'));
  const refused = await run('apply', '--plan-file', 'plan.json');
  expect(refused.status).toBe(3);
  expect(refused.stderr).toMatch(
    /^plan\.json:6:3: error\[plan-stale\]: plan\.json was changed after Konduct wrote it\n/,
  );
  expect(simulator.stats().writes).toBe(0);
  writeFileSync(file, text);
  expect(await run('apply', '--plan-file', 'plan.json')).toEqual({ status: 0, stderr: '' });
});
