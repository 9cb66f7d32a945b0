import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Every page for users, by its path in the repository. */
export const pagePaths: readonly string[] = [
  'README.md',
  ...globSync(['docs/**/*.md', 'actions/*/README.md'], { cwd: root }),
]
  .map((file) => file.replaceAll(path.sep, '/'))
  .sort();

/** A fenced block of a page, with the words behind its fence. */
export interface Block {
  /** The language, such as `yaml`. */
  readonly language: string;
  /**
   * Words that say what the block is, such as `resources`. Words with a value, such as `error=field-type`, are in
   * `values`.
   */
  readonly words: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly text: string;
  /** The line of the page on which its text begins. */
  readonly line: number;
  /** Why its commands are not run, from a comment above the fence: `<!-- not run: reason -->`. */
  readonly notRun?: string;
}

/** The text of a page. @param page its path in the repository */
export function readPage(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\S+)(.*)\n((?:.*\n)*?)^```$/gm)].map((found) => {
    const [, language = '', rest = '', text = ''] = found;
    const all = rest
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const pairs = all
      .filter((word) => word.includes('='))
      .map((word): [string, string] => {
        const [name = '', value = ''] = word.split('=');
        return [name, value];
      });
    const notRun = /<!-- not run: (.*?) -->\s*$/.exec(page.slice(0, found.index))?.[1];
    return {
      ...(notRun === undefined ? {} : { notRun }),
      language,
      words: all.filter((word) => !word.includes('=')),
      values: new Map(pairs),
      text,
      line: page.slice(0, found.index).split('\n').length + 1,
    };
  });
}
