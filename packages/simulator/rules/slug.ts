/**
 * A text as a part of an address: in lower case, with a hyphen for each character that is not a letter, a digit or `_`.
 */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/\W+/g, '-')
    .replace(/^-+|-+$/g, '');
}
