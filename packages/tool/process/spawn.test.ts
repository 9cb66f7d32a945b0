import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from './runner.ts';
import { SpawnRunner } from './spawn.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'konduct-spawn-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = (script: string, more: Partial<Command> = {}): Command => ({
  program: process.execPath,
  args: ['-e', script],
  environment: {},
  timeLimit: 20_000,
  outputLimit: 1_000_000,
  ...more,
});

const run = (command: Command) => new SpawnRunner(4).run(command);

test('gives input, output and the exit code', async () => {
  const script =
    'process.stdin.on("data", (d) => process.stdout.write(d)); process.stderr.write("e"); process.exitCode = 3';
  expect(await run(node(script, { input: 'in' }))).toEqual({ end: 'exited', code: 3, stdout: 'in', stderr: 'e' });
});

test('a program that is not there is a result', async () => {
  expect(await run(node('', { program: join(folder, 'nothing') }))).toMatchObject({ end: 'not-started' });
});

test('a program that hangs is ended, and what it started with it', async () => {
  const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  expect(await run(node(script, { timeLimit: 300 }))).toMatchObject({ end: 'time-limit', code: undefined });
});

test('a program that prints without end is ended', async () => {
  const script = 'const line = "x".repeat(65536); for (;;) process.stdout.write(line)';
  const { end, stdout } = await run(node(script, { outputLimit: 100_000 }));
  expect(end).toBe('output-limit');
  expect(stdout.length).toBeLessThanOrEqual(100_000);
});

test('a run that is stopped ends what runs and starts nothing more', async () => {
  const controller = new AbortController();
  const command = node('setInterval(() => {}, 1000)', { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  expect(await run(command)).toMatchObject({ end: 'stopped' });
  expect(await run(command)).toMatchObject({ end: 'stopped' });
});

test('at most so many at once', async () => {
  const script = `const fs = require('node:fs'); const file = ${JSON.stringify(folder)} + '/' + process.pid; fs.writeFileSync(file, ''); console.log(fs.readdirSync(${JSON.stringify(folder)}).length); setTimeout(() => fs.rmSync(file), 150)`;
  const runner = new SpawnRunner(2);
  const results = await Promise.all(Array.from({ length: 6 }, () => runner.run(node(script))));
  expect(Math.max(...results.map(({ stdout }) => Number(stdout)))).toBeLessThanOrEqual(2);
  expect(readdirSync(folder)).toEqual([]);
});

test('every program is told of by its name and subcommand, from its start to its end', async () => {
  const told: string[] = [];
  const runner = new SpawnRunner(1, (what) => {
    told.push(`start ${what}`);
    return () => told.push(`end ${what}`);
  });
  const echo = (...args: string[]) => runner.run({ ...node(''), program: '/bin/echo', args });
  await Promise.all([
    echo('file', 'merge', '--output-file=/tmp/konduct-x', 'file'),
    echo('version'),
    echo('file', '/tmp/konduct-x'),
    runner.run(node('', { program: join(folder, 'nothing'), args: [] })),
  ]);
  expect(told).toEqual(
    ['echo file merge', 'echo version', 'echo file', 'nothing'].flatMap((what) => [`start ${what}`, `end ${what}`]),
  );
});

describe('arguments are never a command line', () => {
  test.each([
    '$(touch pwned)',
    '`touch pwned`',
    '; touch pwned',
    '| touch pwned',
    '&& touch pwned',
    'two\nlines',
    '"',
    "'",
    '%PATH%',
  ])('%j', async (argument) => {
    const command = node('console.log(JSON.stringify(process.argv.slice(1)))', { directory: folder });
    const { stdout } = await run({ ...command, args: [...command.args, '--', argument] });
    expect(JSON.parse(stdout)).toEqual([argument]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
