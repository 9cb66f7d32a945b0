import path from 'node:path';
import { LocalRepositories, type LocalRepository } from '@konduct/repository/git/local-repository.fixture';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ended, type Running, startProgram } from '../e2e/built.ts';
import type { PlatformDirectory } from '../e2e/platform-directory.ts';
import { SavedState } from '../e2e/saved-state.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from '../e2e/small-platform.ts';
import { writesOf } from '../e2e/write-fault.ts';

const program = path.resolve(import.meta.dirname, '../../packages/cli/main.ts');

let platform: PlatformDirectory;
let repositories: LocalRepositories;
let repository: LocalRepository;
let konnect: Simulator;
const running: Running[] = [];

beforeEach(async () => {
  platform = createSmallPlatform();
  repositories = new LocalRepositories();
  repository = repositories.create('platform');
  repository.commit('main', Object.fromEntries(Object.values(small).map((file) => [file, platform.read(file)])));
  konnect = await startSimulator();
});
afterEach(async () => {
  for (const each of running.splice(0)) each.kill('SIGKILL');
  await konnect.close();
  repositories.remove();
  platform.remove();
});

function start(command: readonly string[], ...more: readonly string[]): Running {
  const args = [...command, '--konnect-url', konnect.konnectUrl, ...more];
  const environment = { ...smallEnvironment, NO_COLOR: '1' };
  const started = startProgram(program, args, { cwd: platform.workspace, environment });
  running.push(started);
  return started;
}

function follow(...more: readonly string[]): Running {
  return start(['apply', '--every', '1s', '--repository', repository.remote], ...more);
}

async function stopped(loop: Running): Promise<Ended> {
  loop.kill('SIGTERM');
  return loop.ended;
}

const teams = () => new SavedState(konnect.state(), smallToken).names('teams');
const leases = () => new SavedState(konnect.state(), smallToken).rows('system-accounts');

/** A commit with another team. */
function addTeam(name: string): string {
  const text = platform.read(small.teams);
  return repository.commit('main', { [small.teams]: `${text}  ${name}:\n    description: New\n` });
}

describe('apply --every', () => {
  test('follows the repository, says what it did once, and ends with exit code 0', async () => {
    const loop = follow();
    await loop.printed(/Round \d+ of commit [0-9a-f]{10}: changed\.\n/);
    expect(teams()).toEqual(['flights']);
    const commit = addTeam('hotels');
    await loop.printed(new RegExp(`Round \\d+ of commit ${commit.slice(0, 10)}: changed\\.\\n`));
    expect(teams()).toEqual(['flights', 'hotels']);
    const { exitCode, stdout, stderr } = await stopped(loop);
    expect(exitCode, stderr).toBe(0);
    expect(stderr.match(/: changed\./g)).toHaveLength(2);
    expect(stderr).not.toContain('unchanged');
    expect(stdout.match(/^acme$/gm)).toHaveLength(2);
    expect(leases()).toEqual([]);
  });

  test('a broken commit is told once, changes nothing, and the next one goes on', async () => {
    const loop = follow('--format', 'json');
    await loop.printed(/: changed\.\n/);
    const before = writesOf(konnect).length;
    repository.commit('main', { [small.organizations]: 'organizations: [\n' });
    await loop.printed(/: invalid-configuration; the next is in 1 second\.\n/);
    const rounds = konnect.log().length;
    repository.commit('main', { 'README.md': 'still broken\n' });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(konnect.log().length).toBe(rounds);
    expect(writesOf(konnect).length).toBe(before);
    repository.commit('main', { [small.organizations]: platform.read(small.organizations) });
    await loop.printed(/unchanged, after \d+ rounds? that did not end well\.\n/);
    const { exitCode, stdout, stderr } = await stopped(loop);
    expect(exitCode, stderr).toBe(0);
    expect(stderr.match(/invalid-configuration/g)).toHaveLength(1);
    const documents = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(documents.map(({ failureReason }) => failureReason)).toEqual([
      undefined,
      'invalid-configuration',
      undefined,
    ]);
  });

  test('SIGTERM in the middle of an apply: the write in flight is finished, and the lease is given back', async () => {
    konnect.faults({ method: 'POST', latencyMs: 60 });
    const loop = follow('--concurrency', '1', '--verbose');
    await loop.printed(/^acme: \[1\/\d+\]/m);
    const { exitCode, stderr } = await stopped(loop);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('Stopping: what is in flight is finished first.');
    expect(stderr).toContain(': interrupted.');
    expect(leases()).toEqual([]);
    // A later run has the rest to do, and makes nothing twice.
    konnect.clearFaults();
    const again = follow();
    await again.printed(/: changed\.\n/);
    expect((await stopped(again)).exitCode).toBe(0);
    const made = writesOf(konnect).flatMap(({ method, path: place, status }) =>
      method === 'POST' && status < 300 ? [place] : [],
    );
    expect(made.filter((place) => place === '/v3/teams')).toHaveLength(1);
    expect(made.filter((place) => place === '/v3/portals')).toHaveLength(1);
  });

  test('a second signal ends at once', async () => {
    konnect.faults({ latencyMs: 20_000 });
    const loop = follow('--verbose');
    await loop.printed(/A round every 1 s/);
    loop.kill('SIGTERM');
    await loop.printed(/Stopping/);
    loop.kill('SIGTERM');
    expect((await loop.ended).exitCode).toBe(143);
  });

  test('without --repository the working tree is read again in each round', async () => {
    const loop = start(['apply', '--every', '1s']);
    await loop.printed(/Round 1: changed\.\n/);
    platform.write(small.teams, `${platform.read(small.teams)}  hotels:\n    description: New\n`);
    await loop.printed(/Round [2-9]\d*: changed\.\n/);
    expect(teams()).toEqual(['flights', 'hotels']);
    expect((await stopped(loop)).exitCode).toBe(0);
  });

  test('a repository that is not there is told once, and does not end it', async () => {
    const loop = start(['apply', '--every', '1s', '--repository', 'file:///nowhere/platform.git']);
    await loop.printed(
      /Round 1: repository-unavailable; the next is in 1 second; while rounds fail, pauses grow up to 1 hour\.\n/,
    );
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const { exitCode, stderr } = await stopped(loop);
    expect(exitCode, stderr).toBe(0);
    expect(stderr.match(/error\[repository-unavailable\]/g)).toHaveLength(1);
    expect(konnect.log()).toEqual([]);
  });

  test('a branch that is not there is named as what is wrong, also to monitors', async () => {
    const loop = follow('--branch', 'nowhere', '--listen', '127.0.0.1:0');
    await loop.printed(
      /Round 1: branch-missing; the next is in 1 second; while rounds fail, pauses grow up to 1 hour\.\n/,
    );
    const said = await loop.printed(/error\[branch-missing\]: .*\n/);
    const [, url = ''] = /Listening on (\S+): /.exec(said) ?? [];
    const [health, metrics] = await Promise.all(
      ['/health', '/metrics'].map(async (place) => (await fetch(`${url}${place}`)).text()),
    );
    expect(JSON.parse(health ?? '')).toMatchObject({
      nextRound: expect.stringMatching(/^2\d{3}-.*Z$/),
      lastRound: { outcome: 'branch-missing' },
    });
    expect(metrics).toMatch(/konduct_rounds_total\{outcome="branch-missing"\} \d+/);
    expect((await stopped(loop)).exitCode).toBe(0);
  });

  test('drift with --repository is told with what can be done there', async () => {
    const first = follow();
    await first.printed(/: changed\.\n/);
    await stopped(first);
    addTeam('hotels');
    const loop = start(['drift', '--every', '1s', '--repository', repository.remote]);
    await loop.printed(/warning\[last-apply-unknown\]/);
    const { stderr } = await stopped(loop);
    expect(stderr).toContain('fix: Look in a clone of the repository, where `since` (`--since`) can name the commit');
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'mending where nothing says what is drift',
      ['drift', '--every', '5m', '--repository', 'file:///x', '--heal', 'safe', '--yes'],
      /--heal can mend nothing with --every and --repository/,
    ],
    ['a time that is none', ['apply', '--every', '5'], /--every "5" is no time between 1s and 12h/],
    [
      'a plan file',
      ['apply', '--every', '5m', '--plan-file', 'p.json'],
      /--every and --plan-file cannot be given together/,
    ],
    ['a remote that is none', ['apply', '--every', '5m', '--repository', 'x'], /--repository "x" is no git remote/],
    [
      'a Konnect that is none',
      ['apply', '--every', '5m', '--konnect-url', 'http://x/'],
      /konnect-url "http:\/\/x" lacks \{region\}/,
    ],
    ['a repository for one run', ['apply', '--repository', 'file:///x'], /--repository needs --every/],
    ['an option that is none', ['deck', 'sync', '--evry', '5m'], /unknown option '--evry'/],
  ])('%s: exit code 1 at once', async (_name, args, message) => {
    const started = startProgram(program, args, { cwd: platform.workspace, environment: smallEnvironment });
    running.push(started);
    const { exitCode, stderr } = await started.ended;
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });
});
