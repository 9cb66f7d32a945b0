import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '@konduct/core/secret/secret';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Access } from '../git/access.ts';
import { startHttpsGit } from '../git/https-server.fixture.ts';
import { LocalRepositories, type LocalRepository } from '../git/local-repository.fixture.ts';
import { FollowedBranch, type FollowSettings } from './followed-branch.ts';

const nobody: Access = { type: 'none' };
let folder: string;
let repositories: LocalRepositories;
let platform: LocalRepository;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-follow-'));
  repositories = new LocalRepositories();
  platform = repositories.create('platform');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  repositories.remove();
});

function follow(settings: Partial<FollowSettings> = {}): FollowedBranch {
  const environment = { PATH: process.env.PATH };
  return new FollowedBranch({
    environment,
    remote: platform.remote,
    branch: undefined,
    folder,
    timeout: 20_000,
    ...settings,
  });
}

function latest(followed: FollowedBranch, access = nobody, signal = new AbortController().signal) {
  return followed.latest(access, signal);
}

describe('the newest commit', () => {
  test('has its files in a folder, without a repository, and nothing else lies beside it', async () => {
    const commit = platform.commit('main', { 'konnect/a.yaml': 'a: 1\n', 'b/c.bin': new Uint8Array([0, 255]) });
    const checkout = await latest(follow());
    expect(checkout).toMatchObject({ branch: 'main', commit });
    expect(readFileSync(path.join(checkout.directory, 'konnect/a.yaml'), 'utf8')).toBe('a: 1\n');
    expect([...readFileSync(path.join(checkout.directory, 'b/c.bin'))]).toEqual([0, 255]);
    expect(readdirSync(checkout.directory).sort()).toEqual(['b', 'konnect']);
    expect(readdirSync(folder)).toEqual([path.basename(checkout.directory)]);
  });

  test('is brought once, and a newer one takes its place in another folder', async () => {
    platform.commit('main', { a: '1', b: '1' });
    const followed = follow();
    const first = await latest(followed);
    expect(await latest(followed)).toBe(first);
    const commit = platform.commit('main', { a: '2', b: null });
    const second = await latest(followed);
    expect(second.commit).toBe(commit);
    expect(readdirSync(second.directory)).toEqual(['a']);
    expect(readdirSync(folder)).toEqual([path.basename(second.directory)]);
  });

  test('of a branch pushed by force, and of another default branch, is followed', async () => {
    platform.commit('main', { a: '1' });
    const followed = follow();
    await latest(followed);
    platform.commit('other', { a: 'other' });
    platform.git('symbolic-ref', 'HEAD', 'refs/heads/other');
    expect(await latest(followed)).toMatchObject({ branch: 'other' });
    platform.git('update-ref', 'refs/heads/other', 'refs/heads/main');
    const { directory } = await latest(followed);
    expect(readFileSync(path.join(directory, 'a'), 'utf8')).toBe('1');
  });

  test('of a named branch is that, whatever the default is', async () => {
    platform.commit('main', { a: 'main' });
    platform.commit('release/1', { a: 'release' });
    const { directory, branch } = await latest(follow({ branch: 'release/1' }));
    expect([branch, readFileSync(path.join(directory, 'a'), 'utf8')]).toEqual(['release/1', 'release']);
  });
});

test('a link is a link, so that readers refuse it as in any clone, and it writes nothing elsewhere', async () => {
  platform.commit('main', { link: { link: '/etc/passwd' }, 'konnect/a.yaml': 'a: 1\n' });
  const { directory } = await latest(follow());
  expect(lstatSync(path.join(directory, 'link')).isSymbolicLink()).toBe(true);
  expect(readlinkSync(path.join(directory, 'link'))).toBe('/etc/passwd');
});

test('attributes of the repository run nothing', async () => {
  const marker = path.join(folder, 'ran');
  platform.commit('main', { '.gitattributes': '* filter=evil\n', '.lfsconfig': '[lfs]\n', a: 'x' });
  platform.git('config', 'filter.evil.smudge', `touch ${marker}`);
  const { directory } = await latest(follow());
  expect(readFileSync(path.join(directory, 'a'), 'utf8')).toBe('x');
  expect(readdirSync(folder)).not.toContain('ran');
});

describe('a failure', () => {
  test('leaves the files that were there whole, and is over when the cause is', async () => {
    platform.commit('main', { a: '1' });
    const followed = follow();
    const { directory } = await latest(followed);
    platform.commit('main', { a: '2' });
    renameSync(platform.directory, `${platform.directory}.away`);
    await expect(latest(followed)).rejects.toMatchObject({ name: 'GitFailure', reason: 'not-found' });
    expect(readFileSync(path.join(directory, 'a'), 'utf8')).toBe('1');
    expect(readdirSync(folder)).toEqual([path.basename(directory)]);
    renameSync(`${platform.directory}.away`, platform.directory);
    expect(readFileSync(path.join((await latest(followed)).directory, 'a'), 'utf8')).toBe('2');
  });

  test.each([undefined, 'missing'])('branch %s of a repository without it', async (branch) => {
    if (branch !== undefined) platform.commit('main', { a: '1' });
    await expect(latest(follow({ branch }))).rejects.toMatchObject({ reason: 'branch-missing' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a stop ends it, and nothing is left', async () => {
    platform.commit('main', { a: '1' });
    await expect(latest(follow(), nobody, AbortSignal.abort())).rejects.toMatchObject({ reason: 'stopped' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('another token each time: one that was renewed is used, and one that was revoked refused', async () => {
  platform.commit('main', { a: '1' });
  const server = await startHttpsGit({ folder: repositories.folder, token: 'ghs_renewed0123456789' });
  try {
    const environment = { PATH: process.env.PATH, SSL_CERT_FILE: server.caFile };
    const followed = follow({ environment, remote: `${server.url}/platform.git` });
    const token = (value: string): Access => ({ type: 'token', token: new Secret(value) });
    await expect(latest(followed, token('ghs_former01234567890'))).rejects.toMatchObject({ reason: 'refused' });
    expect(await latest(followed, token('ghs_renewed0123456789'))).toMatchObject({ branch: 'main' });
  } finally {
    await server.close();
  }
});
