import { codeSpan, messageMarkdown } from '@konduct/core/report/markdown/escape';
import { findingsMarkdown } from '@konduct/core/report/markdown/findings';
import { atLeast, type Detail, fit } from '@konduct/core/report/markdown/fit';
import type { Links } from '@konduct/core/report/markdown/link';
import type { MarkdownOptions } from '@konduct/core/report/markdown/organization';
import { environmentComments } from './markdown.ts';
import { type DeckReport, deckFindings } from './report.ts';
import { verdictOf } from './text.ts';

/** A whole run with decK as a page, for the summary of a job. */
export function renderDeckMarkdown(report: DeckReport, { limit, links }: MarkdownOptions): string {
  return fit((detail) => blocks(report, detail, links), limit);
}

function blocks(report: DeckReport, detail: Detail, links: Links | undefined): string[] {
  const mark = report.failureReason === undefined ? '✅' : '❌';
  return [
    `## Gateways: ${report.mode}`,
    `${mark} **${verdictOf(report)}**`,
    ...report.notes.map(messageMarkdown),
    ...findingsMarkdown(deckFindings(report), links, atLeast(detail, 'names') ? 200 : 20),
    ...writtenBlock(report, detail),
    ...(atLeast(detail, 'kinds') ? environments(report) : []),
  ];
}

/** A page for each environment. Reasons of failures are left out, because the findings above have them. */
function environments(report: DeckReport): string[] {
  return environmentComments(report, { reasons: false }).map(({ markdown }) => markdown.trimEnd());
}

function writtenBlock({ written = [] }: DeckReport, detail: Detail): string[] {
  if (written.length === 0 || !atLeast(detail, 'names')) return [];
  const lines = written.map((file) => `- ${codeSpan(file)}`);
  return [['<details>', '<summary>Files</summary>', '', ...lines, '', '</details>'].join('\n')];
}
