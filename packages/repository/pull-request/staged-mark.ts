const nothing = 'none';

/**
 * A line that readers of a pull request do not see: what it brings, so that one that people close is known again, even if
 * its branch is gone and the base has moved on.
 *
 * @param staged the digest of the changes; undefined when closing the pull request shall decline nothing
 */
export function stagedMark(staged: string | undefined): string {
  return `<!-- konduct:staged:${staged ?? nothing} -->`;
}

/** What the mark in a text says: a digest, `none`, or undefined where there is no mark. */
export function markedIn(body: string): string | undefined {
  return /<!-- konduct:staged:([0-9a-f]{64}|none) -->\s*$/.exec(body)?.[1];
}

/** The text with another mark. */
export function withMark(body: string, staged: string | undefined): string {
  return `${body.replace(/<!-- konduct:staged:\w+ -->\s*$/, '').trimEnd()}\n\n${stagedMark(staged)}\n`;
}
