/**
 * A number with its noun: `1 change`, `2 changes`. Every count in a text for people is written with it.
 *
 * @param nouns the plural, where it is not the noun with an s
 */
export function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : nouns}`;
}
