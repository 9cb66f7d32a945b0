import type { Command, Option } from 'commander';

/** A word that may stand where one is being typed. */
export interface Candidate {
  readonly word: string;
  /** One line. */
  readonly description: string;
}

/**
 * The words that may follow: the commands of a command, its options once a `-` is typed, and the words of an option that
 * has a few. None where only the reader knows, as for a file.
 *
 * @param words what follows the name of the program, the word that is being typed last; it may be empty
 */
export function candidatesOf(program: Command, words: readonly string[]): readonly Candidate[] {
  const typed = words.at(-1) ?? '';
  return possible(program, words.slice(0, -1), typed).filter(({ word }) => word.startsWith(typed));
}

function possible(program: Command, before: readonly string[], typed: string): readonly Candidate[] {
  let command = program;
  let arguments_ = 0;
  let awaited: Option | undefined;
  for (const word of before) {
    const next = awaited ? undefined : visibleCommands(command).find((one) => one.name() === word);
    if (awaited) awaited = undefined;
    else if (word.startsWith('-')) awaited = optionsOf(command).find((option) => isValueNext(option, word));
    // Behind `konduct help` stand the commands of `konduct`.
    else if (next && word !== 'help') command = next;
    else if (!next) arguments_ += 1;
  }
  if (awaited) return (awaited.argChoices ?? []).map((word) => ({ word, description: '' }));
  if (typed.startsWith('-')) return optionsOf(command).map(optionCandidate);
  const choices = command.registeredArguments[arguments_]?.argChoices ?? [];
  return [
    ...visibleCommands(command).map((one) => ({ word: one.name(), description: one.summary() })),
    ...choices.map((word) => ({ word, description: '' })),
  ];
}

function visibleCommands(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function isValueNext(option: Option, word: string): boolean {
  return (option.long === word || option.short === word) && (option.required || option.optional);
}

function optionCandidate(option: Option): Candidate {
  const [first = ''] = option.description.split(/[.:] |\n/);
  return { word: option.long ?? option.flags, description: first };
}
