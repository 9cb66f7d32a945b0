import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/** Adds `konduct completion` to a program that has all its other commands: what a shell completes follows from them. */
export function addCompletion(program: Command): void {
  const completer = tab(program, { completionCommandName: 'completion' });
  // A candidate is one line, and the first sentence says what it is.
  for (const [name, known] of completer.commands) {
    known.description = commandAt(program, name)?.summary() ?? '';
    for (const option of known.options.values()) option.description = option.description.split('. ')[0] ?? '';
  }
  program.commands
    .find((command) => command.name() === 'completion')
    ?.summary('print a script that completes commands and options')
    .description(
      'Prints a script for a shell, which then completes commands, options and their words. `konduct` has to be in PATH.',
    )
    .addHelpText(
      'after',
      '\nExamples:' +
        '\n  konduct completion bash >> ~/.bashrc   (needs bash-completion)' +
        '\n  konduct completion zsh > "${fpath[1]}/_konduct"' +
        '\n  konduct completion fish > ~/.config/fish/completions/konduct.fish',
    );
}

/** The command of a program by its words: `deck sync`. */
function commandAt(program: Command, name: string): Command | undefined {
  return name
    .split(' ')
    .reduce<Command | undefined>((found, word) => found?.commands.find((command) => command.name() === word), program);
}
