/** Lines behind a title that opens them; `open` shows them at once. */
export function folded(title: string, lines: readonly string[], state: 'closed' | 'open' = 'closed'): string {
  const tag = state === 'open' ? '<details open>' : '<details>';
  return [tag, `<summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n');
}
