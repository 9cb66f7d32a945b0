import { UserError } from '@konduct/core/diagnostic/user-error';
import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import { version } from '@konduct/operations/version';
import { konductProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

try {
  await konductProgram(terminal, version).parseAsync();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof UserError) {
    terminal.stderr.write(renderDiagnostics(error.diagnostics, { color: terminal.stderr.color }));
  } else {
    terminal.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    terminal.stderr.write('This is a defect in Konduct. Please report it: https://github.com/konduct/konduct/issues\n');
  }
}
