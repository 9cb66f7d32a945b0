import type { Change } from '../../plan/change.ts';
import { type MeaningBlock, meaningBlocks } from '../meanings.ts';
import { codeSpan, messageMarkdown } from './escape.ts';
import type { Detail } from './fit.ts';
import { type Links, placeLink } from './link.ts';

/** How many sentences, gathered ones counted once, a page tells: enough to be read before the rest, and never all there is. */
const mostLines: Readonly<Record<Detail, number>> = { everything: 40, changes: 40, names: 20, kinds: 20, counts: 10 };

/** What changes mean for people, a list for each respect, for the top of a page. */
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

/** A name as code with the comma after it outside; what is no name stays text. */
function exampleMarkdown(part: string, index: number, { length }: readonly string[]): string {
  if (index === length - 1 && /^and \d+ more$/.test(part)) return part;
  return part.endsWith(',') ? `${codeSpan(part.slice(0, -1))},` : codeSpan(part);
}
