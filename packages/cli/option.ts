import type { Input, Inputs } from '@konduct/operations/inputs/input';
import { type Command, Option } from 'commander';

const placeholders: Readonly<Record<string, string>> = {
  path: 'DIR',
  file: 'FILE',
  'list of paths': 'FILE...',
  'list of names': 'NAME...',
  'list of addresses': 'ADDRESS...',
  'URL template': 'TEMPLATE',
  version: 'VERSION',
  name: 'NAME',
  variable: 'VARIABLE',
  'number or percentage': 'N',
  'SHA-256': 'DIGEST',
};

/** Gives a command an option for each input, with the same name, text and default. */
export function addOptions(command: Command, inputs: Inputs): void {
  for (const input of Object.values(inputs)) command.addOption(optionFor(input));
}

function optionFor(input: Input<unknown>): Option {
  const isFlag = input.type === 'true | false';
  const isChoice = !isFlag && input.type.includes(' | ');
  const placeholder = placeholders[input.type] ?? (isChoice ? 'WORD' : 'N');
  const facts = [isChoice ? input.type : '', isFlag || input.default === '' ? '' : `default: ${input.default}`];
  const suffix = facts.filter((fact) => fact !== '').join('; ');
  const flags = isFlag ? `--${input.name}` : `--${input.name} <${placeholder}>`;
  return new Option(flags, suffix === '' ? input.description : `${input.description} (${suffix})`);
}

/** The value of an option, as the text that the action's input would have. */
export function optionText(command: Command, name: string): string | undefined {
  const option = command.options.find((candidate) => candidate.long === `--${name}`);
  const value: unknown = option && command.getOptionValue(option.attributeName());
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined ? undefined : String(value);
}
