import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';

/** A named value that people give as text: an action's input and the command line's option of the same name. */
export interface Input<T> {
  readonly name: string;
  /** Its purpose in sentences. The first one says what it is. */
  readonly description: string;
  /** As people write it; empty where there is no default value. */
  readonly default: string;
  /** The form of a value: `path`, `list of names`, `plan | apply`. */
  readonly type: string;
  /** Turns text into a value. */
  readonly parse: (text: string) => Parsed<T>;
}

export type Parsed<T> = { readonly value: T } | { readonly problem: string; readonly fix: string };

export type Inputs = Readonly<Record<string, Input<unknown>>>;

export type InputValues<I extends Inputs> = { readonly [K in keyof I]: I[K] extends Input<infer T> ? T : never };

/**
 * The values of all inputs. An empty or missing one gets its default, so that a workflow can pass on an unset variable.
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
  // `values` has, for each key of the table, the result of its own parser; the compiler cannot infer that.
  return values as InputValues<I>;
}

/**
 * The names of the inputs that a person gave.
 *
 * @param defaultsCount whether an input with its default was given, too: GitHub passes on defaults like everything else
 */
export function statedInputs(
  inputs: Inputs,
  read: (name: string) => string | undefined,
  defaultsCount: boolean,
): string[] {
  const isStated = (input: Input<unknown>): boolean => {
    const text = read(input.name)?.trim() ?? '';
    return text !== '' && (defaultsCount || text !== input.default);
  };
  return Object.values(inputs)
    .filter(isStated)
    .map(({ name }) => name);
}

function invalid(name: string, text: string, { problem, fix }: { problem: string; fix: string }): Diagnostic {
  return { severity: 'error', code: 'input-invalid', message: `${name} ${JSON.stringify(text)} ${problem}`, fix };
}
