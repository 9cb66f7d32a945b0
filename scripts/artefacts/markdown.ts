/** The notice at the top of every generated page. */
export function generatedNotice(source: string): string {
  return `<!-- Written by \`npm run generate\` from ${source}. Do not edit. -->`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  return [head, rule, ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** Line breaks and pipes end a cell, even inside of code. */
function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
