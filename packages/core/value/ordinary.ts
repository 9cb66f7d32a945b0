/** The words in a text: runs of letters, also split before a capital that follows a small letter. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
}

/** Letters, digits, and the characters that separate words in a key, a path or an address. */
const plain = /^[\p{L}\d\s._~%+:/@,&=-]*$/u;

/** Digits that are not the number of a version, a region or a year. */
const longNumber = /\p{L}\d{3}|\d\p{L}\d|\d{3}\p{L}|\d{5}/u;

/**
 * Whether a text consists of words that people write, at most with small numbers: `KongAirlines`, `flights-v2`. Such a
 * text is never hidden as a secret, because it probably names something.
 */
export function isOrdinary(text: string): boolean {
  return plain.test(text) && !longNumber.test(text) && areWords(wordsOf(text));
}

/** Whether a text is ordinary and has no digits. Such a text is not hidden even where a password is expected. */
export function isOrdinaryWord(text: string): boolean {
  return !/\d/.test(text) && isOrdinary(text);
}

function areWords(words: readonly string[]): boolean {
  const letters = words.join('').length;
  // Random letters often switch between capitals and small letters, or have no vowels.
  return letters >= 3 * words.length && words.every((word) => word.length < 4 || isSpoken(word));
}

function isSpoken(word: string): boolean {
  const latin = /^[a-z]+$/i.test(word);
  return !latin || (/[aeiouy]/i.test(word) && !/[^aeiouy]{6}/i.test(word));
}
