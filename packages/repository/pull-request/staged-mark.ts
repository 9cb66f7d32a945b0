const nothing = 'none';

/**
 * A line that readers of a pull request do not see. It identifies the changes, so that a closed pull request is
 * recognised even if its branch is gone and the base has moved on.
 *
 * @param staged the digest of the changes; undefined when closing the pull request must not count as declining
 */
export function stagedMark(staged: string | undefined): string {
  return `<!-- konduct:staged:${staged ?? nothing} -->`;
}

/** The value of the mark in a text: a digest, `none`, or undefined without a mark. */
export function markedIn(body: string): string | undefined {
  return /<!-- konduct:staged:([0-9a-f]{64}|none) -->\s*$/.exec(body)?.[1];
}

/** The text with the mark replaced. */
export function withMark(body: string, staged: string | undefined): string {
  return `${body.replace(/<!-- konduct:staged:\w+ -->\s*$/, '').trimEnd()}\n\n${stagedMark(staged)}\n`;
}
