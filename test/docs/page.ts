import { readFileSync } from 'node:fs';
import path from 'node:path';

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
}

/** The text of a page of docs/. */
export function readPage(page: string): string {
  return readFileSync(path.resolve(import.meta.dirname, '../../docs', page), 'utf8');
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
    return {
      language,
      words: all.filter((word) => !word.includes('=')),
      values: new Map(pairs),
      text,
      line: page.slice(0, found.index).split('\n').length + 1,
    };
  });
}
