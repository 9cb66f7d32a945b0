import { expect, test } from 'vitest';
import { ExtraFiles } from './extra.ts';
import type { FileTree } from './files.ts';

/** A tree of texts by path that records reads. */
function treeOf(texts: Readonly<Record<string, string>>): { tree: FileTree; reads: string[] } {
  const reads: string[] = [];
  const tree: FileTree = {
    read(path) {
      reads.push(path);
      const text = texts[path];
      return text === undefined ? { type: 'missing' } : { type: 'file', file: { path, text } };
    },
    names: (folder) =>
      Object.keys(texts).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
    show: (path) => path,
  };
  return { tree, reads };
}

test('a folder is read once, and what is wrong in it is told to whoever asks for it', () => {
  const { tree, reads } = treeOf({
    'deck/all.yaml': '_format_version: "3.0"\nservices: []\n',
    'deck/bad.yaml': '_format_version: "3.0"\n_transform: false\n',
    'a/deck/patch.yaml': 'patches: []\n',
    'a/deck/readme.md': 'none',
  });
  const extras = new ExtraFiles(tree);
  const first = extras.of(['deck', 'a/deck']);
  const second = extras.of(['deck', 'b/deck']);
  expect(first.entities.map(({ path }) => path)).toEqual(['deck/all.yaml']);
  expect(first.patches.map(({ path }) => path)).toEqual(['a/deck/patch.yaml']);
  for (const { diagnostics } of [first, second])
    expect(diagnostics.map(({ message }) => message)).toEqual(['deck/bad.yaml has `_transform`']);
  expect(extras.of(['a/deck']).diagnostics).toEqual([]);
  expect(reads).toEqual(['deck/all.yaml', 'deck/bad.yaml', 'a/deck/patch.yaml']);
});

test('a template in double quotes is told how to be quoted', () => {
  const { tree } = treeOf({ 'deck/a.yaml': '_format_version: "3.0"\na: "hello ${{ env "DECK_A" }}"\n' });
  const [problem] = new ExtraFiles(tree).of(['deck']).diagnostics;
  expect(problem).toMatchObject({ code: 'yaml-syntax', fix: expect.stringContaining('single quotes') });
});
