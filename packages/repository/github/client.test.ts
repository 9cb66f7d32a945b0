import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@konduct/core/secret/secret';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actionsBot } from '../../../test/github/account.ts';
import { type Disturbance, isDone } from '../../../test/github/disturbance.ts';
import { type GitHub, startGitHub } from '../../../test/github/server.ts';
import { type PullRequests, pullRequestsOf } from '../pull-request/github.ts';
import { GitHubClient } from './client.ts';
import { type GitHubFailure, gitHubProblem } from './failure.ts';
import type { Patience } from './patience.ts';

let github: GitHub;
let lines: string[];
/** The pauses so far, and a clock that only pauses move. */
let slept: number[];
let time: number;

beforeEach(async () => {
  github = await startGitHub({ repository: 'kong-air/platform', pulls: [7], tokens: { ghs_writes: actionsBot } });
  lines = [];
  slept = [];
  time = Date.UTC(2026, 0, 1);
});

afterEach(async () => {
  expect(github.problems).toEqual([]);
  await github.close();
});

const patience: Partial<Patience> = {
  jitter: () => 1,
  now: () => time,
  async sleep(pause) {
    slept.push(pause);
    time += pause;
  },
};
const access = () => ({
  apiUrl: github.url,
  repository: 'kong-air/platform',
  token: new Secret('ghs_writes'),
  environment: {},
  onWait: (line: string) => void lines.push(line),
});
const requests = () => pullRequestsOf(access(), patience);
const failureOf = (promise: Promise<unknown>): Promise<GitHubFailure> =>
  promise.then(
    () => expect.fail('it went well'),
    (error: GitHubFailure) => error,
  );

/** Every call of staging, each with the state that it must lead to. */
const calls: Readonly<Record<string, (pulls: PullRequests) => Promise<unknown>>> = {
  'pulls/list': (pulls) => pulls.list('branch-7'),
  'pulls/create': (pulls) => pulls.create({ branch: 'dev', base: 'main', title: 'Stage', body: 'text' }),
  'pulls/update': (pulls) => pulls.update(7, { body: 'changed' }),
  'issues/add-labels': (pulls) => pulls.addLabels(7, ['apis']),
  'pulls/request-reviewers': (pulls) => pulls.requestReviewers(7, ['ines'], []),
};

/** The state of the simulated GitHub, without the number of requests for reviews. */
const state = () => ({
  pulls: [...github.pulls.values()].map(({ reviewers, ...pull }) => ({ ...pull, reviewers: [...new Set(reviewers)] })),
});

const passing: Readonly<Record<string, Disturbance>> = {
  'answers 500': { type: 'status', status: 500 },
  'answers 502': { type: 'status', status: 502 },
  'answers 503': { type: 'status', status: 503 },
  'breaks off before': { type: 'reset', when: 'before' },
  'breaks off after': { type: 'reset', when: 'after' },
  'answers half': { type: 'half' },
  'answers nothing': { type: 'empty' },
  'limits by 429': { type: 'status', status: 429, headers: { 'retry-after': '2' } },
  'limits by 403': { type: 'status', status: 403, headers: { 'retry-after': '2' } },
  'limits in words': { type: 'status', status: 403, message: 'You have exceeded a secondary rate limit.' },
};

describe.each(Object.entries(calls))('%s', (operation, call) => {
  test.each(Object.entries(passing))(
    '%s: is asked again, and does what it does undisturbed, once',
    async (_, fault) => {
      const undisturbed = await startGitHub({
        repository: 'kong-air/platform',
        pulls: [7],
        tokens: { ghs_writes: actionsBot },
      });
      await call(pullRequestsOf({ ...access(), apiUrl: undisturbed.url }));
      const wanted = [...undisturbed.pulls.values()];
      await undisturbed.close();

      github.disturb(operation, fault, 1);
      await call(requests());
      expect(state().pulls).toEqual(wanted);
      expect(lines.join('\n')).toMatch(/^GitHub: .*; trying again in \d+ s/);
    },
  );

  // A created object is found, however often the answer is lost.
  const lasting = Object.entries(passing).filter(
    ([, fault]) => fault.type === 'status' || operation !== 'pulls/create' || !isDone(fault),
  );
  test.each(lasting.filter(([name]) => !name.startsWith('limits')))(
    '%s for good: ends in a failure, within its attempts',
    async (_, fault) => {
      github.disturb(operation, fault);
      const failure = await failureOf(call(requests()));
      expect(failure).toMatchObject({ name: 'GitHubFailure' });
      expect(slept).toHaveLength(3);
      const problem = gitHubProblem('do it', failure);
      expect(problem.code).toMatch(/^github-(unavailable|answer)$/);
      expect(problem.fix).toMatch(/run it again/i);
    },
  );

  test.each<[string, Disturbance, RegExp]>([
    ['a page of somebody else', { type: 'page' }, /^a web page, answered 200$/],
    [
      'an object of something else',
      { type: 'shape', body: { message: 'hello' } },
      /the answer is (missing|object) and not/,
    ],
    [
      'members of another type',
      { type: 'shape', body: [{ number: '7', name: 7 }] },
      /the answer is (a list|string|number) and/,
    ],
    ['null', { type: 'shape', body: null }, /^the answer is null and not/],
  ])('%s: is said to be no answer of GitHub, at once', async (_, fault, message) => {
    github.disturb(operation, fault);
    const failure = await failureOf(call(requests()));
    expect(failure).toMatchObject({ fault: 'answer', message: expect.stringMatching(message) });
    expect(gitHubProblem('do it', failure)).toMatchObject({
      code: 'github-answer',
      message: 'GitHub did not let Konduct do it: what answered in its place is not its API',
      fix: expect.stringContaining('GITHUB_API_URL'),
    });
    expect(slept).toEqual([]);
  });

  test.each([401, 403, 404])('%i is final', async (status) => {
    github.disturb(operation, { type: 'status', status, message: 'no' });
    const failure = await failureOf(call(requests()));
    expect(failure).toMatchObject({ fault: 'refused', status, message: 'no' });
    expect(gitHubProblem('do it', failure, 'Give it the right.').fix).toBe('Give it the right.');
    expect(slept).toEqual([]);
  });
});

describe('a pull request whose creation is not answered', () => {
  test('is looked for before it is made again, through any number of broken answers', async () => {
    github.disturb('pulls/create', { type: 'reset', when: 'after' }, 1);
    github.disturb('pulls/list', { type: 'status', status: 502 }, 2);
    const made = await requests().create({ branch: 'dev', base: 'main', title: 'Stage', body: 'text' });
    expect([...github.pulls.keys()]).toEqual([7, made.number]);
    expect(made.title).toBe('Stage');
  });

  test('is made again where it was not made', async () => {
    github.disturb('pulls/create', { type: 'reset', when: 'before' }, 2);
    await requests().create({ branch: 'dev', base: 'main', title: 'Stage', body: 'text' });
    expect(github.pulls.size).toBe(2);
  });

  test('and that lists do not show yet is found when GitHub refuses the second', async () => {
    github.disturb('pulls/create', { type: 'empty' }, 1);
    github.disturb('pulls/list', { type: 'shape', body: [] }, 1);
    const made = await requests().create({ branch: 'dev', base: 'main', title: 'Stage', body: 'text' });
    expect([...github.pulls.keys()]).toEqual([7, made.number]);
  });
});

describe('a limit', () => {
  const list = () => requests().list('branch-7');
  const limit = (headers: Record<string, string>, status = 403, message = 'no'): Disturbance => ({
    type: 'status',
    status,
    headers,
    message,
  });
  const usedUp = (seconds: number) => ({
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(time / 1000 + seconds),
  });

  test.each([
    ['Retry-After in seconds', () => limit({ 'retry-after': '30' }), 30_000],
    ['Retry-After as a date', () => limit({ 'retry-after': new Date(time + 20_000).toUTCString() }, 429), 20_000],
    ['x-ratelimit-reset', () => limit(usedUp(45)), 45_000],
    ['nothing but words', () => limit({}, 403, 'You have exceeded a secondary rate limit'), 60_000],
    ['nothing but 429', () => limit({}, 429), 60_000],
  ])('is waited for as it says: %s', async (_, disturbance, wait) => {
    github.disturb('pulls/list', disturbance(), 1);
    expect(await list()).toHaveLength(1);
    expect(slept.reduce((sum, pause) => sum + pause, 0)).toBe(wait);
    // No pause is longer than ten seconds without a line.
    expect(Math.max(...slept)).toBeLessThanOrEqual(10_000);
    expect(lines).toHaveLength(slept.length);
  });

  test('that lasts longer than a run waits is told with its end, and not waited for', async () => {
    github.disturb('pulls/list', limit(usedUp(3000)));
    const failure = await failureOf(list());
    expect(slept).toEqual([]);
    expect(gitHubProblem('list them', failure)).toMatchObject({
      code: 'github-rate-limited',
      message:
        'GitHub did not let Konduct list them: it limits the requests of this token until 2026-01-01T00:50:00Z (403)',
    });
  });

  test('that never ends, and asks for no time at all, ends', async () => {
    github.disturb('pulls/list', limit({ 'retry-after': '0' }, 429));
    expect(await failureOf(list())).toMatchObject({ fault: 'limited', status: 429 });
    expect(slept).toHaveLength(3);
  });

  test('is not what every 403 is', async () => {
    github.disturb('pulls/list', limit({ 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1' }));
    expect(await failureOf(list())).toMatchObject({ fault: 'refused', status: 403 });
    expect(slept).toEqual([]);
  });
});

test('what nobody can reach is told, without the token', async () => {
  const client = new GitHubClient({ ...access(), apiUrl: 'http://127.0.0.1:1' }, patience);
  const failure = await failureOf(client.get('/user', (user) => user.text()));
  expect(failure).toMatchObject({ fault: 'unreachable', status: undefined });
  expect(slept).toHaveLength(3);
  const odd = new GitHubClient({ ...access(), apiUrl: 'not an address' }, patience);
  expect(await failureOf(odd.get('/user', (user) => user.text()))).toMatchObject({ fault: 'unreachable' });
});

test('a run that is asked to stop finishes a write, does not try it again, and reads nothing more', async () => {
  github.disturb('pulls/update', { type: 'status', status: 502 });
  const pulls = pullRequestsOf({ ...access(), signal: AbortSignal.abort() }, patience);
  expect(await failureOf(pulls.update(7, { body: 'changed' }))).toMatchObject({ status: 502 });
  expect(await failureOf(pulls.list('branch-7'))).toMatchObject({ fault: 'stopped' });
  expect(slept).toEqual([]);
});

describe('a list', () => {
  const comments = (client: GitHubClient) =>
    client.list(`${client.repository}/issues/7/comments`, (comment) => comment.member('body').text());

  test('is read to its end, through broken pages', async () => {
    for (let number = 1; number <= 230; number += 1) github.addComment(7, actionsBot, `comment ${number}`);
    github.disturb('issues/list-comments', { type: 'half' }, 1);
    const found = await comments(new GitHubClient(access(), patience));
    expect(found).toHaveLength(230);
    expect(found.at(-1)).toBe('comment 230');
  });

  /** A GitHub with this many items on every page, and on each a link to a next page at another host. */
  async function endless(items: number): Promise<{ failure: GitHubFailure; pages: number; hosts: Set<unknown> }> {
    const hosts = new Set<unknown>();
    let pages = 0;
    const server = createServer((request, response) => {
      pages += 1;
      hosts.add(request.headers.host);
      response.setHeader('link', `<https://evil.example/repos?page=${pages + 1}>; rel="next"`);
      response.end(JSON.stringify(Array.from({ length: items }, () => ({ body: 'x' }))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = new GitHubClient({ ...access(), apiUrl: `http://127.0.0.1:${port}` }, patience);
    const failure = await failureOf(comments(client));
    server.closeAllConnections();
    server.close();
    return { failure, pages, hosts };
  }

  test('that never ends is ended, and leads to no other host', async () => {
    const full = await endless(1);
    expect(full.failure).toMatchObject({ fault: 'answer', message: 'a list that does not end' });
    expect([full.pages, full.hosts.size]).toEqual([300, 1]);
    expect((await endless(0)).pages).toBe(1);
  });
});
