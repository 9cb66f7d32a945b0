import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deckPath } from '../../test/deck-sync/deck-run.ts';
import { folderOf, smallPlatform } from '../../test/stage/small-platform.ts';
import { StageWorld } from '../../test/stage/world.ts';
import { runCommandLine } from './command-line.fixture.ts';

let world: StageWorld;

beforeEach(async () => {
  world = await StageWorld.create();
  smallPlatform(world);
});

afterEach(async () => {
  // The terminal command never contacts GitHub.
  expect(world.github.exchanges).toEqual([]);
  await world.close();
});

const environment = { PATH: `${path.dirname(deckPath ?? '')}:${process.env.PATH}` };

const konduct = (...args: string[]) => runCommandLine(args, { environment, workingDirectory: world.workspace });

test.skipIf(deckPath === undefined)('stage writes into the working tree, and deck knows what was staged', async () => {
  const staged = await konduct('stage', '--environments', 'dev', '--format', 'json');
  expect(staged.exitCode, staged.stderr).toBe(0);
  const report = JSON.parse(staged.stdout);
  expect(report).toMatchObject({ mode: 'stage', summary: { create: 2 }, environments: [{ outcome: 'written' }] });
  expect(staged.stderr).toMatch(/\[2\/2\] read/);
  const folder = path.join(world.workspace, folderOf('dev', 'flights'));
  expect(readFileSync(path.join(folder, 'openapi.yaml'), 'utf8')).toContain('title: flights dev');
  expect(existsSync(path.join(folder, '../../../kong.yaml'))).toBe(true);
  expect((await konduct('stage', '--environments', 'dev')).stdout).toContain('dev: nothing to do');

  const check = await konduct('deck', 'render', '--environments', 'dev', '--check');
  expect(check.exitCode, check.stderr).toBe(0);
  expect(check.stdout).toContain('Rendered: every file was current');

  const lint = await konduct('deck', 'lint', '--format', 'markdown');
  expect(lint.exitCode, lint.stderr).toBe(0);
  expect(lint.stdout).toContain('## Gateways: lint');

  const diff = await konduct('deck', 'diff', '--environments', 'dev', '--format', 'json');
  expect(diff.exitCode).toBe(1);
  expect(JSON.parse(diff.stdout)).toMatchObject({ mode: 'diff', failureReason: 'missing-secret' });
  expect(diff.stderr).toMatch(/error\[secret-missing\]/);
});

test.skipIf(deckPath === undefined)(
  '--verbose tells of every run of decK, with its time and without its paths',
  async () => {
    const timesOf = (stderr: string) => stderr.split('\n').filter((line) => / \d+ ms$/.test(line));
    const staged = timesOf((await konduct('stage', '--environments', 'dev', '--verbose')).stderr);
    const told = staged.map((line) => line.replace(/: \d+ ms$/, ''));
    expect(told).toContain('deck version');
    expect(told.filter((line) => line === 'deck file openapi2kong')).toHaveLength(2);
    expect(told).toContain('deck file merge');
    expect(told).toContain('git version');
    const lint = timesOf((await konduct('deck', 'lint', '--environments', 'dev', '--verbose')).stderr);
    expect(lint.join('\n')).toMatch(/^deck file openapi2kong: \d+ ms$/m);
    expect([...told, ...lint].filter((line) => line.startsWith('deck')).join('\n')).not.toMatch(/[/=]/);
    expect((await konduct('deck', 'lint', '--environments', 'dev')).stderr).not.toMatch(/ ms$/m);
  },
);

test.skipIf(deckPath === undefined)('a file that differs is told by the exit code of --check', async () => {
  await konduct('stage', '--environments', 'dev');
  const file = path.join(world.workspace, folderOf('dev', 'flights'), 'openapi.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('/flights:', '/departures:'));
  const check = await konduct('deck', 'render', '--environments', 'dev', '--check');
  expect(check.exitCode, check.stderr).toBe(2);
  expect(check.stdout).toContain('kong.yaml');
});

test.skipIf(deckPath === undefined)('what could not be written is not among the written files', async () => {
  const [first, second] = ['flights', 'routes'].map((name) => path.join(world.workspace, folderOf('dev', name)));
  if (first === undefined || second === undefined) throw new Error('both have a folder');
  mkdirSync(path.dirname(second), { recursive: true });
  writeFileSync(second, 'no folder');
  const staged = await konduct('stage', '--environments', 'dev', '--format', 'json');
  const report = JSON.parse(staged.stdout);
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'staging-failed' });
  const [{ outcome, written }] = report.environments;
  expect(outcome).toBe('failed');
  expect(existsSync(path.join(first, 'openapi.yaml'))).toBe(true);
  expect(written).toContainEqual(expect.stringMatching(/flights.*openapi\.yaml$/));
  for (const name of written) expect(existsSync(path.join(world.workspace, 'konnect', name)), name).toBe(true);
  expect(written).not.toContainEqual(expect.stringContaining('routes'));
});

test('what people expect of a command with commands', async () => {
  const help = await konduct('deck', '--help');
  for (const word of ['render', 'lint', 'diff', 'sync']) expect(help.stdout).toContain(word);
  const option = await konduct('deck', 'sync', '--max-delete', '3');
  expect(option.stderr).toContain('(Did you mean --max-deletes?)');
  expect(option.stderr).toContain('(konduct deck sync --help lists all options)');
  expect(option.exitCode).toBe(1);
});

test('a service that nobody has is said before any repository is asked', async () => {
  const { stderr, exitCode } = await konduct('stage', '--service', 'air/flight');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Did you mean air/flights?');
});

test.skipIf(deckPath === undefined)(
  '--check judges what is staged until it is committed, however often it is asked',
  async () => {
    const committed = () => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@air.example', ...args], { cwd: world.workspace });
      if (!existsSync(path.join(world.workspace, '.git'))) git('init', '-q', '-b', 'main');
      git('add', '-A');
      git('commit', '-q', '-m', 'staged');
    };
    const check = () => konduct('stage', '--check', '--api-fail-on', 'breaking', '--format', 'json');
    expect((await konduct('stage', '--environments', 'dev')).exitCode).toBe(0);
    committed();
    expect((await check()).exitCode).toBe(0);

    // A response that callers read is gone; where no oasdiff is at hand, an API that is not compared stops as well.
    const staged = path.join(world.workspace, folderOf('dev', 'flights'), 'openapi.yaml');
    writeFileSync(staged, readFileSync(staged, 'utf8').replace(/^paths:[\s\S]*$/m, 'paths: {/none: {}}\n'));
    for (const _ of [1, 2]) {
      const checked = await check();
      expect(checked.exitCode, checked.stderr).toBe(4);
      expect(JSON.parse(checked.stdout).environments[0].diagnostics).toMatchObject([{ code: 'api-breaking' }]);
    }
    committed();
    expect((await check()).exitCode).toBe(0);
  },
);
