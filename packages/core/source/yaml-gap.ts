/**
 * Finds places between the values of a YAML text that js-yaml's events leave out: closing brackets, empty values and
 * the headers of blocks of text. Each function takes one pass and no regular expression, whose memory would grow with a
 * gap of a million lines.
 */

/** From `at` to the bracket that closes the list or mapping whose last value ends at `at`. */
export function skipToBracket(text: string, at: number): number {
  return skip(text, at, (letter) => letter === ',' || letter === ':' || letter === '?');
}

/** From the end of a key or an item to the `|` or `>` of the block of text that comes next. */
export function skipToBlockHeader(text: string, at: number): number {
  return skip(text, at, (letter) => letter === ':' || letter === '?' || letter === '-');
}

/** From the end of a key or an item to behind the `:`, `-` or `?` of the empty value that comes next; else `at` itself. */
export function skipIndicator(text: string, at: number): number {
  const next = skip(text, at, () => false);
  return /[:?-]/.test(text[next] ?? '') ? next + 1 : at;
}

/** Skips spaces, line breaks, comments, anchors, tags, and the characters for which `isSkipped` is true. */
function skip(text: string, start: number, isSkipped: (letter: string) => boolean): number {
  let at = start;
  for (let letter = text[at]; letter !== undefined; letter = text[at]) {
    if (letter === '#' && isSpace(text[at - 1])) at = lineEnd(text, at);
    else if (letter === '&' || letter === '!') at = propertyEnd(text, at);
    else if (isSpace(letter) || isSkipped(letter)) at += 1;
    else break;
  }
  return at;
}

function isSpace(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\n' || letter === '\r' || letter === '\t';
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function propertyEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && !/[\s,\]}]/.test(text[end] ?? '')) end += 1;
  return end;
}
