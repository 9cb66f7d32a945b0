import { platformInputs } from '@konduct/operations/inputs/platform';
import { runView } from '@konduct/operations/reconcile/run-view';
import { Command } from 'commander';
import { runAndPrint } from '../operation.ts';
import { addOptions, readOptions } from '../option.ts';
import { outputInputs } from '../output.ts';
import type { Terminal } from '../terminal.ts';

const inputs = { ...platformInputs, ...outputInputs };

/** `konduct validate` */
export function validateCommand(terminal: Terminal): Command {
  const command = new Command('validate')
    .summary('check manifests and specifications, offline')
    .description(
      'Reads, type-checks and expands the platform directory, then rehearses an apply on a simulated Konnect.\n' +
        'No secret is read and no connection is made.',
    )
    .addHelpText('after', '\nExample:\n  konduct validate --config konnect')
    .action(async () => {
      const { format, quiet, verbose, ...options } = readOptions(command, inputs);
      const { validate } = await import(/* webpackMode: "eager" */ '@konduct/operations/validate');
      const settings = { ...options, workspace: terminal.workingDirectory };
      process.exitCode = await runAndPrint(terminal, { format, quiet, verbose }, async (runContext) =>
        runView(await validate(settings, runContext)),
      );
    });
  addOptions(command, inputs);
  return command;
}
