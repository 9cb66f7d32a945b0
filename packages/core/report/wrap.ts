/** Puts items side by side, as many on a line as fit into a width. A line that goes on ends with the separator, too. */
export function wrap(items: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(item);
    else if (last.length + item.length <= width) lines[lines.length - 1] = `${last}${separator}${item}`;
    else {
      lines[lines.length - 1] = `${last}${separator.trimEnd()}`;
      lines.push(item);
    }
  }
  return lines;
}
