/** How much a Markdown report tells, from everything to the bare result. */
export const details = ['everything', 'changes', 'names', 'kinds', 'counts'] as const;

export type Detail = (typeof details)[number];

export function atLeast(detail: Detail, wanted: Detail): boolean {
  return details.indexOf(detail) <= details.indexOf(wanted);
}

export interface Limit {
  readonly size: number;
  readonly measure: (text: string) => number;
}

/** A comment holds 65,536 characters; some are left for what GitHub counts differently. */
export const commentLimit: Limit = { size: 65_000, measure: (text) => text.length };

const encoder = new TextEncoder();

/** A step's summary holds 1 MiB. */
export const summaryLimit: Limit = { size: 1_048_000, measure: (text) => encoder.encode(text).length };

/**
 * The most detailed rendering that fits. If not even the least detailed one does, as many of its blocks as fit: a report
 * is never cut inside a line, a table or a fold.
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
 * Like {@link fit}, for a page with lists that can be told at any length: as much detail around them as leaves them half
 * of the page, or what they need, and then as much of them as there is room for.
 *
 * @param render `room` is what the lists may take in all, as the limit measures
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
