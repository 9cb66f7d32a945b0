/** A line of block-style YAML that begins with a key. */
interface Entry {
  readonly key: string;
  /** The text behind the colon, without comment and quotes. */
  readonly value: string;
  /** The lines below it that are indented deeper. */
  readonly below: readonly string[];
}

/**
 * The entries of a block of YAML at its first indentation. It reads line by line in linear time, because specifications
 * are untrusted. Lines of another form than `key: value` are skipped.
 */
export function outline(lines: readonly string[]): Entry[] {
  const entries: { key: string; value: string; below: string[] }[] = [];
  let depth: number | undefined;
  for (const line of lines) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    depth ??= indent;
    if (indent > depth) entries.at(-1)?.below.push(line);
    else if (indent === depth) {
      const colon = colonOf(text);
      if (colon > 0)
        entries.push({ key: scalar(text.slice(0, colon)), value: scalar(text.slice(colon + 1).trim()), below: [] });
    } else break;
  }
  return entries;
}

/** A scalar without its quotes or a comment. */
export function scalar(text: string): string {
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return end < 0 ? text : text.slice(1, end);
  }
  const comment = text.startsWith('#') ? 0 : text.indexOf(' #');
  return (comment < 0 ? text : text.slice(0, comment)).trim();
}

/** The end of a key: the first colon that does not belong to it, as those of `"a: b"` and `/flights:batch` do. */
function colonOf(text: string): number {
  const quote = text.charAt(0);
  const start = quote === '"' || quote === "'" ? text.indexOf(quote, 1) : 0;
  if (start < 0) return -1;
  for (let at = text.indexOf(':', start); at >= 0; at = text.indexOf(':', at + 1)) {
    if (at + 1 === text.length || text.charAt(at + 1) === ' ' || text.charAt(at + 1) === '\t') return at;
  }
  return -1;
}
