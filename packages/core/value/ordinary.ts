/** The letters of a text as words: parted by anything else, and where a capital follows a small letter. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
}

/** Words, and between them what parts words in a key, a path or an address. */
const plain = /^[\p{L}\d\s._~%+:/@,&=-]*$/u;

/** A run of digits that is no number of a version, a region or a year. */
const longNumber = /\p{L}\d{3}|\d\p{L}\d|\d{3}\p{L}|\d{5}/u;

/**
 * Whether a text is made of words as people write them, at most with small numbers: `KongAirlines`, `flights-v2`. Nothing of
 * that kind is taken out of what people read: it stands there as the name of something.
 */
export function isOrdinary(text: string): boolean {
  return plain.test(text) && !longNumber.test(text) && areWords(wordsOf(text));
}

/** The same without any digit: what even a password is not hidden for. */
export function isOrdinaryWord(text: string): boolean {
  return !/\d/.test(text) && isOrdinary(text);
}

function areWords(words: readonly string[]): boolean {
  const letters = words.join('').length;
  // Random letters change between capitals and small ones all the time, or have nothing to be spoken by.
  return letters >= 3 * words.length && words.every((word) => word.length < 4 || isSpoken(word));
}

function isSpoken(word: string): boolean {
  const latin = /^[a-z]+$/i.test(word);
  return !latin || (/[aeiouy]/i.test(word) && !/[^aeiouy]{6}/i.test(word));
}
