import type { Change } from '../../plan/change.ts';
import { visible } from '../../value/visible.ts';
import { meaningBlocks } from '../meanings.ts';
import { showPlace } from './changes.ts';
import type { Style } from './style.ts';

/** The most lines about meanings: they introduce a plan and must be short enough to be read. */
const mostLines = 20;

/** The meaning of changes for people, a block for each effect; empty where they have none. */
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
