import { Argument, Command } from 'commander';
import { candidatesOf } from '../candidates.ts';
import type { Terminal } from '../terminal.ts';

/**
 * What each shell is given. The words are passed on as they stand and never evaluated: a word that is being typed may be a
 * command substitution. Without a candidate the shell completes files. Sourcing a script twice is harmless.
 */
const scripts: Readonly<Record<string, string>> = {
  bash: `_konduct() {
  local IFS=$'\\n'
  COMPREPLY=($(konduct complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _konduct konduct
`,
  zsh: `#compdef konduct
_konduct() {
  local -a found
  found=("\${(@f)$(konduct complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null | sed 's/:/\\\\:/g; s/\\t/:/')}")
  if [[ -n "\${found[1]}" ]]; then _describe konduct found; else _files; fi
}
if [[ "\${funcstack[1]}" == _konduct ]]; then _konduct "$@"; else compdef _konduct konduct; fi
`,
  fish: `complete -c konduct -a '(konduct complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
};

/** `konduct completion` */
export function completionCommand(terminal: Terminal): Command {
  const shells = Object.keys(scripts);
  return new Command('completion')
    .summary('print a script that completes commands and options')
    .description(
      'Prints a script for a shell, which then completes commands, options and their words. `konduct` has to be in PATH.',
    )
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText(
      'after',
      '\nExamples:' +
        '\n  konduct completion bash >> ~/.bashrc' +
        '\n  konduct completion zsh > "${fpath[1]}/_konduct"' +
        '\n  konduct completion fish > ~/.config/fish/completions/konduct.fish',
    )
    .action((shell: string) => {
      terminal.stdout.write(scripts[shell] ?? '');
    });
}

/** `konduct complete`, which the scripts run: a line for each candidate, with a tab before what it is. */
export function completeCommand(program: Command, terminal: Terminal): Command {
  return new Command('complete')
    .argument('[words...]', 'the words behind `konduct`, the one that is being typed last')
    .action((words: readonly string[]) => {
      const lines = candidatesOf(program, words).map(({ word, description }) => `${word}\t${description}\n`);
      terminal.stdout.write(lines.join(''));
    });
}
