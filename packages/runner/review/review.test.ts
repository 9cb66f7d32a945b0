import type { Change } from '@konduct/core/plan/change';
import { emptySummary } from '@konduct/core/plan/plan';
import { reviewedText } from '@konduct/core/plan-file/reviewed-plan';
import { sampleChange } from '@konduct/core/report/sample-report';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Account, actionsBot, forkBot } from '../../../test/github/account.ts';
import { headOf } from '../../../test/github/repository.ts';
import { type GitHub as FakeGitHub, startGitHub } from '../../../test/github/server.ts';
import type { PlanScope } from '../comment/marker.ts';
import type { GitHub } from '../github.ts';
import { keptIn, planChecks } from './check-run.ts';
import { keepChecks } from './keep-checks.ts';
import { gitHubReviewer } from './reviewer.ts';

const sha = 'b'.repeat(40);
const patience = { baseDelay: 1 };
const appBot: Account = { login: 'platform-app[bot]', type: 'Bot', writes: true };
const narrow: Account = { ...actionsBot, permissions: { contents: 'read', 'pull-requests': 'write' } };
let server: FakeGitHub;
let printed: string[];

beforeEach(async () => {
  server = await startGitHub({
    repository: 'kong-air/platform',
    pulls: [7, 8, 9],
    tokens: { ghs_writes: actionsBot, ghs_reads: forkBot, ghs_narrow: narrow, ghs_app: appBot },
  });
  printed = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  expect(server.problems).toEqual([]);
  await server.close();
});

const whole: PlanScope = { config: 'konnect', manifests: [], organizations: [], environments: [], level: 'all' };

function run(more: Partial<GitHub> = {}): GitHub {
  return {
    serverUrl: 'https://github.com',
    apiUrl: server.url,
    repository: 'kong-air/platform',
    eventName: 'push',
    actor: 'ines',
    sha,
    branch: 'main',
    workspace: '/',
    temporaryFolder: '/',
    ...more,
  };
}

function onPull(number: number, more: object = {}): GitHub {
  const pullRequest = { number, headSha: headOf(number), base: 'main', fromFork: false, labels: [], ...more };
  return run({ eventName: 'pull_request', pullRequest });
}

function planOf(...changes: readonly Change[]): OrganizationReport {
  const plan = {
    organization: 'acme',
    owner: 'acme',
    changes,
    summary: { ...emptySummary, create: changes.length },
    orphans: [],
    extent: { type: 'everything' },
    diagnostics: [],
  } as const;
  return { organization: 'acme', diagnostics: [], plan };
}

function reportOf(...organizations: readonly OrganizationReport[]): RunReport {
  return { mode: 'plan', diagnostics: [], organizations, graph: [], summary: emptySummary, exitCode: 0 };
}

const one = sampleChange({ address: 'acme/one', name: 'one' });
const two = sampleChange({ address: 'acme/two', name: 'two' });

/** A run plans on a pull request. */
async function planned(number: number, changes: readonly Change[], scope = whole, token = 'ghs_writes'): Promise<void> {
  const github = onPull(number);
  await keepChecks(planChecks(reportOf(planOf(...changes)), github, scope), github, token, patience);
}

function merge(number: number, mergeCommit: string, base = 'main'): void {
  const pull = server.pulls.get(number);
  if (!pull) throw new Error(`there is no pull request ${number}`);
  Object.assign(pull, { merged: true, state: 'closed', mergeCommit, base });
}

/** What a run on main finds about the organization, for a plan that needs more than there is. */
function found(more: Partial<GitHub> = {}, scope = whole, token = 'ghs_writes') {
  return gitHubReviewer(run(more), token, scope, patience)('acme', () => false);
}

const notices = () => printed.join('').match(/^::(?:notice|warning)::.*$/gm) ?? [];
const kept = (...changes: readonly Change[]) => reviewedText({ changes });

describe('the check run of a plan', () => {
  test('is on the head commit, once, with the plan of the newest run', async () => {
    await planned(7, [one]);
    await planned(7, [one, two]);
    expect(server.checks).toMatchObject([
      {
        headSha: headOf(7),
        name: 'Konduct / acme',
        conclusion: 'success',
        title: expect.stringContaining('2 to create'),
      },
    ]);
    const [check] = server.checks;
    expect(`${keptIn(check?.summary ?? '')}\n`).toBe(kept(one, two));
    expect(check?.text).toContain('## Konnect plan: `acme`');
    expect(printed.join('')).toMatch(/Check run Konduct \/ acme: created[\s\S]*Check run Konduct \/ acme: updated/);
  });

  test('of each part, and of each directory, is one of its own', async () => {
    await planned(7, [one]);
    await planned(7, [two], { ...whole, level: 'environment', environments: ['dev'] });
    await planned(7, [two], { ...whole, config: 'other' });
    expect(server.checks.map(({ name }) => name)).toEqual([
      'Konduct / acme',
      'Konduct / acme (environment, dev)',
      'Konduct / acme (config=other)',
    ]);
    expect(new Set(server.checks.map(({ externalId }) => externalId)).size).toBe(3);
  });

  test('says when nothing could be planned, and is not there for an organization that is left out', async () => {
    const github = onPull(7);
    const failed = { organization: 'acme', diagnostics: [], failureReason: 'konnect-error' } as const;
    const left = { organization: 'kept', diagnostics: [], note: 'There is no access token here.' };
    await keepChecks(planChecks(reportOf(failed, left), github, whole), github, 'ghs_writes', patience);
    expect(server.checks).toMatchObject([{ name: 'Konduct / acme', conclusion: 'failure', title: 'Not planned' }]);
    expect(keptIn(server.checks[0]?.summary ?? '')).toBe('');
  });

  test.each([1_000, 5_000])('of %i changes with names in other scripts fits', async (size) => {
    const changes = Array.from({ length: size }, (_, index) =>
      sampleChange({
        address: `acme/dev/フライト ${index}`,
        name: `フライト ${index}`,
        fields: [{ path: 'a', after: '雲'.repeat(50) }],
      }),
    );
    await planned(7, changes);
    const [check] = server.checks;
    expect(keptIn(check?.summary ?? '').split('\n')).toHaveLength(size === 1_000 ? 1_001 : 1);
    expect(check?.summary.includes('too many changes')).toBe(size === 5_000);
  });

  test('is not misled by a text in the plan that looks like what an apply reads', async () => {
    const forged = `x\n\n\`\`\`text\n${kept(two)}\`\`\`\n`;
    await planned(7, [{ ...one, name: forged, fields: [{ path: 'description', after: forged }] }]);
    merge(7, sha);
    const { plans } = await found();
    expect(plans.map(({ meanings }) => meanings?.length)).toEqual([1]);
    expect(keptIn(server.checks[0]?.summary ?? '')).not.toContain('acme/two');
  });

  test.each([
    ['ghs_narrow', '::notice::No check run.*it answered 403.*Give the job the permission checks: write.'],
    ['ghs_reads', '::notice::No check run.*it answered 403.*Give the job the permission checks: write.'],
    ['', '::notice::No check run.*there is no github-token.'],
  ])('without the permission (%j) there is none, and one line says what is missing', async (token, line) => {
    await planned(7, [one], whole, token);
    expect(server.checks).toEqual([]);
    expect(notices()).toEqual([expect.stringMatching(line)]);
  });

  test('is not missed while GitHub is down', async () => {
    server.fail('checks/create', 500);
    await planned(7, [one]);
    expect(notices()).toEqual([expect.stringMatching(/^::warning::No check run.*it answered 500/)]);
  });

  test('of a merged pull request stays as it was reviewed', async () => {
    await planned(7, [one]);
    const github = onPull(7, { isClosed: true });
    await keepChecks(planChecks(reportOf(planOf()), github, whole), github, 'ghs_writes', patience);
    expect(`${keptIn(server.checks[0]?.summary ?? '')}\n`).toBe(kept(one));
  });

  test('of another app is left alone', async () => {
    await planned(7, [one], whole, 'ghs_app');
    await planned(7, [two]);
    expect(server.checks.map(({ app }) => app)).toEqual(['platform-app', 'github-actions']);
  });
});

describe('what was reviewed', () => {
  test('is in the pull request whose merge is applied, and in those before, the newest first', async () => {
    await planned(7, [one]);
    await planned(8, [two]);
    merge(7, 'c'.repeat(40));
    merge(8, sha);
    const review = await found();
    expect(review).toEqual({ plans: expect.any(Array), from: 'pull requests #8 and #7' });
    expect(review.plans).toHaveLength(2);
    server.fail('checks/list-for-ref', 500, 0);
    const first = await gitHubReviewer(run(), 'ghs_writes', whole, patience)('acme', (plans) => plans.length === 1);
    expect(first).toMatchObject({ from: 'pull request #8' });
  });

  test('is in the plans of parts, too, and not in those of another directory', async () => {
    await planned(7, [one], { ...whole, level: 'environment', environments: ['dev'] });
    await planned(7, [two], { ...whole, level: 'organization' });
    merge(7, sha);
    expect((await found()).plans).toHaveLength(2);
    expect(await found({}, { ...whole, config: 'other' })).toMatchObject({
      plans: [],
      lack: 'Pull request #7 has no check run Konduct / acme (config=other)',
    });
  });

  test.each([
    ['a pull request that is open', () => {}],
    ['one into another branch', () => merge(7, sha, 'release')],
    ['one that was merged elsewhere', () => merge(7, 'd'.repeat(40))],
  ])('is not in %s', async (_, prepare) => {
    const alone = await startGitHub({
      repository: 'kong-air/platform',
      pulls: [7],
      tokens: { ghs_writes: actionsBot },
      historyOf: (commit) => [commit],
    });
    await server.close();
    server = alone;
    await planned(7, [one]);
    prepare();
    expect(await found()).toMatchObject({
      plans: [],
      lack: 'Commit bbbbbbb did not come to main by a pull request',
    });
  });

  test('is not what another app wrote', async () => {
    await planned(7, [one], whole, 'ghs_app');
    merge(7, sha);
    expect(await found()).toMatchObject({
      plans: [],
      lack: 'Pull request #7 has no check run Konduct / acme. The check run of #7 is of platform-app and not of github-actions',
      fix: expect.stringContaining('checks: write'),
    });
  });

  test('is not read of a plan that was cut, which is said', async () => {
    await planned(
      7,
      Array.from({ length: 5_000 }, (_, index) => sampleChange({ address: `acme/${index}` })),
    );
    merge(7, sha);
    expect(await found()).toMatchObject({ lack: 'The plan of #7 had too many changes to keep each of them' });
  });

  test.each(['checks/list-for-ref', 'repos/list-commits', 'pulls/list'])(
    'cannot be read without a permission for %s, and the answer says which',
    async (operation) => {
      await planned(7, [one]);
      merge(7, sha);
      server.fail(operation, 403);
      expect(await found()).toMatchObject({
        plans: [],
        lack: 'GitHub did not let Konduct read what was reviewed: it answered 403: Resource not accessible by integration',
        fix: 'Give the job the permissions checks: read, contents: read and pull-requests: read.',
      });
    },
  );

  test.each([
    [{ sha: '' }, 'ghs_writes', 'This run is not on GitHub'],
    [{}, '', 'There is no `github-token`'],
  ] as const)('is unknown to %j with the token %j', async (more, token, lack) => {
    expect(await found(more, whole, token)).toMatchObject({ plans: [], lack });
    expect(server.exchanges).toEqual([]);
  });

  test('is unknown to a run about no branch', async () => {
    const { branch: _, ...tag } = run();
    const review = await gitHubReviewer(tag, 'ghs_writes', whole, patience)('acme', () => false);
    expect(review).toMatchObject({ plans: [], lack: expect.stringContaining('not about a branch') });
  });
});
