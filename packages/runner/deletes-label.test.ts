import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actionsBot } from '../../test/github/account.ts';
import { type GitHub as FakeGitHub, startGitHub } from '../../test/github/server.ts';
import { deletesAllowed } from './deletes-label.ts';
import type { GitHub } from './github.ts';

const label = 'konduct-allow-deletes';
const sha = 'b'.repeat(40);
const operation = 'repos/list-pull-requests-associated-with-commit';
let server: FakeGitHub;
let printed: string[];

beforeEach(async () => {
  server = await startGitHub({ repository: 'kong-air/platform', pulls: [7, 8], tokens: { ghs_reads: actionsBot } });
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

const run = (more: Partial<GitHub> = {}): GitHub => ({
  serverUrl: 'https://github.com',
  apiUrl: server.url,
  repository: 'kong-air/platform',
  eventName: 'push',
  actor: 'ines',
  sha,
  workspace: '/',
  temporaryFolder: '/',
  ...more,
});

function merge(number: number, labels: readonly string[], commit: string = sha): void {
  const pull = server.pulls.get(number);
  if (!pull) throw new Error(`there is no pull request ${number}`);
  Object.assign(pull, { merged: true, state: 'closed', mergeCommit: commit });
  pull.labels.push(...labels);
}

const notices = () => printed.join('').match(/^::notice::.*$/gm) ?? [];

test('the input allows, and asks nobody', async () => {
  expect(await deletesAllowed(run(), '', true)).toBe(true);
  expect(server.exchanges).toEqual([]);
});

describe('a push', () => {
  test('with the label on the pull request that it merged', async () => {
    merge(7, ['other', label]);
    expect(await deletesAllowed(run(), 'ghs_reads', false)).toBe(true);
    expect(printed.join('')).toContain(`pull request #7 is labelled ${label}`);
  });

  test('without it', async () => {
    merge(7, ['other']);
    expect(await deletesAllowed(run(), 'ghs_reads', false)).toBe(false);
    expect(notices()).toEqual([]);
  });

  test('of a commit that another pull request only contains, or that none has', async () => {
    const open = server.pulls.get(8);
    if (open) Object.assign(open, { mergeCommit: sha });
    open?.labels.push(label);
    merge(7, [label], 'c'.repeat(40));
    expect(await deletesAllowed(run(), 'ghs_reads', false)).toBe(false);
    expect(notices()).toEqual([]);
  });

  test('without a token', async () => {
    merge(7, [label]);
    expect(await deletesAllowed(run(), '', false)).toBe(false);
    expect(notices()).toEqual(['::notice::No deletions beyond max-deletes are allowed: there is no github-token.']);
  });

  test.each([
    [
      403,
      'it answered 403 (github-unavailable). Cause: Resource not accessible by integration. Give the job the permission pull-requests: read.',
    ],
    [500, 'it answered 500 (github-unavailable). Cause: Server Error. Run it again'],
  ] as const)('while GitHub answers %i', async (status, reason) => {
    merge(7, [label]);
    server.fail(operation, status);
    expect(await deletesAllowed(run(), 'ghs_reads', false, { baseDelay: 1 })).toBe(false);
    expect(notices()).toEqual([expect.stringContaining(reason)]);
  });
});

test('a pull request says by its own labels what its merge will say', async () => {
  const pullRequest = { number: 7, headSha: 'a'.repeat(40), base: 'main', fromFork: false };
  const event = (labels: readonly string[]) =>
    run({ eventName: 'pull_request', pullRequest: { ...pullRequest, labels } });
  expect(await deletesAllowed(event([label]), '', false)).toBe(true);
  expect(await deletesAllowed(event(['other']), 'ghs_reads', false)).toBe(false);
  expect(server.exchanges).toEqual([]);
});

test.each(['schedule', 'workflow_dispatch'])('%s is no merge', async (eventName) => {
  merge(7, [label]);
  expect(await deletesAllowed(run({ eventName }), 'ghs_reads', false)).toBe(false);
  expect(server.exchanges).toEqual([]);
});
