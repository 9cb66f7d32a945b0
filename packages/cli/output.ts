import type { ReportView } from '@konduct/core/report/view';
import type { InputValues } from '@konduct/operations/inputs/input';
import { booleanInput, choiceInput } from '@konduct/operations/inputs/parse';

/** What a command prints, and how. Every command with a report has these. */
export const outputInputs = {
  format: choiceInput(['text', 'markdown', 'json'], {
    name: 'format',
    description: 'How to print the result on standard output. Everything else goes to standard error.',
    default: 'text',
  }),
  quiet: booleanInput({
    name: 'quiet',
    description: 'Prints no progress: the findings and the result alone.',
    default: 'false',
  }),
  verbose: booleanInput({
    name: 'verbose',
    description: 'Also prints each request and each program that was run, with the time it took.',
    default: 'false',
  }),
};

export type OutputOptions = InputValues<typeof outputInputs>;

type Format = OutputOptions['format'];

/** A terminal has no limit that a report would have to fit into. */
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
