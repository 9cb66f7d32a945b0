import { Command } from 'commander';
import { blueprintCommand } from './commands/blueprint.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { deckCommand } from './commands/deck.ts';
import { helpCommand } from './commands/help.ts';
import {
  adoptCommand,
  applyCommand,
  destroyCommand,
  driftCommand,
  planCommand,
  releaseCommand,
} from './commands/reconcile.ts';
import { simulatorCommand } from './commands/simulator.ts';
import { stageCommand } from './commands/stage.ts';
import { validateCommand } from './commands/validate.ts';
import type { Terminal } from './terminal.ts';

/** The command line of Konduct. */
export function konductProgram(terminal: Terminal, version: string): Command {
  const commands = [
    validateCommand(terminal),
    planCommand(terminal),
    applyCommand(terminal),
    driftCommand(terminal),
    stageCommand(terminal),
    deckCommand(terminal),
    simulatorCommand(terminal),
    blueprintCommand(terminal),
    adoptCommand(terminal),
    releaseCommand(terminal),
    destroyCommand(terminal),
    completionCommand(terminal),
  ];
  const program = new Command('konduct')
    .description('Runs an API platform on Kong Konnect from one git repository.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', examples);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands.filter((one) => one.commands.length > 0)])
    command.addCommand(helpCommand(command));
  program.addCommand(completeCommand(program, terminal), { hidden: true });
  const all = program.commands.flatMap((command) => [command, ...command.commands]);
  for (const command of all) {
    // Commands from other modules do not inherit these settings.
    command
      .helpOption('-h, --help', 'print this help')
      .showHelpAfterError(`(${fullName(command)} --help lists all options)`)
      .helpCommand(false);
  }
  for (const command of [program, ...all]) {
    command.showSuggestionAfterError().configureOutput({
      writeOut: terminal.stdout.write,
      writeErr: terminal.stderr.write,
      getOutHasColors: () => terminal.stdout.color,
      getErrHasColors: () => terminal.stderr.color,
    });
  }
  return program.showHelpAfterError('(konduct --help lists all commands)');
}

/** The words that start a command: `konduct deck sync`. */
export function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

const examples = `
Examples:
  konduct validate                  check the folder konnect/, offline
  konduct plan --environments dev   show what would change in one environment
  konduct apply --format json       change it, with the report as JSON
  konduct stage --environments dev  bring services' specifications here
  konduct deck diff                 show what would change on the gateways
  konduct simulator                 start a Konnect here to try all that

Exit codes: 0 fine, 1 failed, 2 changes present (plan, drift and deck diff
with --detailed-exitcode, deck render with --check), 3 stale, 4 refused,
5 partly applied or staged`;
