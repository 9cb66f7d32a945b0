/** A plain key at the top of a document. */
const plainKey = /^([A-Za-z][\w.-]*)[ \t]*:(?:[ \t\r]|$)/;
const mark = /^---(?:[ \t\r]|$)/;
const plainMark = /^---[ \t]*(?:#.*)?\r?$/;

/**
 * The lines of a YAML document that belong to some of its top-level keys, without parsing the others: in block YAML, a
 * line that starts in the first column is a top-level key, or an item of a list below one. Undefined for any other
 * notation.
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
      // One mark may begin the document; another one would begin a second document.
      else if (isBegun || !plainMark.test(line)) return undefined;
      isBegun = true;
    }
    if (isWanted) found += text.slice(start, end + 1);
    start = end + 1;
  }
  return found;
}

/** Whether a line continues the value above it, or is empty or a comment. */
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
