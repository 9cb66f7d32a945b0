import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
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

test.each(['', '--color', 'plan --form', 'deck sy', 'plan --adopt '])(
  'completes %j in one line for each candidate',
  async (line) => {
    const { stdout, exitCode } = await run(['complete', '--', ...line.split(' ')]);
    expect(exitCode).toBe(0);
    const candidates = stdout.split('\n').slice(0, -2);
    for (const candidate of candidates) expect(candidate).toMatch(/^[\w-]+\t/);
    const known: Record<string, string> = {
      '': 'validate',
      'plan --form': '--format',
      'deck sy': 'sync',
      'plan --adopt ': 'koctl',
    };
    expect(candidates.map((candidate) => candidate.split('\t')[0])).toEqual(
      known[line] === undefined ? [] : expect.arrayContaining([known[line]]),
    );
  },
);

test('bash takes the script of its completion', async () => {
  const { stdout } = await run(['completion', 'bash']);
  const bash = spawn('bash', ['-n', '/dev/stdin'], { stdio: ['pipe', 'ignore', 'pipe'] });
  bash.stdin.end(stdout);
  const [stderr, [exitCode]] = await Promise.all([text(bash.stderr), once(bash, 'close')]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
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
