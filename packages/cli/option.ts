import { type Input, type Inputs, type InputValues, readInputs, statedInputs } from '@konduct/operations/inputs/input';
import { type Command, Option } from 'commander';

const placeholders: Readonly<Record<string, string>> = {
  path: 'DIR',
  file: 'FILE',
  'list of paths': 'FILE...',
  'list of names': 'NAME...',
  'list of addresses': 'ADDRESS...',
  'URL template': 'TEMPLATE',
  version: 'VERSION',
  duration: 'TIME',
  URL: 'URL',
  address: 'HOST:PORT',
  name: 'NAME',
  branch: 'BRANCH',
  commit: 'COMMIT',
  variable: 'VARIABLE',
  'number or percentage': 'N',
  'SHA-256': 'DIGEST',
};

const shortFlags: Readonly<Record<string, string>> = { quiet: '-q', verbose: '-v' };

/** Gives a command an option for each input, with the same name, text and default. */
export function addOptions(command: Command, inputs: Inputs): void {
  for (const input of Object.values(inputs)) command.addOption(optionFor(input));
}

function optionFor(input: Input<unknown>): Option {
  const isFlag = input.type === 'true | false';
  const isChoice = !isFlag && input.type.includes(' | ');
  const placeholder = placeholders[input.type] ?? (isChoice ? 'WORD' : 'N');
  const suffix = isFlag || input.default === '' ? '' : ` (default: ${input.default})`;
  const short = shortFlags[input.name] === undefined ? '' : `${shortFlags[input.name]}, `;
  const flags = isFlag ? `${short}${flagOf(input)}` : `--${input.name} <${placeholder}>`;
  const option = new Option(flags, `${input.description}${suffix}`);
  // For help and completion. Values are judged with all others, so that all mistakes are told at once.
  if (isChoice) option.argChoices = input.type.split(' | ');
  return option;
}

/** The option of an input that is true or false: what is on by default can only be turned off. */
function flagOf({ name, default: usual }: Input<unknown>): string {
  return usual === 'true' ? `--no-${name}` : `--${name}`;
}

/**
 * The values of inputs, as a command was given them. An option that the command lacks has its default.
 *
 * @throws UserError with an `input-invalid` for each that cannot be understood
 */
export function readOptions<I extends Inputs>(command: Command, inputs: I): InputValues<I> {
  return readInputs(
    inputs,
    (name) => optionText(command, name),
    (name) => `--${name}`,
  );
}

/** The names of the inputs that a command was given. */
export function givenOptions(command: Command, inputs: Inputs): string[] {
  return statedInputs(inputs, (name) => optionText(command, name), true);
}

/** What was given for an input, as the text an action's input would have. */
function optionText(command: Command, name: string): string | undefined {
  const option = command.options.find(({ long }) => long === `--${name}` || long === `--no-${name}`);
  const value: unknown = option && command.getOptionValue(option.attributeName());
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined ? undefined : String(value);
}
