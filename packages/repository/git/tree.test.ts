import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseTree } from './tree.ts';

test('of a tree that git wrote, names that are not UTF-8 are left out and take nobody’s place', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'konduct-tree-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (args: readonly string[], input: string | Buffer = '') =>
    execFileSync('git', args, { cwd: folder, input, stdio: ['pipe', 'pipe', 'ignore'] });
  git(['init', '-q']);
  const idOf = (content: string) => git(['hash-object', '-w', '--stdin'], content).toString().trim();
  const [one, other, third] = [idOf('one'), idOf('other'), idOf('third')];
  const entry = (id: string, name: Buffer) =>
    Buffer.concat([Buffer.from(`100644 blob ${id}\t`), name, Buffer.from([0])]);
  // The second name is what a decoder makes of the first one.
  const names = [
    entry(one, Buffer.from([0x61, 0xff])),
    entry(other, Buffer.from('a\ufffd')),
    entry(third, Buffer.from('flüge.yaml')),
    entry(one, Buffer.from([0xc3, 0x28])),
  ];
  const tree = git(['mktree', '-z'], Buffer.concat(names)).toString().trim();
  const data = git(['cat-file', 'tree', tree]);
  expect([...parseTree(data)].sort()).toEqual([
    ['a\ufffd', { kind: 'file', id: other }],
    ['flüge.yaml', { kind: 'file', id: third }],
  ]);
});
