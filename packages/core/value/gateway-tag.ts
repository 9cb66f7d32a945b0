/** Kong's rule for tags: printable ASCII except for these two, which separate tags in a query, or other UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what this looks for
const refused = /[\u0000-\u001f,/\u007f]/u;

/** A description of the character that Kong refuses in a tag; undefined where it accepts the whole text. */
export function refusedInTag(text: string): string | undefined {
  const [character] = refused.exec(text) ?? [];
  if (character === undefined) return undefined;
  if (character === ',' || character === '/') return `\`${character}\``;
  return `the control character U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
