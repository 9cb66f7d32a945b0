import type { Change } from '../../plan/change.ts';
import { type MeaningBlock, meaningBlocks } from '../meanings.ts';
import { codeSpan, messageMarkdown } from './escape.ts';
import type { Detail } from './fit.ts';
import { type Links, placeLink } from './link.ts';

/** The most lines by detail: a reader should get through them before the rest of the page. */
const mostLines: Readonly<Record<Detail, number>> = { everything: 40, changes: 40, names: 20, kinds: 20, counts: 10 };

/** The meaning of changes for people, for the top of a page: a list for each effect. */
export function meaningsMarkdown(changes: readonly Change[], detail: Detail, links: Links | undefined): string[] {
  return meaningBlocks(changes, mostLines[detail]).map((block) => blockMarkdown(block, links));
}

function blockMarkdown({ title, lines, total, left }: MeaningBlock, links: Links | undefined): string {
  const items = lines.map(({ text, names, place }) => {
    const examples = names.length === 0 ? '' : `: ${names.map(exampleMarkdown).join(' ')}`;
    const where = place ? ` (${placeLink(place, links)})` : '';
    return `- ${messageMarkdown(text)}${examples}${where}`;
  });
  return [`**${title}** (${total})`, '', ...items, ...(left === 0 ? [] : [`- and ${left} more`])].join('\n');
}

/** One part of `names` as Markdown: a name as code with its comma outside, and "and 3 more" as text. */
function exampleMarkdown(part: string, index: number, { length }: readonly string[]): string {
  if (index === length - 1 && /^and \d+ more$/.test(part)) return part;
  return part.endsWith(',') ? `${codeSpan(part.slice(0, -1))},` : codeSpan(part);
}
