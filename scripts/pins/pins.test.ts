import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pinsIn, withPins } from './pin.ts';
import { publishedCommits, versionAt } from './published.ts';

const run = promisify(execFile);
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'konduct-pins-'));
  await run('git', ['init', '-q', '-b', 'main', root]);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Commits files. Resolves to the commit's id. */
async function commit(files: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await run('git', ['-C', root, 'add', '.']);
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@kong-air.example', '-c', 'commit.gpgsign=false'];
  await run('git', ['-C', root, ...author, 'commit', '-q', '-m', 'a change']);
  return (await run('git', ['-C', root, 'rev-parse', 'HEAD'])).stdout.trim();
}

test('the pin is the newest commit that changed dist/ or an action.yml', async () => {
  await commit({ 'dist/a/index.js': '1', 'package.json': '{"version":"0.1.0"}' });
  const built = await commit({ 'dist/a/index.js': '2', 'package.json': '{"version":"0.2.0"}' });
  await commit({ 'README.md': 'words' });
  expect(await publishedCommits(root)).toEqual({ newest: built });
  expect(await versionAt(root, built)).toBe('0.2.0');
  const inputs = await commit({ 'actions/a/action.yml': 'name: A' });
  await commit({ 'actions/a/README.md': 'words' });
  expect(await publishedCommits(root)).toEqual({ newest: inputs });
});

test('a commit that changes dist/ is pinned by the one after it', async () => {
  const first = await commit({ 'dist/a/index.js': '1' });
  expect(await publishedCommits(root)).toEqual({ newest: first });
  const second = await commit({ 'dist/a/index.js': '2' });
  expect(await publishedCommits(root)).toEqual({ newest: second, before: first });
  await commit({ 'README.md': 'words' });
  expect(await publishedCommits(root)).toEqual({ newest: second });
});

test('a commit without bundles is nothing to pin to', async () => {
  await commit({ 'actions/a/action.yml': 'name: A' });
  await commit({ 'README.md': 'words' });
  await expect(publishedCommits(root)).rejects.toThrow('Build and commit them first');
});

test('a shallow clone cannot know, and says what to do', async () => {
  await commit({ 'dist/a/index.js': '1' });
  await commit({ 'README.md': 'words' });
  const clone = join(root, 'clone');
  await run('git', ['clone', '-q', '--depth=1', `file://${root}`, clone]);
  await expect(publishedCommits(clone)).rejects.toThrow('git fetch --unshallow');
});

test('only our own actions are rewritten, and nothing else on the line', () => {
  const commit = 'a'.repeat(40);
  const text = [
    '      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    '        uses: konduct/konduct/actions/validate-config@0000 # v0.0.9',
    '      - uses: konduct/konduct/actions/stage-spec@main',
  ].join('\n');
  expect(pinsIn(text)).toEqual([
    { action: 'actions/validate-config', commit: '0000', version: '0.0.9', line: 2 },
    { action: 'actions/stage-spec', commit: 'main', version: '', line: 3 },
  ]);
  const pinned = withPins(text, commit, '0.1.0').split('\n');
  expect(pinned[0]).toBe(text.split('\n')[0]);
  expect(pinned[1]).toBe(`        uses: konduct/konduct/actions/validate-config@${commit} # v0.1.0`);
  expect(pinned[2]).toBe(`      - uses: konduct/konduct/actions/stage-spec@${commit} # v0.1.0`);
});
