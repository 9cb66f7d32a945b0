import type { Input, Parsed } from './input.ts';

type Described = Pick<Input<unknown>, 'name' | 'description'> & { readonly default?: string };

/** An input with any text. */
export function textInput(type: string, described: Described): Input<string> {
  return { default: '', ...described, type, parse: (text) => ({ value: text }) };
}

/** An input with several values, separated by commas or line breaks. Each value counts once. */
export function listInput(type: string, described: Described): Input<readonly string[]> {
  const parse = (text: string) => {
    const items = text.split(/[,\n]/).map((item) => item.trim());
    return { value: [...new Set(items.filter((item) => item !== ''))] };
  };
  return { default: '', ...described, type, parse };
}

/** An input with one of a few words. */
export function choiceInput<T extends string>(choices: readonly T[], described: Described & { default: T }): Input<T> {
  const type = choices.join(' | ');
  const parse = (text: string): Parsed<T> => {
    const value = choices.find((choice) => choice === text);
    return value === undefined ? { problem: 'is not one of its values', fix: `Use ${orList(choices)}.` } : { value };
  };
  return { ...described, type, parse };
}

/** An input with `true` or `false`, in the spellings of YAML. */
export function booleanInput(described: Described & { default: 'true' | 'false' }): Input<boolean> {
  const parse = (text: string): Parsed<boolean> => {
    if (/^(true|True|TRUE)$/.test(text)) return { value: true };
    if (/^(false|False|FALSE)$/.test(text)) return { value: false };
    return { problem: 'is neither true nor false', fix: 'Use true or false.' };
  };
  return { ...described, type: 'true | false', parse };
}

/** An input with a whole number in a range. */
export function integerInput(least: number, most: number, described: Described & { default: string }): Input<number> {
  const parse = (text: string): Parsed<number> => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return { value };
    return { problem: 'is not a number in its range', fix: `Use a whole number from ${least} to ${most}.` };
  };
  return { ...described, type: `whole number, ${least} to ${most}`, parse };
}

/** The same input, with undefined as the value when it is left out. */
export function optional<T>(input: Input<T>): Input<T | undefined> {
  return { ...input, default: '', parse: (text) => (text === '' ? { value: undefined } : input.parse(text)) };
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
