import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const cli = path.join(import.meta.dirname, '../../packages/cli/main.ts');
const unending = path.join(import.meta.dirname, 'unending.fixture.ts');

let folder: string;
let silent: Server;
const started: ChildProcess[] = [];

/** Two services whose repositories accept connections and never answer: one by https, one by ssh with a key. */
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-interruption-'));
  // A socket notices the end of the other side only while its data is read.
  silent = createServer((socket) => socket.on('error', () => {}).resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  for (const name of ['konnect', 'bin', 'tmp']) mkdirSync(path.join(folder, name));
  const service = (name: string, remote: string) => `      air/${name}: {name: ${name}, git: {remote: "${remote}"}}\n`;
  const services = [service('flights', `https://localhost:${port}/f.git`), service('routes', 'git@localhost:r.git')];
  writeFileSync(path.join(folder, 'konnect/platform.yaml'), 'platform: {name: air}\n');
  writeFileSync(path.join(folder, 'konnect/teams.yaml'), `teams:\n  crew:\n    services:\n${services.join('')}`);
  writeFileSync(
    path.join(folder, 'konnect/organizations.yaml'),
    'organizations: {air: {access-token: {type: env, value: T}, environments: {dev: {type: DEV, region: eu}}}}\n',
  );
  const ssh = path.join(folder, 'bin/ssh');
  writeFileSync(ssh, `#!/bin/sh\necho $$ > '${folder}/ssh-pid'\nexec sleep 60\n`);
  chmodSync(ssh, 0o755);
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(program: string, args: readonly string[] = []) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: {
      PATH: `${folder}/bin:${process.env.PATH}`,
      TMPDIR: path.join(folder, 'tmp'),
      RUNNER_TEMP: path.join(folder, 'tmp'),
      KONDUCT_SERVICE_SSH_KEY: '-----BEGIN KEY-----',
    },
    stdio: 'ignore',
  });
  started.push(child);
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), closed: once(child, 'close') };
}

const stage = () => start(cli, ['stage', '--time-limit', '60']);

/** Resolves when the run waits for both repositories. */
async function waiting(): Promise<void> {
  await expect
    .poll(async () => (await connections()) > 0 && sshPid() > 0 && keys().length === 1, { timeout: 15_000 })
    .toBe(true);
}

function sshPid(): number {
  try {
    return Number(readFileSync(path.join(folder, 'ssh-pid'), 'utf8'));
  } catch {
    return 0;
  }
}

function keys(): string[] {
  return readdirSync(path.join(folder, 'tmp'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('/key'),
  );
}

function connections(): Promise<number> {
  return new Promise((resolve) => silent.getConnections((_, count) => resolve(count)));
}

async function expectNothingLeft(): Promise<void> {
  expect(readdirSync(path.join(folder, 'tmp')).filter((name) => name.startsWith('konduct-'))).toEqual([]);
  // A killed process exists until its parent has noticed its end.
  await expect.poll(() => isRunning(sshPid()), { timeout: 5000 }).toBe(false);
  await expect.poll(connections, { timeout: 5000 }).toBe(0);
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends git that waits for others, and the run says so',
  async (signal) => {
    const child = stage();
    await waiting();
    child.kill(signal);
    const [code] = await child.closed;
    expect(code).toBe(1);
    await expectNothingLeft();
  },
  30_000,
);

test('a second Ctrl-C leaves no process and no key', async () => {
  const child = stage();
  await waiting();
  child.kill('SIGINT');
  child.kill('SIGTERM');
  const [code] = await child.closed;
  expect([1, 130, 143]).toContain(code);
  await expectNothingLeft();
}, 30_000);

test.each([
  ['konduct', ['SIGINT', 'SIGINT'], 130],
  ['an action', ['SIGINT', 'SIGTERM'], 143],
] as const)(
  '%s that does not end is ended by the second signal, with all it started',
  async (who, signals, expected) => {
    const child = start(unending, [who === 'konduct' ? 'cli' : 'runner', path.join(folder, 'tmp')]);
    await expect.poll(() => sshPid() > 0, { timeout: 15_000 }).toBe(true);
    for (const signal of signals) {
      child.kill(signal);
      // One signal after the other, because two of the same at once arrive as one.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const [code] = await child.closed;
    expect(code).toBe(expected);
    await expectNothingLeft();
  },
  30_000,
);
