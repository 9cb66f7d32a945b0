import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGitHub, runsWithoutSecrets } from './github.ts';
import { linksTo } from './publish.ts';

function eventFile(event: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'konduct-')), 'event.json');
  writeFileSync(file, JSON.stringify(event));
  return file;
}

function pullRequest(head: string | null) {
  return eventFile({
    pull_request: {
      number: 7,
      labels: [{ name: 'konduct-allow-deletes' }, { name: 7 }],
      head: { sha: 'a'.repeat(40), repo: head === null ? null : { full_name: head } },
      base: { ref: 'main', repo: { full_name: 'kong-air/platform' } },
    },
  });
}

const run = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REPOSITORY: 'kong-air/platform',
  GITHUB_SHA: 'b'.repeat(40),
  GITHUB_ACTOR: 'ines',
};

test('a pull request of the repository itself', () => {
  const github = readGitHub({ ...run, GITHUB_EVENT_PATH: pullRequest('kong-air/platform') });
  expect(github.pullRequest).toEqual({
    number: 7,
    headSha: 'a'.repeat(40),
    base: 'main',
    fromFork: false,
    labels: ['konduct-allow-deletes'],
  });
  expect(runsWithoutSecrets(github)).toBe(false);
  expect(linksTo(github)).toEqual({ repository: 'https://github.com/kong-air/platform', commit: 'a'.repeat(40) });
});

test.each([['someone/platform'], [null]])('a pull request from the fork %s', (head) => {
  const github = readGitHub({ ...run, GITHUB_EVENT_PATH: pullRequest(head) });
  expect(github.pullRequest?.fromFork).toBe(true);
  expect(runsWithoutSecrets(github)).toBe(true);
});

test('Dependabot gets no secrets either, but a push by it does', () => {
  const dependabot = { ...run, GITHUB_ACTOR: 'dependabot[bot]' };
  expect(runsWithoutSecrets(readGitHub({ ...dependabot, GITHUB_EVENT_PATH: pullRequest('kong-air/platform') }))).toBe(
    true,
  );
  expect(runsWithoutSecrets(readGitHub({ ...dependabot, GITHUB_EVENT_NAME: 'push' }))).toBe(false);
});

test('a push', () => {
  const github = readGitHub({
    ...run,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: eventFile({ ref: 'refs/heads/main' }),
  });
  expect(github.pullRequest).toBeUndefined();
  expect(linksTo(github)?.commit).toBe('b'.repeat(40));
});

test('outside of GitHub', () => {
  const github = readGitHub({ GITHUB_EVENT_PATH: '/does/not/exist' });
  expect(github).toMatchObject({ apiUrl: 'https://api.github.com', workspace: process.cwd() });
  expect(linksTo(github)).toBeUndefined();
});
