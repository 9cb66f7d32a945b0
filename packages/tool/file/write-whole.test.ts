import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpawnRunner } from '../process/spawn.ts';
import { writeWhole } from './write-whole.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is written over and leaves nothing beside it', () => {
  const file = path.join(folder, 'a.yaml');
  writeFileSync(file, 'before, and longer');
  writeWhole(file, 'after');
  writeWhole(path.join(folder, 'program'), Buffer.from('x'), 0o755);
  expect(readFileSync(file, 'utf8')).toBe('after');
  expect(lstatSync(path.join(folder, 'program')).mode & 0o777).toBe(0o755);
  expect(readdirSync(folder)).toEqual(['a.yaml', 'program']);
});

test('a link is replaced and not followed', () => {
  writeFileSync(path.join(folder, 'target'), 'somebody else');
  symlinkSync('target', path.join(folder, 'link'));
  writeWhole(path.join(folder, 'link'), 'ours');
  expect(readFileSync(path.join(folder, 'target'), 'utf8')).toBe('somebody else');
  expect(lstatSync(path.join(folder, 'link')).isSymbolicLink()).toBe(false);
});

test('what cannot be put in its place leaves what was there, and nothing else', () => {
  mkdirSync(path.join(folder, 'a.yaml', 'inner'), { recursive: true });
  expect(() => writeWhole(path.join(folder, 'a.yaml'), 'text')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder)).toEqual(['a.yaml']);
});

test.skipIf(process.platform === 'win32')(
  'a file that may grow no further is as it was, and its part is gone',
  async () => {
    const file = path.join(folder, 'a.yaml');
    writeFileSync(file, 'whole');
    const script = `process.on('SIGXFSZ', () => {}); const { writeWhole } = await import(${JSON.stringify(path.join(import.meta.dirname, 'write-whole.ts'))}); try { writeWhole(${JSON.stringify(file)}, 'x'.repeat(100_000)); } catch (error) { console.log(error.code); }`;
    const { stdout } = await new SpawnRunner(1).run({
      program: 'bash',
      // 8 blocks of 1024 bytes: the write ends early, as on a full disk.
      args: ['-c', 'ulimit -f 8; exec "$0" --input-type=module -e "$1"', process.execPath, script],
      environment: { PATH: process.env.PATH ?? '' },
      timeLimit: 20_000,
      outputLimit: 100_000,
    });
    expect(stdout.trim()).toBe('EFBIG');
    expect(readFileSync(file, 'utf8')).toBe('whole');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  },
);
