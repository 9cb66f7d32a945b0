/**
 * Replaces what stands between two markers of a page that people write. The markers stay.
 *
 * @throws Error when the page has no such markers: then it would go stale unseen
 */
export function replaceSection(page: string, text: string, start: string, end: string, content: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`${page} lacks the markers ${start} and ${end}`);
  return `${text.slice(0, from)}${start}\n\n${content}\n\n${text.slice(to)}`;
}
