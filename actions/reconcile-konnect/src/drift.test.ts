import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuiltAction } from '@konduct/runner/built-action.fixture';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actionsBot, forkBot } from '../../../test/github/account.ts';
import { type GitHub, startGitHub } from '../../../test/github/server.ts';

const token = 'kpat_bundle-test-of-drift';

let simulator: Simulator;
let github: GitHub;
let workspace: string;
let commit: string;

beforeEach(async () => {
  [simulator, github, workspace] = await Promise.all([
    startSimulator(),
    startGitHub({ repository: 'kong-air/platform', pulls: [], tokens: { ghs_writes: actionsBot, ghs_reads: forkBot } }),
    mkdtemp(join(tmpdir(), 'konduct-drift-')),
  ]);
  const example = join(import.meta.dirname, '../../../action-examples/kong-air/konnect');
  await cp(example, join(workspace, 'konnect'), { recursive: true });
  git('init', '-q', '-b', 'main');
  commit = committed('Begin');
});

afterEach(async () => {
  expect(github.problems).toEqual([]);
  await Promise.all([simulator.close(), github.close(), rm(workspace, { recursive: true, force: true })]);
});

function git(...args: readonly string[]): string {
  const person = { GIT_AUTHOR_NAME: 'Ines', GIT_AUTHOR_EMAIL: 'ines@acme.example' };
  const committer = { GIT_COMMITTER_NAME: 'Ines', GIT_COMMITTER_EMAIL: 'ines@acme.example' };
  const settings = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const env = { PATH: process.env.PATH, HOME: workspace, ...settings, ...person, ...committer };
  return execFileSync('git', args, { cwd: workspace, encoding: 'utf8', env }).trim();
}

function committed(message: string): string {
  git('add', '-A');
  git('commit', '-q', '-m', message);
  return git('rev-parse', 'HEAD');
}

function step(inputs: Readonly<Record<string, string>>, event = 'schedule') {
  return runBuiltAction('reconcile-konnect', {
    workspace,
    event: { name: event, payload: {} },
    inputs: { 'konnect-url': simulator.konnectUrl, 'github-token': 'ghs_writes', ...inputs },
    environment: { KONG_AIR_KONNECT_TOKEN: token, GITHUB_API_URL: github.url, GITHUB_SHA: commit },
  });
}

const apply = (inputs = {}) => step({ mode: 'apply', ...inputs }, 'push');
const drift = (inputs = {}) => step({ mode: 'drift', 'detailed-exitcode': 'true', ...inputs });

async function describePortal(name: string, text: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const portals = simulator.konnectUrl.replace('{region}', 'us').concat('/v3/portals');
  const { data } = (await (await fetch(portals, { headers })).json()) as { data: { id: string; name: string }[] };
  const id = data.find((portal) => portal.name === name)?.id;
  const body = JSON.stringify({ display_name: text });
  expect((await fetch(`${portals}/${id}`, { method: 'PATCH', headers, body })).status).toBe(200);
}

async function words(text: string): Promise<void> {
  const file = join(workspace, 'konnect/teams.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/description: .*/, `description: ${text}`));
}

const issues = () => [...github.issues.values()];

describe('an apply is recorded', () => {
  test('as a deployment of no protected environment, once it is verified', async () => {
    const run = await apply();
    expect(run.exitCode, run.log).toBe(0);
    expect(github.deployments).toMatchObject([
      {
        sha: commit,
        task: 'konduct',
        environment: 'konduct/kong-air',
        states: ['success'],
        payload: { organization: 'kong-air', level: 'all', environments: [], place: [] },
      },
    ]);
  });

  test('and parts of it beside each other: none makes another one inactive', async () => {
    await apply({ level: 'organization' });
    await apply({ level: 'environment', environments: 'dev' });
    expect(github.deployments.map(({ states }) => states)).toEqual([['success'], ['success']]);
    // Production was not applied yet.
    const run = await drift();
    expect(run.log).toContain('Of a part it is not known');
  });

  test('or not, and the apply says so and ends well', async () => {
    const run = await apply({ 'github-token': 'ghs_reads' });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.log).toMatch(/^::notice::Not recorded what was applied.*deployments: write/m);
    expect(github.deployments).toEqual([]);
  });

  test('not where it failed', async () => {
    const run = await apply({ 'konnect-url': 'http://127.0.0.1:9/{region}' });
    expect(run.exitCode).toBe(1);
    expect(github.deployments).toEqual([]);
  });
});

describe('the issue about drift', () => {
  beforeEach(async () => {
    await apply();
  });

  test('is opened once, left alone, updated, and closed', async () => {
    expect((await drift()).exitCode).toBe(0);
    expect(issues()).toEqual([]);

    await describePortal('dev', 'By hand');
    const found = await drift();
    expect(found.exitCode, found.log).toBe(2);
    expect(found.outputs).toMatchObject({ changed: 'true' });
    expect(issues()).toMatchObject([
      { title: 'Drift in Konnect: kong-air / dev', labels: ['konduct-drift'], state: 'open' },
    ]);
    const [issue] = issues();
    expect(issue?.body).toMatch(/^<!-- konduct:drift:kong-air\/in\/dev -->\n/);
    expect(issue?.body).toContain('`"By hand"`');
    expect(issue?.body).toMatch(
      /konduct drift --organizations kong-air --environments dev --since [0-9a-f]{12} --heal safe\n/,
    );
    expect(issue?.body).toContain(`/blob/${commit}/konnect/organizations.yaml`);

    const before = issue?.body;
    expect((await drift()).log).toContain('Issue about drift in kong-air / dev: unchanged');
    expect(issues()).toMatchObject([{ body: before }]);
    expect(github.comments).toEqual([]);

    await describePortal('dev', 'By another hand');
    expect((await drift()).log).toContain('Issue about drift in kong-air / dev: updated');
    expect(issues()).toHaveLength(1);
    expect(issues()[0]?.body).toContain('By another hand');
    expect(github.comments).toHaveLength(1);

    await apply();
    expect((await drift()).exitCode).toBe(0);
    expect(issues()).toMatchObject([{ state: 'closed' }]);
    expect(github.comments.at(-1)?.body).toContain('Nothing differs any more');

    await describePortal('dev', 'By hand');
    expect((await drift()).log).toContain('Issue about drift in kong-air / dev: reopened');
    expect(issues()).toMatchObject([{ state: 'open' }]);
  });

  test('that a person closed stays closed until the drift changes', async () => {
    await describePortal('dev', 'By hand');
    await drift();
    const [issue] = issues();
    if (issue) issue.state = 'closed';
    expect((await drift()).log).toContain('left closed');
    expect(issues()).toMatchObject([{ state: 'closed' }]);
    await describePortal('dev', 'By another hand');
    expect((await drift()).log).toContain('reopened');
  });

  test('is one for each environment', async () => {
    await describePortal('dev', 'By hand');
    await describePortal('prd', 'By hand');
    await drift();
    expect(issues().map(({ title }) => title)).toEqual([
      'Drift in Konnect: kong-air / dev',
      'Drift in Konnect: kong-air / prd',
    ]);
    // A job about one environment leaves the issue of another one alone.
    await apply();
    await drift({ level: 'environment', environments: 'dev' });
    expect(issues().map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  test("is never somebody else's that looks like ours", async () => {
    const mallory = { login: 'mallory', type: 'User', writes: true } as const;
    github.addIssue(mallory, 'All is well', '<!-- konduct:drift:kong-air/in/dev -->\nAll is well', ['konduct-drift']);
    await describePortal('dev', 'By hand');
    await drift();
    expect(issues().map(({ title }) => title)).toEqual(['All is well', 'Drift in Konnect: kong-air / dev']);
  });

  test('does not tell what git changed since, and the run says what is pending', async () => {
    await words('Another');
    committed('Words');
    const run = await drift();
    expect(run.exitCode, run.log).toBe(0);
    expect(run.log).toContain('pending: git changed it since the last apply: 1');
    expect(issues()).toEqual([]);
  });

  test('healed: nothing is left to open an issue for, and an open one is closed', async () => {
    await describePortal('dev', 'By hand');
    await drift();
    const run = await drift({ heal: 'safe' });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.summary).toContain('1 mended');
    expect(issues()).toMatchObject([{ state: 'closed' }]);
  });

  test.each([
    ['without the permission', { 'github-token': 'ghs_reads' }, 'issues: write'],
    ['without a token', { 'github-token': '${{ github.token }}' }, 'there is no github-token'],
  ])('%s there is none, and the run works', async (_, inputs, reason) => {
    await describePortal('dev', 'By hand');
    const { exitCode, log } = await drift({ ...inputs, since: 'HEAD' });
    expect(exitCode, log).toBe(2);
    expect(log).toMatch(new RegExp(`^::notice::No issue about drift: .*${reason}`, 'm'));
    expect(issues()).toEqual([]);
  });

  test('cannot tell drift from what is pending where GitHub does not say what was applied', async () => {
    github.fail('repos/list-deployments', 403);
    await describePortal('dev', 'By hand');
    const run = await drift();
    expect(run.exitCode, run.log).toBe(2);
    expect(run.log).toMatch(/^::warning title=last-apply-unknown/m);
    expect(run.log).toContain('deployments: read');
    expect(issues()).toHaveLength(1);
  });
});
