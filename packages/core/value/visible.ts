// C0 and C1 controls, and the marks that reorder or hide text: all that makes a terminal or a reader see something else.
const hidden = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Untrusted text on one line with everything in it to be seen: escape sequences do nothing in a terminal. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * Makes sure that no line of a log is a command to the GitHub runner: it obeys lines that begin with `::`, and `##[`
 * wherever it stands.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '# #[');
}

/** At most `length` characters, with what is left out in the middle: beginnings and ends tell long values apart. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const end = Math.floor((length - 1) / 2);
  const start = length - 1 - end;
  return `${characters.slice(0, start).join('')}…${end === 0 ? '' : characters.slice(-end).join('')}`;
}
