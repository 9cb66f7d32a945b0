import { renderJson } from '@konduct/core/report/json/document';
import { renderMarkdown } from '@konduct/core/report/markdown/run';
import type { RunReport } from '@konduct/core/report/report';
import { renderText } from '@konduct/core/report/text/run';
import { choiceInput } from '@konduct/operations/inputs/parse';

export const formatInput = choiceInput(['text', 'markdown', 'json'], {
  name: 'format',
  description: 'How to print the result on standard output. Everything else goes to standard error.',
  default: 'text',
});

export type Format = 'text' | 'markdown' | 'json';

/** A terminal has no limit that a report would have to fit into. */
const unlimited = { limit: { size: Number.POSITIVE_INFINITY, measure: () => 0 } };

export function render(report: RunReport, format: Format, color: boolean): string {
  switch (format) {
    case 'text':
      return renderText(report, { color });
    case 'markdown':
      return renderMarkdown(report, unlimited);
    case 'json':
      return renderJson(report);
  }
}
