import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Account, actionsBot } from '../../../test/github/account.ts';
import type { Disturbance } from '../../../test/github/disturbance.ts';
import { type GitHub as FakeGitHub, startGitHub } from '../../../test/github/server.ts';
import type { GitHub } from '../github.ts';
import { commentMarker } from './marker.ts';
import { keepComments, type StickyComments } from './sticky.ts';

const person: Account = { login: 'ines', type: 'User', writes: true };
let server: FakeGitHub;
let printed: string[];

beforeEach(async () => {
  const tokens = { ghs_writes: actionsBot, ghp_ines: person };
  server = await startGitHub({ repository: 'kong-air/platform', pulls: [7], tokens });
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

const marker = commentMarker('plan', 'kong-air');
const comment = (body: string): StickyComments => ({
  wanted: [{ about: 'kong-air', marker, body }],
  instead: () => undefined,
});
const github = (): GitHub => ({
  serverUrl: 'https://github.com',
  apiUrl: server.url,
  repository: 'kong-air/platform',
  eventName: 'pull_request',
  actor: 'ines',
  sha: 'b'.repeat(40),
  workspace: '/',
  temporaryFolder: '/',
  pullRequest: { number: 7, headSha: 'a'.repeat(40), base: 'main', fromFork: false, labels: [] },
});
const keep = (body: string, token = 'ghs_writes') => keepComments(comment(body), github(), token, { baseDelay: 1 });
const bodies = () => server.comments.map(({ body }) => body.split('\n').slice(1).join('\n'));
const told = () => printed.join('').match(/^::(?:notice|warning)::.*$/gm) ?? [];

const passing: readonly (readonly [string, Disturbance])[] = [
  ['502', { type: 'status', status: 502 }],
  ['503', { type: 'status', status: 503 }],
  ['a limit', { type: 'status', status: 429, headers: { 'retry-after': '0' } }],
  ['a reset before', { type: 'reset', when: 'before' }],
  ['a reset after', { type: 'reset', when: 'after' }],
  ['half an answer', { type: 'half' }],
  ['an empty answer', { type: 'empty' }],
];

test.each(
  ['issues/list-comments', 'issues/create-comment', 'issues/update-comment'].flatMap((operation) =>
    passing.map(([name, disturbance]) => [operation, name, disturbance] as const),
  ),
)('%s with %s: one comment, that says the newest', async (operation, _, disturbance) => {
  server.disturb(operation, disturbance, 2);
  await keep('one');
  await keep('two');
  expect(bodies()).toEqual(['two']);
  expect(told()).toEqual([]);
});

test.each<[string, Disturbance, RegExp]>([
  [
    'a page of somebody else',
    { type: 'page' },
    /^::warning::No comment: .*\(github-answer\)\. Cause: a web page.* Check that GITHUB_API_URL/,
  ],
  [
    'another shape',
    { type: 'shape', body: [{ id: null }] },
    /^::warning::No comment: .*\(github-answer\)\. Cause: id of item 1/,
  ],
  ['an outage', { type: 'status', status: 500 }, /^::warning::No comment: .*it answered 500 \(github-unavailable\)/],
  ['no right', { type: 'status', status: 403 }, /^::notice::No comment: .*it answered 403 .* pull-requests: write\.$/],
])('%s fails nothing, and is told with what to do', async (_, disturbance, message) => {
  server.disturb('issues/list-comments', disturbance);
  await keep('one');
  expect(told()).toEqual([expect.stringMatching(message)]);
  expect(bodies()).toEqual([]);
});

test('whoever cannot learn whose a token is writes no second comment', async () => {
  await keep('one', 'ghp_ines');
  server.disturb('users/get-authenticated', { type: 'page' }, 1);
  await keep('two', 'ghp_ines');
  expect(bodies()).toEqual(['one']);
  expect(told()).toHaveLength(1);
  server.disturb('users/get-authenticated', { type: 'status', status: 502 }, 1);
  await keep('three', 'ghp_ines');
  expect(bodies()).toEqual(['three']);
});
