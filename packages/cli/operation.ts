import { findings } from '@konduct/core/report/findings';
import type { RunReport } from '@konduct/core/report/report';
import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import type { Edge } from '@konduct/operations/options';
import { type Format, render } from './format.ts';
import { abortOnInterrupt } from './interrupt.ts';
import { progressOn } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Runs an operation with progress and diagnostics on standard error and its report on standard output. */
export async function present(
  terminal: Terminal,
  format: Format,
  operation: (edge: Edge) => Promise<RunReport>,
): Promise<RunReport['exitCode']> {
  const { stdout, stderr } = terminal;
  const progress = progressOn(stderr);
  const interrupt = abortOnInterrupt(() => {
    progress.clear();
    stderr.write('Stopping: what is in flight is finished first. Press Ctrl-C again to end at once.\n');
  });
  try {
    const report = await operation({
      environment: terminal.environment,
      // Nothing takes text out of a terminal again; that secrets never get there is the renderers' and errors' business.
      maskSecret: () => {},
      onProgress: progress.show,
      signal: interrupt.signal,
    });
    progress.clear();
    stderr.write(renderDiagnostics(findings(report), { color: stderr.color }));
    stdout.write(render(report, format, stdout.color));
    return report.exitCode;
  } finally {
    progress.clear();
    interrupt.release();
  }
}
