import { booleanInput, textInput } from '@konduct/operations/inputs/parse';
import { stageInputs } from '@konduct/operations/inputs/stage';
import { Command } from 'commander';
import { runAndPrint } from '../operation.ts';
import { addOptions, readOptions } from '../option.ts';
import { outputInputs } from '../output.ts';
import type { Terminal } from '../terminal.ts';

const inputs = {
  ...stageInputs,
  check: booleanInput({
    name: 'check',
    description:
      'Compares the specifications in the working tree with the last commit, and fails where the gate of an environment ' +
      'stops a change. Reads no service repository and writes nothing.',
    default: 'false',
  }),
  base: textInput('branch', {
    name: 'base',
    description: 'With check: the branch to compare with. Left out, the branch that is checked out.',
  }),
  ...outputInputs,
};

/** `konduct stage` */
export function stageCommand(terminal: Terminal): Command {
  const command = new Command('stage')
    .summary("bring services' specifications here")
    .description(
      "Reads the specifications of services from their repositories' branches and writes them, with the decK files they\n" +
        'become, into the working tree. Opens no pull request and commits nothing.\n' +
        'Logins come from where the manifests say, and for services that name none from the environment: ' +
        'KONDUCT_SERVICE_TOKEN, KONDUCT_SERVICE_SSH_KEY and KONDUCT_KNOWN_HOSTS.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  konduct stage --environments dev --service kong-air/flights\n  konduct stage --check --base main',
    )
    .action(async () => {
      const { format, quiet, verbose, ...given } = readOptions(command, inputs);
      const { runStage } = await import(/* webpackMode: "eager" */ './stage-run.ts');
      process.exitCode = await runAndPrint(terminal, { format, quiet, verbose }, (runContext) =>
        runStage(given, terminal, runContext),
      );
    });
  addOptions(command, inputs);
  return command;
}
