/** Items side by side, as many on a line as people like to read. */
export function wrap(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 100) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  }
  return lines;
}
