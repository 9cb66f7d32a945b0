import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuiltAction, type StepOptions } from '@konduct/runner/built-action.fixture';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actionsBot, forkBot } from '../../../test/github/account.ts';
import { headOf } from '../../../test/github/repository.ts';
import { type GitHub, startGitHub } from '../../../test/github/server.ts';

const workspace = join(import.meta.dirname, '../../../action-examples/kong-air');
const token = 'kpat_bundle-test-of-reconcile';

let simulator: Simulator;
let github: GitHub;

beforeEach(async () => {
  simulator = await startSimulator();
  github = await startGitHub({
    repository: 'kong-air/platform',
    pulls: [7],
    tokens: { ghs_writes: actionsBot, ghs_reads: forkBot },
  });
});

afterEach(async () => {
  expect(github.problems).toEqual([]);
  await Promise.all([simulator.close(), github.close()]);
});

function pullRequest(head = 'kong-air/platform') {
  const base = { repo: { full_name: 'kong-air/platform' } };
  const payload = { pull_request: { number: 7, head: { sha: headOf(7), repo: { full_name: head } }, base } };
  return { name: 'pull_request', payload };
}

function step(options: Partial<StepOptions> & { inputs?: Record<string, string> } = {}) {
  return runBuiltAction('reconcile-konnect', {
    workspace,
    ...options,
    inputs: { 'konnect-url': simulator.konnectUrl, 'github-token': 'ghs_writes', ...options.inputs },
    environment: { KONG_AIR_KONNECT_TOKEN: token, GITHUB_API_URL: github.url, ...options.environment },
  });
}

test('plan, apply, plan: outputs, summary, and the exit codes of terraform', async () => {
  const plan = await step({ inputs: { 'detailed-exitcode': 'true' } });
  expect(plan.exitCode, plan.log).toBe(2);
  expect(plan.outputs).toMatchObject({ changed: 'true', waiting: '8', 'failure-reason': '' });
  expect(plan.summary).toContain('## Konnect plan: `kong-air`');
  expect(simulator.stats().writes).toBe(0);

  const apply = await step({ inputs: { mode: 'apply' } });
  expect(apply.exitCode, apply.log).toBe(0);
  expect(apply.outputs).toMatchObject({ changed: 'true', 'failure-reason': '' });
  expect(apply.log).toContain('[34/34]');
  expect(apply.summary).toContain('Verified');

  const again = await step({ inputs: { mode: 'apply' } });
  expect(again.outputs).toMatchObject({ changed: 'false' });
  const report = JSON.parse(await readFile(again.outputs['report-file'] ?? '', 'utf8'));
  expect(report.summary).toMatchObject({ create: 0, update: 0, none: 34, waiting: 8 });
});

test('the token is masked and stands nowhere else', async () => {
  const { log, summary, outputs } = await step();
  expect(log.match(/^::add-mask::.*$/gm)).toEqual([`::add-mask::${token}`]);
  const report = await readFile(outputs['report-file'] ?? '', 'utf8');
  expect([log.replace(/^::add-mask::.*$/gm, ''), summary, report].join('\n')).not.toContain(token);
});

describe('the comment', () => {
  test('is written once, left alone when nothing changed, and says what is new', async () => {
    const first = await step({ event: pullRequest() });
    expect(first.log).toContain('Comment for kong-air: created');
    expect(github.comments[0]?.body).toMatch(/^<!-- konduct:plan:kong-air -->\n## Konnect plan: `kong-air`/);
    expect(github.comments[0]?.body).toContain('aaaaaaa');

    expect((await step({ event: pullRequest() })).log).toContain('Comment for kong-air: unchanged');
    await step({ inputs: { mode: 'apply' } });
    expect((await step({ event: pullRequest() })).log).toContain('Comment for kong-air: updated');
    expect(github.comments).toHaveLength(1);
  });

  test("is never somebody else's that looks like ours", async () => {
    const mallory = { login: 'mallory', type: 'User', writes: true } as const;
    github.addComment(7, mallory, '<!-- konduct:plan:kong-air -->\nAll is well, merge it');
    await step({ event: pullRequest() });
    expect(github.comments.map(({ body }) => body.includes('All is well'))).toEqual([true, false]);
  });

  test.each([
    ['without the permission', { 'github-token': 'ghs_reads' }, 'pull-requests: write'],
    ['without a token', { 'github-token': '${{ github.token }}' }, 'there is no github-token'],
  ])('%s there is none, and the plan ends well', async (_, inputs, reason) => {
    const { exitCode, log } = await step({ event: pullRequest(), inputs });
    expect(exitCode).toBe(0);
    expect(log).toMatch(new RegExp(`^::notice::No comment: .*${reason}`, 'm'));
    expect(github.comments).toEqual([]);
  });

  test('is not missed when GitHub is down', async () => {
    github.fail('issues/list-comments', 500);
    const { exitCode, log } = await step({ event: pullRequest() });
    expect(exitCode).toBe(0);
    expect(log).toMatch(/^::warning::No comment: GitHub did not let .* it answered 500/m);
  });

  test('can be switched off', async () => {
    await step({ event: pullRequest(), inputs: { comment: 'off', reviewed: 'off' } });
    expect(github.exchanges).toEqual([]);
  });
});

describe('what was reviewed', () => {
  /** The plan of pull request 7, which is merged as the commit of the run. */
  async function reviewed(): Promise<void> {
    const plan = await step({ event: pullRequest() });
    expect(plan.log).toContain('Check run Konduct / kong-air: created');
    Object.assign(github.pulls.get(7) ?? {}, { merged: true, state: 'closed', mergeCommit: 'b'.repeat(40) });
  }

  const apply = { mode: 'apply', reviewed: 'required' };
  const environment = { GITHUB_REF: 'refs/heads/main' };

  test('is applied without a word, and then nothing is asked', async () => {
    await reviewed();
    const first = await step({ inputs: apply, environment });
    expect(first.exitCode, first.log).toBe(0);
    expect(first.log).not.toContain('plan-unreviewed');
    const asked = github.exchanges.length;
    expect((await step({ inputs: apply, environment })).exitCode).toBe(0);
    // The labels of the merged pull request, and the deployment with its status.
    expect(github.exchanges.length - asked).toBe(3);
  });

  test('is kept once, and says that it is the same', async () => {
    await reviewed();
    expect((await step({ event: pullRequest() })).log).toContain('Check run Konduct / kong-air: updated');
    expect(github.checks).toMatchObject([{ headSha: headOf(7), name: 'Konduct / kong-air', conclusion: 'success' }]);
    expect(JSON.stringify(github.checks)).not.toContain(token);
  });

  test('with `required` is all that is applied', async () => {
    const refused = await step({ inputs: apply, environment });
    expect(refused).toMatchObject({ exitCode: 3, outputs: { changed: 'false', 'failure-reason': 'plan-unreviewed' } });
    expect(refused.log).toMatch(/^::error title=plan-unreviewed\b.*::No reviewed plan of kong-air is known/m);
    expect(refused.log).toContain('Commit bbbbbbb did not come to main by a pull request');
    expect(refused.summary).toContain('plan-unreviewed');
    expect(simulator.stats().writes).toBe(0);
  });

  test('is warned of by default', async () => {
    const warned = await step({ inputs: { mode: 'apply' }, environment });
    expect(warned).toMatchObject({ exitCode: 0, outputs: { changed: 'true', 'failure-reason': '' } });
    expect(warned.log).toMatch(/^::warning title=plan-unreviewed\b/m);
  });

  test('that cannot be read is said with the permission to give', async () => {
    await reviewed();
    github.fail('checks/list-for-ref', 403);
    const refused = await step({ inputs: apply, environment });
    expect(refused).toMatchObject({ exitCode: 3, outputs: { 'failure-reason': 'plan-unreviewed' } });
    expect(refused.log).toContain('Give the job the permissions checks: read');
  });
});

test('a pull request from a fork has no token: it says so and ends well', async () => {
  const environment = { KONG_AIR_KONNECT_TOKEN: '' };
  const { exitCode, log, summary } = await step({ event: pullRequest('mallory/platform'), environment });
  expect(exitCode, log).toBe(0);
  expect(summary).toMatch(/no access token for kong-air/);
  expect(github.exchanges).toEqual([]);
  expect(simulator.stats().calls).toBe(0);
});

test('a missing token fails anywhere else', async () => {
  const { exitCode, outputs, log } = await step({ environment: { KONG_AIR_KONNECT_TOKEN: '' } });
  expect(exitCode).toBe(1);
  expect(outputs['failure-reason']).toBe('missing-secret');
  expect(log).toMatch(/^::error title=secret-missing,file=konnect\/organizations\.yaml/m);
});

test('an address that is none', async () => {
  const { exitCode, outputs } = await step({ inputs: { 'konnect-url': 'not a template' } });
  expect(exitCode).toBe(1);
  expect(outputs['failure-reason']).toBe('invalid-input');
});

test('cancelled: what is in flight is finished and reported, and the next run goes on', async () => {
  await simulator.close();
  simulator = await startSimulator({ latencyMs: 60 });
  const cancelled = await step({
    inputs: { mode: 'apply' },
    meanwhile: (kill, log) => {
      const timer = setInterval(() => {
        if (!log().includes('[5/34]')) return;
        clearInterval(timer);
        kill('SIGTERM');
      }, 5);
    },
  });
  expect(cancelled.log).toContain('Stopping: what is in flight is finished first.');
  expect(cancelled.exitCode).toBe(5);
  expect(cancelled.outputs['failure-reason']).toBe('partly-applied');
  expect(cancelled.summary).toContain('skipped');

  const next = await step({ inputs: { mode: 'apply' } });
  expect(next.exitCode, next.log).toBe(0);
  const third = await step({ inputs: { 'detailed-exitcode': 'true' } });
  expect(third.exitCode, third.log).toBe(0);
});

test('a plan file: a path in the workspace, applied once, with the options in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-plan-file-'));
  try {
    await cp(join(workspace, 'konnect'), join(folder, 'konnect'), { recursive: true });
    const plan = await step({ workspace: folder, inputs: { prune: 'all', 'plan-file': 'plan.json' } });
    expect(plan.exitCode, plan.log).toBe(0);
    expect(plan.outputs).toMatchObject({ 'plan-file': 'plan.json', changed: 'true' });

    const bound = { mode: 'apply', 'plan-file': 'plan.json' };
    const other = await step({ workspace: folder, inputs: { ...bound, prune: 'access' } });
    expect(other).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'invalid-input' } });
    expect(simulator.stats().writes).toBe(0);

    // GitHub passes the default of an input like a value that a person gave.
    const apply = await step({ workspace: folder, inputs: { ...bound, prune: 'off' } });
    expect(apply.exitCode, apply.log).toBe(0);
    expect(apply.outputs).toMatchObject({ 'plan-file': 'plan.json', 'failure-reason': '' });

    const again = await step({ workspace: folder, inputs: bound });
    expect(again).toMatchObject({ exitCode: 3, outputs: { changed: 'false', 'failure-reason': 'plan-stale' } });
    expect(again.summary).toContain('is carried out already');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
