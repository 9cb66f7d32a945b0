/** A text as a part of an address: lower case, and a hyphen for whatever is neither letter, digit nor `_`. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/\W+/g, '-')
    .replace(/^-+|-+$/g, '');
}
