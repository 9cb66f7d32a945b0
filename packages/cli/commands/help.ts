import { Command } from 'commander';

/** `konduct help`: the help of a command by its words, at any depth. The library's own knows the first word alone. */
export function helpCommand(program: Command): Command {
  return new Command('help')
    .summary('print the help of a command')
    .description('Prints the help of a command, as its --help does.')
    .argument('[command...]', 'such as deck sync')
    .addHelpText('after', '\nExample:\n  konduct help deck sync')
    .action((words: readonly string[]) => {
      let found = program;
      for (const word of words) {
        const next = found.commands.find((command) => command.name() === word);
        // The parser's own words for a command that is not there, with what was probably meant.
        if (!next) return void found.parse([word], { from: 'user' });
        found = next;
      }
      found.outputHelp();
    });
}
