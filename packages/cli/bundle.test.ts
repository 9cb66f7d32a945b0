import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const bundle = join(root, 'dist/cli/index.js');
const example = join(root, 'action-examples/kong-air');

function start(args: readonly string[], environment: Record<string, string> = {}) {
  return spawn(process.execPath, [bundle, ...args], {
    cwd: example,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = start(args, environment);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { stdout, stderr, exitCode };
}

test('it says its version', async () => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  expect(await run(['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 });
});

/** What bash offers for a line with the script of its completion, sourced twice, in a folder with one file. */
async function offered(line: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-'));
  try {
    const program = `#!/bin/sh\nexec "${process.execPath}" "${bundle}" "$@"\n`;
    await writeFile(join(folder, 'konduct'), program, { mode: 0o755 });
    const { stdout: script } = await run(['completion', 'bash']);
    const words = line.split(' ').map((word) => `'${word}'`);
    const asked = `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _konduct`;
    const show = `printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${script}${script}${asked}; ${show}`], {
      encoding: 'utf8',
      cwd: folder,
      env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
    });
    expect(stderr).toBe('');
    expect(await readdir(folder)).toEqual(['konduct']);
    return stdout.split('\n').filter((word) => word !== '');
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each([
  ['konduct va', ['validate']],
  ['konduct deck s', ['sync']],
  ['konduct help deck s', ['sync']],
  ['konduct plan --adopt ', ['by-name', 'koctl', 'none']],
  ['konduct plan --form', ['--format']],
  ['konduct blueprint s', ['service']],
  ['konduct completion f', ['fish']],
  // Files, which bash completes itself.
  ['konduct plan --config ', []],
  // Words are not evaluated: `touch` would leave a file behind.
  ['konduct plan $(touch${IFS}pwned) ', []],
  ['konduct plan `touch${IFS}pwned` --adopt k', ['koctl']],
])('bash completes %j', async (line, words) => {
  expect(await offered(line)).toEqual(words);
});

test('it can be started by its name', async () => {
  expect((await readFile(bundle, 'utf8')).startsWith('#!/usr/bin/env node\n')).toBe(true);
  expect((await stat(bundle)).mode & 0o111).toBe(0o111);
});

test('who reads may stop reading', async () => {
  const child = start(['plan', '--help']);
  child.stdout.destroy();
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

test('errors show no stack and name the option', async () => {
  const { stdout, stderr, exitCode } = await run(['plan', '--konnect-url', 'nowhere']);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  expect(stderr).toContain('error[konnect-url-invalid]');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('the simulator says how to use it, serves another process, and saves its state when it is stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-'));
  const state = join(folder, 'state.json');
  const simulator = start([
    'simulator',
    '--port',
    '0',
    '--proxy-port',
    '0',
    '--ca-file',
    join(folder, 'ca.pem'),
    '--state',
    state,
  ]);
  const [chunk] = await once(simulator.stdout, 'data');
  const instructions = String(chunk);
  const template = /--konnect-url '([^']+)'/.exec(instructions)?.[1] ?? '';
  expect(instructions).toMatch(/HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+ SSL_CERT_FILE=/);

  const environment = { KONG_AIR_KONNECT_TOKEN: 'kpat_of-the-bundle' };
  const apply = await run(['apply', '--konnect-url', template, '--format', 'json'], environment);
  expect(apply.exitCode, apply.stderr).toBe(0);
  expect(JSON.parse(apply.stdout).summary.create).toBe(34);

  simulator.kill('SIGTERM');
  const [exitCode] = await once(simulator, 'close');
  expect(exitCode).toBe(0);
  const saved = await readFile(state, 'utf8');
  expect(saved).toContain('bookings-dev');
  expect(saved).not.toContain('kpat_');
});

test('a port that is taken is the fault of nobody here', async () => {
  const first = start(['simulator', '--port', '0']);
  const [chunk] = await once(first.stdout, 'data');
  const port = /127\.0\.0\.1:(\d+)/.exec(String(chunk))?.[1] ?? '';
  const { stderr, exitCode } = await run(['simulator', '--port', port]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error\[input-invalid\]: the simulator cannot start: .*EADDRINUSE/);
  expect(stderr).toContain('Stop what uses it, or take another with --port');
  first.kill();
  await once(first, 'close');
});

/** A Node.js of this machine that is too old, beside the one these tests run with. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => existsSync(node) && majorOf(node) < 24 && majorOf(node) >= 20);

function majorOf(node: string): number {
  return Number(execFileSync(node, ['--version'], { encoding: 'utf8' }).replace(/^v(\d+).*$/s, '$1'));
}

describe.skipIf(oldNode === undefined)('an older Node.js', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  test('hands over to the one that npm installed', () => {
    expect(execFileSync(oldNode ?? '', [bundle, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
  });

  test('says how to get another where npm installed none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'konduct-'));
    try {
      await cp(join(root, 'dist/cli'), join(folder, 'cli'), { recursive: true });
      const { status, stderr } = spawnSync(oldNode ?? '', [join(folder, 'cli/index.js'), 'validate'], {
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stderr).toMatch(/^konduct needs Node\.js 24 or newer; this is v2\d\./);
      expect(stderr).toContain('nvm install 24');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
