/** The fewest characters of a secret that is hidden in texts: shorter ones occur in ordinary words. */
const shortest = 8;

/** Whether a secret is long enough to be hidden wherever it occurs in a text. Blanks at its ends do not count. */
export function isMaskable(value: string): boolean {
  return value.trim().length >= shortest;
}
