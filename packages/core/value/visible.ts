// C0 and C1 controls, and marks that reorder or hide text: a terminal or a reader would show another text than the one
// that is there.
const hidden = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Untrusted text on one line, with control characters and invisible marks made visible: a terminal executes none of it.
 */
export function visible(text: string): string {
  return text.replace(hidden, (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * Prevents lines of a log from being commands to the GitHub runner, which obeys `::` at the start of a line and `##[`
 * anywhere.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '# #[');
}

/** At most `length` characters, with `…` in the middle: long values mostly differ at the start or the end. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const end = Math.floor((length - 1) / 2);
  const start = length - 1 - end;
  return `${characters.slice(0, start).join('')}…${end === 0 ? '' : characters.slice(-end).join('')}`;
}
