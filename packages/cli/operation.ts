import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import type { ReportView } from '@konduct/core/report/view';
import { type FullRunContext, runContextFor } from '@konduct/operations/reconcile/run-context';
import { abortOnSignals } from '@konduct/operations/termination';
import { Waiting } from '@konduct/operations/waiting';
import { type Format, render } from './format.ts';
import { progressOn } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Runs an operation with progress and diagnostics on standard error and its report on standard output. */
export async function runAndPrint(
  terminal: Terminal,
  format: Format,
  operation: (runContext: FullRunContext) => Promise<ReportView>,
): Promise<number> {
  const { stdout, stderr } = terminal;
  const progress = progressOn(stderr);
  const waiting = new Waiting(progress.show);
  const interrupt = abortOnSignals(() => {
    progress.clear();
    stderr.write('Stopping: what is in flight is finished first. Press Ctrl-C again to end at once.\n');
  });
  try {
    const { environment, maskSecret } = terminal;
    const place = { environment, maskSecret, signal: interrupt.signal, waiting };
    const view = await operation(runContextFor(place, waiting.show));
    waiting.end();
    progress.clear();
    stderr.write(renderDiagnostics(view.findings, { color: stderr.color }));
    stdout.write(render(view, format, stdout.color));
    return view.exitCode;
  } finally {
    waiting.end();
    progress.clear();
    interrupt.release();
  }
}
