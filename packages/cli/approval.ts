import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import type { ReportView } from '@konduct/core/report/view';
import { booleanInput } from '@konduct/operations/inputs/parse';
import type { Terminal } from './terminal.ts';

export const yesInput = booleanInput({
  name: 'yes',
  description: 'Changes without asking. Nobody is asked where no person sits at the terminal either.',
  default: 'false',
});

/**
 * Shows a plan at the terminal and asks whether to carry it out.
 *
 * @param word the text that the person must type, exactly
 */
export async function asked(terminal: Terminal, plan: ReportView, question: string, word = 'yes'): Promise<boolean> {
  const { stdout, stderr, ask } = terminal;
  if (!ask) return true;
  stderr.write(renderDiagnostics(plan.findings, { color: stderr.color }));
  stdout.write(plan.text({ color: stdout.color }));
  const answer = await ask(`\n${question} Only ${JSON.stringify(word)} will do it: `);
  return answer.trim() === word;
}
