import type { Change } from '../../plan/change.ts';
import { visible } from '../../value/visible.ts';
import { meaningBlocks } from '../meanings.ts';
import { showPlace } from './changes.ts';
import type { Style } from './style.ts';

/** The most sentences and gathered sentences: what nobody reads at the start of a plan is no start. */
const mostLines = 20;

/** What changes mean for people, a block for each respect; nothing where they mean nothing. */
export function meaningLines(changes: readonly Change[], style: Style): string[] {
  return meaningBlocks(changes, mostLines).flatMap(({ title, lines, total, left }) => [
    `  ${style('bold', title)}  ${style('dim', String(total))}`,
    ...lines.map(({ text, names, place }) => {
      const examples = names.length === 0 ? '' : `: ${names.map(visible).join(' ')}`;
      const where = place ? `  ${style('dim', showPlace(place))}` : '';
      return `      ${visible(text)}${examples}${where}`;
    }),
    ...(left === 0 ? [] : [`      and ${left} more`]),
  ]);
}
