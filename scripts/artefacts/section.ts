/**
 * Replaces the text between two markers of a hand-written page. The markers stay.
 *
 * @throws Error when the page lacks the markers, because the section would become outdated unnoticed
 */
export function replaceSection(page: string, text: string, start: string, end: string, content: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`${page} lacks the markers ${start} and ${end}`);
  return `${text.slice(0, from)}${start}\n\n${content}\n\n${text.slice(to)}`;
}
