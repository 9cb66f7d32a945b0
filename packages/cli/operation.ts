import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import type { ReportView } from '@konduct/core/report/view';
import { type FullRunContext, runContextFor } from '@konduct/operations/reconcile/run-context';
import { abortOnSignals } from '@konduct/operations/termination';
import { Waiting } from '@konduct/operations/waiting';
import { type OutputOptions, render } from './output.ts';
import { progressOn } from './progress.ts';
import type { Terminal } from './terminal.ts';

const silence = { show: () => {}, line: () => {}, clear: () => {} };

/** Runs an operation with progress and findings on standard error and its report on standard output. */
export async function runAndPrint(
  terminal: Terminal,
  { format, quiet, verbose }: OutputOptions,
  operation: (runContext: FullRunContext) => Promise<ReportView>,
): Promise<number> {
  const { stdout, stderr } = terminal;
  const progress = quiet ? silence : progressOn(stderr);
  const waiting = new Waiting(progress.show, verbose ? progress.line : undefined);
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
