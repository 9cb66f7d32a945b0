import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { replaceSection } from './section.ts';

const end = '<!-- /file -->';

/** Inserts the files that a page shows behind `<!-- file: path -->`, so that nobody copies them by hand. */
export async function embedFiles(root: string, page: string, text: string): Promise<string> {
  let embedded = text;
  for (const [start, path] of text.matchAll(/<!-- file: (\S+) -->/g)) {
    if (path === undefined) continue;
    const language = extname(path).slice(1);
    const content = `\`\`\`${language}\n${(await readFile(join(root, path), 'utf8')).trim()}\n\`\`\``;
    embedded = replaceSection(page, embedded, start, end, content);
  }
  return embedded;
}
