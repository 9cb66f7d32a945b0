/** What a page says of itself at its top. Members that it does not say are absent. */
export interface FrontMatter {
  readonly title?: string;
  readonly description?: string;
  readonly visibility?: string;
  readonly status?: string;
}

const members = ['title', 'description', 'visibility', 'status'] as const;

/**
 * The front matter of a Markdown page: the lines `key: value` between two lines `---` at its top. Other keys, and lines
 * of another form, are left out, as Konnect takes no notice of them.
 */
export function frontMatterOf(text: string): FrontMatter {
  const [first, ...lines] = text.split(/\r?\n/);
  const end = lines.indexOf('---');
  if (first !== '---' || end < 0) return {};
  const found = lines.slice(0, end).flatMap((line) => {
    const [, key, value = ''] = /^([A-Za-z_]+):(?:[ \t]+(.*))?$/.exec(line) ?? [];
    const name = members.find((member) => member === key);
    const plain = scalarOf(value.trim());
    return name === undefined || plain === '' ? [] : [[name, plain] as const];
  });
  return Object.fromEntries(found);
}

/** A scalar without its quotes or a comment. */
function scalarOf(text: string): string {
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return end < 0 ? text : text.slice(1, end);
  }
  return text.startsWith('#') ? '' : text.replace(/\s+#.*$/, '').trim();
}
