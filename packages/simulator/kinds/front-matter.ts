/** The `key: value` lines between the two `---` at the top of a Markdown page; values may be quoted. */
export function frontMatter(content: string): Readonly<Record<string, string>> {
  const block = /^---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/.exec(content)?.[1] ?? '';
  const fields: Record<string, string> = {};
  for (const line of block.split(/\r?\n/)) {
    const match = /^([\w-]+)\s*:\s*(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined) fields[match[1]] = (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2');
  }
  return fields;
}
