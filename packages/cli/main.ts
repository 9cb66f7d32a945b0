import { UserError } from '@konduct/core/diagnostic/user-error';
import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import { machineProblem } from '@konduct/operations/machine-problem';
import { verifyAlways } from '@konduct/operations/verify-always';
import { version } from '@konduct/operations/version';
import { konductProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

const ignored = verifyAlways(process.env);
if (ignored) terminal.stderr.write(`${ignored}\n`);

// Node.js would print the line of code of an uncaught exception, which is a whole bundle.
process.on('uncaughtException', (error) => {
  tell(error);
  process.exit(1);
});

try {
  await konductProgram(terminal, version).parseAsync();
} catch (error) {
  process.exitCode = 1;
  tell(error);
}

function tell(error: unknown): void {
  const machine = machineProblem(error);
  const found = error instanceof UserError ? error.diagnostics : machine && [machine];
  if (found) terminal.stderr.write(renderDiagnostics(found, { color: terminal.stderr.color }));
  else printDefect(error);
}

function printDefect(error: unknown): void {
  terminal.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  terminal.stderr.write('This is a defect in Konduct. Please report it: https://github.com/konduct/konduct/issues\n');
}
