import { builtinFiles } from '@konduct/core/builtin.generated';
import { Argument, Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/** `konduct blueprint` */
export function blueprintCommand(terminal: Terminal): Command {
  const files = new Map(builtinFiles.map(({ path, text }) => [path.replace(/^.*\/|\.yaml$/g, ''), text]));
  const name = new Argument('[name]', 'such as organization');
  // For help and completion; the action has words of its own for another name.
  name.argChoices = [...files.keys()];
  return new Command('blueprint')
    .summary('print a built-in blueprint')
    .description('Prints a built-in file, as a start for one of your own; without a name, the names there are.')
    .addArgument(name)
    .addHelpText(
      'after',
      '\nExample:\n  mkdir -p konnect/blueprints\n  konduct blueprint service > konnect/blueprints/service.yaml',
    )
    .action((name: string | undefined, _options: unknown, command: Command) => {
      if (name === undefined) {
        terminal.stdout.write(`${[...files.keys()].join('\n')}\n`);
        return;
      }
      const text = files.get(name);
      if (text === undefined)
        command.error(`error: there is no built-in file '${name}'. There are ${[...files.keys()].join(', ')}.`);
      else terminal.stdout.write(text);
    });
}
