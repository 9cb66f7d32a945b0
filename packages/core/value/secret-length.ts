/** The fewest characters of a secret that is taken out of text: shorter ones are in ordinary words. */
const shortest = 8;

/** Whether a value is long enough to be taken out of text wherever it stands. Blanks at its ends do not count. */
export function isMaskable(value: string): boolean {
  return value.trim().length >= shortest;
}
