import { describe, expect, test } from 'vitest';
import { frontMatter } from './front-matter.ts';
import { outline } from './outline.ts';

const read = (text: string) => outline(text.split('\n')).map(({ key, value, below }) => [key, value, below.length]);

describe('the outline of YAML', () => {
  test('is keys, values and how much is below them', () => {
    expect(
      read('# top\na: 1\n"b: c": "x # y"\n\n/d:e: z # note\nf:\n  g: 1\n\n    h: 2\n\'i\': |\n  j\n- k\nl'),
    ).toEqual([
      ['a', '1', 0],
      ['b: c', 'x # y', 0],
      ['/d:e', 'z', 0],
      ['f', '', 2],
      ['i', '|', 1],
    ]);
  });

  test('ends where the block ends', () => {
    expect(read('  a: 1\nb: 2')).toEqual([['a', '1', 0]]);
  });
});

describe('front matter', () => {
  test('is between two lines of dashes at the top', () => {
    expect(frontMatter('---\ntitle: "A: b"\r\nstatus: published\n---\n# A')).toEqual({
      title: 'A: b',
      status: 'published',
    });
    for (const content of ['# A', '---\ntitle: A', '\n---\ntitle: A\n---', ''])
      expect(frontMatter(content)).toEqual({});
  });
});
