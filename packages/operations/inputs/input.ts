import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';

/** A named value people give as text: an action's input and the command line's option of the same name. */
export interface Input<T> {
  readonly name: string;
  /** What it is for, in sentences; the first one says what it is. */
  readonly description: string;
  /** As people would write it; empty where leaving it out means none. */
  readonly default: string;
  /** What a value looks like: `path`, `list of names`, `plan | apply`. */
  readonly type: string;
  /** The value a text means. */
  readonly parse: (text: string) => Parsed<T>;
}

export type Parsed<T> = { readonly value: T } | { readonly problem: string; readonly fix: string };

export type Inputs = Readonly<Record<string, Input<unknown>>>;

export type InputValues<I extends Inputs> = { readonly [K in keyof I]: I[K] extends Input<infer T> ? T : never };

/**
 * The values of all inputs; one that is empty or missing has its default, so that a workflow can pass on a variable
 * nobody set.
 *
 * @param shown how the host writes the name of an input: options of the command line begin with `--`
 * @throws UserError with an `input-invalid` for each that cannot be understood
 */
export function readInputs<I extends Inputs>(
  inputs: I,
  read: (name: string) => string | undefined,
  shown: (name: string) => string = (name) => name,
): InputValues<I> {
  const problems: Diagnostic[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, input] of Object.entries(inputs)) {
    const text = read(input.name)?.trim() || input.default;
    const parsed = input.parse(text);
    if ('value' in parsed) values[key] = parsed.value;
    else problems.push(invalid(shown(input.name), text, parsed));
  }
  if (problems.length > 0) throw new UserError(problems);
  // Every key of the table has been filled in from its own input's parser.
  return values as InputValues<I>;
}

function invalid(name: string, text: string, { problem, fix }: { problem: string; fix: string }): Diagnostic {
  return { severity: 'error', code: 'input-invalid', message: `${name} ${JSON.stringify(text)} ${problem}`, fix };
}
