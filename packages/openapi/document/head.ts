/** A key at the top of a document, written plainly. */
const plainKey = /^([A-Za-z][\w.-]*)[ \t]*:(?:[ \t\r]|$)/;
const mark = /^---(?:[ \t\r]|$)/;
const plainMark = /^---[ \t]*(?:#.*)?\r?$/;

/**
 * The lines of a YAML document that belong to some keys at its top, without parsing the others: in block YAML whatever
 * starts in the first column is a key of the top, or an item of a list below one. Undefined for anything that is not so
 * plain.
 */
export function linesOf(text: string, keys: ReadonlySet<string>): string | undefined {
  let found = '';
  let isBegun = false;
  let isWanted = false;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (!continues(text, start, end, isBegun)) {
      const line = text.slice(start, end);
      const key = plainKey.exec(line)?.[1];
      if (key !== undefined) isWanted = keys.has(key);
      // One mark may begin the document; another would begin a second one.
      else if (isBegun || !plainMark.test(line)) return undefined;
      isBegun = true;
    }
    if (isWanted) found += text.slice(start, end + 1);
    start = end + 1;
  }
  return found;
}

/** Whether a line goes on with what is above it, or means nothing. */
function continues(text: string, start: number, end: number, isBegun: boolean): boolean {
  switch (text[start]) {
    case '#':
    case '\n':
    case '\r':
      return true;
    case ' ':
    case '\t':
      return isBegun || text.slice(start, end).trim() === '';
    case '-':
      return isBegun && !mark.test(text.slice(start, end));
    default:
      return false;
  }
}
