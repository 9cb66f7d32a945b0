/** The levels of detail of a Markdown report, from everything to the bare result. */
export const details = ['everything', 'changes', 'names', 'kinds', 'counts'] as const;

export type Detail = (typeof details)[number];

export function atLeast(detail: Detail, wanted: Detail): boolean {
  return details.indexOf(detail) <= details.indexOf(wanted);
}

export interface Limit {
  readonly size: number;
  readonly measure: (text: string) => number;
}

/** GitHub's limit for a comment is 65,536 characters. The margin is for characters that GitHub counts differently. */
export const commentLimit: Limit = { size: 65_000, measure: (text) => text.length };

const encoder = new TextEncoder();

/** GitHub's limit for the summary of a step is 1 MiB. */
export const summaryLimit: Limit = { size: 1_048_000, measure: (text) => encoder.encode(text).length };

/**
 * The most detailed rendering that fits. If even the least detailed one does not, its first blocks that fit and a note.
 * A line, a table or a fold is never cut.
 */
export function fit(render: (detail: Detail) => readonly string[], limit: Limit): string {
  let blocks: readonly string[] = [];
  for (const detail of details) {
    blocks = render(detail);
    const text = join(blocks);
    if (limit.measure(text) <= limit.size) return text;
  }
  const note = '_The rest does not fit here; the report file has it._';
  let size = limit.measure(join([note]));
  const kept: string[] = [];
  for (const block of blocks) {
    size += limit.measure(join([block])) + 1;
    if (size > limit.size) break;
    kept.push(block);
  }
  return join([...kept, note]);
}

/**
 * Like {@link fit}, for a page with lists of any length. It takes the most detailed rendering that fits whole, or whose
 * other blocks take at most half of the page; the lists get the rest of the page.
 *
 * @param render `room` is the most that all lists together may take, measured by `limit.measure`
 */
export function fitLists(render: (detail: Detail, room: number) => readonly string[], limit: Limit): string {
  for (const detail of details) {
    const whole = join(render(detail, limit.size));
    if (limit.measure(whole) <= limit.size) return whole;
    const around = limit.measure(join(render(detail, 0)));
    if (around <= limit.size / 2) return join(render(detail, limit.size - around));
  }
  return fit((detail) => render(detail, 0), limit);
}

function join(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
