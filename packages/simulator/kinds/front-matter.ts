import { outline } from './outline.ts';

/** The `key: value` lines between the two `---` at the top of a Markdown page. */
export function frontMatter(content: string): Readonly<Record<string, string>> {
  const [first, ...lines] = content.split(/\r?\n/);
  const end = lines.indexOf('---');
  if (first !== '---' || end < 0) return {};
  return Object.fromEntries(outline(lines.slice(0, end)).map(({ key, value }) => [key, value]));
}
