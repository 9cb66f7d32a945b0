import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'konduct exec "runner"-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): string {
  const file = path.join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}`);
  chmodSync(file, 0o755);
  return file;
}

/** What a command leaves in the log of an action, and what came of it. */
function run(command: Record<string, unknown>) {
  const fixture = path.join(import.meta.dirname, 'exec-runner.fixture.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [fixture, JSON.stringify(command)], { encoding: 'utf8' });
  return { log: stdout.replaceAll('\r', ''), result: JSON.parse(stderr) };
}

test('what a program prints stands in a group of the log, line by line', () => {
  const file = program('tool', 'echo one; echo two >&2; cat; echo "$1|$2"; exit 3\n');
  const { log, result } = run({ program: file, args: ['install', 'a "b" c'], input: 'given\n' });
  const [before, after] = log.split('::group::tool install\n');
  expect(before).toBe('::group::Progress\nbegun\n::endgroup::\n');
  const [inside = '', rest] = after?.split('::endgroup::\n::group::Progress\n') ?? [];
  expect(inside.trim().split('\n').sort()).toEqual([
    'given',
    'heard two',
    'install|a "b" c',
    'one',
    'tool install a "b" c',
    'two',
  ]);
  expect(rest).toBe('done\n::endgroup::\n');
  expect(result).toEqual({ end: 'exited', code: 3, stdout: 'one\ngiven\ninstall|a "b" c\n', stderr: 'two\n' });
});

test('nothing that it prints is a command to the runner', () => {
  const file = program(
    'tool',
    'echo "::set-output name=a::b"; echo "::add-path::/evil" >&2; echo "##[set-env name=x]y"\n',
  );
  const { log } = run({ program: file, args: ['::error::x'] });
  expect(log.match(/^::.*/gm)).toEqual([
    '::group::Progress',
    '::endgroup::',
    '::group::tool ::error::x',
    '::endgroup::',
    '::group::Progress',
    '::endgroup::',
  ]);
  expect(log).not.toContain('##[');
});

test('it sees the environment that it is given, and no other', () => {
  const file = program('tool', 'env | cut -d= -f1 | sort | tr "\\n" " "\n');
  const { result } = run({ program: file, args: [], environment: { PATH: '/usr/bin:/bin', ONLY: 'this' } });
  expect(result.stdout.trim().split(' ')).toEqual(expect.arrayContaining(['ONLY', 'PATH']));
  expect(result.stdout).not.toContain('HOME');
});

test('a program that is not there is told', () => {
  const { log, result } = run({ program: 'no-such-tool-here', args: ['build'] });
  expect(result).toMatchObject({ end: 'not-started', stderr: expect.stringContaining('no-such-tool-here') });
  expect(log).toContain('::endgroup::');
});

test('nothing is started once the run was stopped', () => {
  const { log, result } = run({ program: program('tool', 'echo one\n'), args: [], abort: true });
  expect(result.end).toBe('stopped');
  expect(log).not.toContain('::group::tool');
});
