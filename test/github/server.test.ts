import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, actionsBot, forkBot } from './account.ts';
import { exchangeProblems } from './exchange.ts';
import { type GitHub, startGitHub } from './server.ts';

const person: Account = { login: 'ada', type: 'User', writes: true };
const there = { owner: 'kong-air', repo: 'platform' };
let github: GitHub;

beforeEach(async () => {
  const tokens = { ghs_bot: actionsBot, ghs_fork: forkBot, ghp_ada: person };
  github = await startGitHub({ repository: 'kong-air/platform', pulls: [7, 8], tokens });
});
afterEach(() => github.close());

const client = (token: string) => getOctokit(token, { baseUrl: github.url, log: silent }).rest;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

test('what the real client asks and gets is what GitHub describes', async () => {
  const rest = client('ghs_bot');
  const { data: comment } = await rest.issues.createComment({ ...there, issue_number: 7, body: 'a plan' });
  await rest.issues.updateComment({ ...there, comment_id: comment.id, body: 'a newer plan' });
  expect((await rest.issues.getComment({ ...there, comment_id: comment.id })).data.body).toBe('a newer plan');
  expect((await rest.issues.listComments({ ...there, issue_number: 8 })).data).toEqual([]);
  expect((await rest.repos.get(there)).data.full_name).toBe('kong-air/platform');
  expect((await rest.pulls.get({ ...there, pull_number: 8 })).data.number).toBe(8);
  expect((await rest.pulls.list(there)).data).toHaveLength(2);
  expect((await client('ghp_ada').users.getAuthenticated()).data.login).toBe('ada');
  expect(github.exchanges).toHaveLength(8);
  expect(github.problems).toEqual([]);
});

test('lists come in pages that links connect', async () => {
  for (let index = 0; index < 205; index += 1) github.addComment(7, person, `comment ${index}`);
  github.addComment(8, person, 'elsewhere');
  const octokit = getOctokit('ghs_bot', { baseUrl: github.url });
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...there, issue_number: 7, per_page: 100 });
  expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 205 }, (_, index) => `comment ${index}`));
  expect(github.exchanges.map(({ query }) => query.get('page'))).toEqual([null, '2', '3']);
  expect(github.problems).toEqual([]);
});

test('rights are those of the token, and refusals are described too', async () => {
  const comment = { ...there, issue_number: 7, body: 'a plan' };
  await expect(client('ghs_fork').issues.createComment(comment)).rejects.toMatchObject({ status: 403 });
  await expect(client('ghs_bot').users.getAuthenticated()).rejects.toMatchObject({ status: 403 });
  await expect(client('wrong').issues.createComment(comment)).rejects.toMatchObject({ status: 401 });
  await expect(client('ghs_bot').issues.createComment({ ...comment, issue_number: 9 })).rejects.toMatchObject({
    status: 404,
  });
  const long = { ...comment, body: 'x'.repeat(65_537) };
  await expect(client('ghs_bot').issues.createComment(long)).rejects.toMatchObject({ status: 422 });
  expect(github.comments).toEqual([]);
  expect(github.problems).toEqual([]);
});

test('faults come on request and end', async () => {
  github.fail('issues/list-comments', 500, 1);
  const rest = client('ghs_bot');
  await expect(rest.issues.listComments({ ...there, issue_number: 7 })).rejects.toMatchObject({ status: 500 });
  expect((await rest.issues.listComments({ ...there, issue_number: 7 })).status).toBe(200);
  expect(github.problems).toEqual([]);
});

test('an operation that is not listed, or an exchange that is not valid, is a problem', async () => {
  await fetch(`${github.url}/graphql`, { method: 'POST', body: '{}' });
  await fetch(`${github.url}/repos/kong-air/platform/pulls?colour=red&per_page=many`);
  expect(github.problems).toEqual([
    'POST /graphql: no such operation in test/github/github-openapi.json',
    'GET /repos/kong-air/platform/pulls: parameter per_page / must be integer {"type":"integer"}',
    'GET /repos/kong-air/platform/pulls: parameter colour is not known',
  ]);
  const create = { method: 'POST', path: '/repos/a/b/issues/1/comments', query: new URLSearchParams() };
  expect(exchangeProblems({ ...create, requestBody: { text: 1 }, status: 418, responseBody: {} })).toEqual([
    'POST /repos/a/b/issues/1/comments: request field text is not known',
    `POST /repos/a/b/issues/1/comments: request / must have required property 'body' {"missingProperty":"body"}`,
    'POST /repos/a/b/issues/1/comments: status 418 is not one of 201, 403, 404, 410, 422',
  ]);
  expect(exchangeProblems({ ...create, requestBody: { body: 'x' }, status: 201, responseBody: { id: 'x' } })).toContain(
    'POST /repos/a/b/issues/1/comments: response 201 /id must be integer {"type":"integer"}',
  );
});
