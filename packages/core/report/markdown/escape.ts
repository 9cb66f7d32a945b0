import { shorten, visible } from '../../value/visible.ts';
import { inert } from './inert.ts';

const longest = 600;

/** Untrusted text as text in Markdown: no markup, no HTML, no mention, no link, on one line. */
export function escapeMarkdown(text: string): string {
  return (
    inert(shorten(visible(text), longest))
      .replace(/[\\`*_{}[\]()+!|~$]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // What begins a line as a list, a rule or the underline of a heading.
      .replace(/^(\s*\d*)([-=.])/, '$1\\$2')
      // Four spaces would make a block of code of it.
      .replace(/^ {4}/, '&#32;   ')
  );
}

/**
 * A message for people as Markdown: what it has in backticks is code, the rest text. Values in it are untrusted, so both
 * are escaped, however the backticks pair up.
 */
export function messageMarkdown(message: string): string {
  return message
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part.slice(1, -1)) : escapeMarkdown(part)))
    .join('');
}

/** Untrusted text between HTML tags, where GitHub reads no Markdown. */
export function escapeHtml(text: string): string {
  return inert(shorten(visible(text), longest))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Untrusted text as code: with enough backticks around it, and fit for a table cell when it stands in one. */
export function codeSpan(text: string, where: 'text' | 'cell' = 'text'): string {
  const shown = shorten(visible(text), longest);
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const padded = shown === '' || /^`|`$|^ .* $/.test(shown) ? ` ${shown} ` : shown;
  return `${ticks}${where === 'cell' ? padded.replaceAll('|', '\\|') : padded}${ticks}`;
}

/** A fenced block that its own content cannot close. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
