import type { ReportView } from '@konduct/core/report/view';
import { choiceInput } from '@konduct/operations/inputs/parse';

export const formatInput = choiceInput(['text', 'markdown', 'json'], {
  name: 'format',
  description: 'How to print the result on standard output. Everything else goes to standard error.',
  default: 'text',
});

export type Format = 'text' | 'markdown' | 'json';

/** Reports in a terminal have no limit. */
const unlimited = { limit: { size: Number.POSITIVE_INFINITY, measure: () => 0 } };

export function render(view: ReportView, format: Format, color: boolean): string {
  switch (format) {
    case 'text':
      return view.text({ color });
    case 'markdown':
      return view.markdown(unlimited);
    case 'json':
      return view.json();
  }
}
