import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folder, smallPlatform } from '../operations/folder.fixture.ts';
import { runCommandLine } from './command-line.fixture.ts';

let simulator: Simulator;
let workspace: string;

beforeEach(async () => {
  simulator = await startSimulator();
  workspace = folder(smallPlatform);
});

afterEach(() => simulator.close());

const konduct = (environment: Record<string, string>, ...args: string[]) =>
  runCommandLine(args, { environment, workingDirectory: workspace });

test('a snapshot of an apply is planned against without a token', async () => {
  const token = { ACME_TOKEN: 'kpat_snapshot-of-command-line' };
  const sha = 'ABC1234'.padEnd(40, '0');
  const apply = ['apply', '--snapshot-file', 'seen.json', '--konnect-url', simulator.konnectUrl];
  const applied = await konduct({ ...token, GITHUB_SHA: sha }, ...apply);
  expect(applied.exitCode, applied.stderr).toBe(0);
  expect(applied.stdout).toContain('konduct plan --snapshot seen.json');
  const planned = await konduct({}, 'plan', '--snapshot', 'seen.json');
  expect(planned.exitCode, planned.stderr).toBe(0);
  expect(planned.stdout).toMatch(/Planned against a snapshot of .* UTC, commit abc1234, less than a minute old/);
  const json = await konduct({}, 'plan', '--snapshot', 'seen.json', '--format', 'json');
  expect(JSON.parse(json.stdout).organizations[0].snapshot).toEqual({
    taken: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    commit: sha.toLowerCase(),
  });
});

test('an apply takes no snapshot to plan against, and nothing goes with it that needs Konnect', async () => {
  await expect(konduct({}, 'plan', '--snapshot', 'seen.json', '--snapshot-file', 'other.json')).rejects.toMatchObject({
    diagnostics: [{ code: 'input-invalid' }],
  });
  const apply = await konduct({}, 'apply', '--snapshot', 'seen.json');
  expect(apply.exitCode).not.toBe(0);
  expect(apply.stderr).toContain("unknown option '--snapshot'");
});
