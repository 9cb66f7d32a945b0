import { shorten, visible } from '../../value/visible.ts';
import { inert } from './inert.ts';

const longest = 600;

/** Escapes untrusted text for Markdown: one line without markup, HTML, mentions or links. */
export function escapeMarkdown(text: string): string {
  return (
    inert(shorten(visible(text), longest))
      .replace(/[\\`*_{}[\]()+!|~$]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Characters at the start of a line that begin a list, a rule or the underline of a heading.
      .replace(/^(\s*\d*)([-=.])/, '$1\\$2')
      // Four spaces at the start would make a code block.
      .replace(/^ {4}/, '&#32;   ')
  );
}

/**
 * A message for people as Markdown: text in backticks becomes code, the rest text. Values in messages are untrusted, so
 * both are escaped, and unpaired backticks do no harm.
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

/** Untrusted text as code, with enough backticks around it. In a table cell, `|` is escaped as well. */
export function codeSpan(text: string, where: 'text' | 'cell' = 'text'): string {
  const shown = shorten(visible(text), longest);
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const padded = shown === '' || /^`|`$|^ .* $/.test(shown) ? ` ${shown} ` : shown;
  return `${ticks}${where === 'cell' ? padded.replaceAll('|', '\\|') : padded}${ticks}`;
}

/** A fenced code block. The fence is longer than any run of backticks in `lines`, so that they cannot close it. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
