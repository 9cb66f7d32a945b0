import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { isRecord } from '@konduct/core/source/value';
import { parseYaml } from '@konduct/core/source/yaml';
import { type Reference, referencesIn, replaceReferences, type ValueType } from '../template.ts';

type Variables = Readonly<Record<string, string>>;

/**
 * decK fills values into the text and reads that as YAML, where quotes, ` #`, line breaks and digits mean something. Finds
 * the variables whose value would become another one at its place, without saying what it is.
 *
 * @param state the file as YAML reads it before its templates are filled in
 */
export function valueProblems(file: SourceFile, state: unknown, variables: Variables): Diagnostic[] {
  const references = referencesIn(file.text);
  const wrong = references.filter(({ variable, type }) => !fitsType(variables[variable ?? ''] ?? '', type));
  if (wrong.length > 0) return wrong.map((reference) => typeProblem(file, reference));
  if (references.length === 0 || survives(file, state, variables)) return [];
  const changed = references.filter((reference) => !survives(file, state, onlyAt(reference, variables)));
  // One alone may be harmless and another with it not: then nobody knows which of them it is.
  return (changed.length > 0 ? changed : references).map((reference) => lossProblem(file, reference));
}

/** The value of one expression, with something harmless at all others. */
type Values = Variables | ((reference: Reference) => string);

function onlyAt({ start }: Reference, variables: Variables): Values {
  return (reference) => (reference.start === start ? (variables[reference.variable ?? ''] ?? '') : harmless(reference));
}

function harmless({ type }: Reference): string {
  return type === undefined ? 'harmless' : '1';
}

function givenBy(values: Values, reference: Reference): string {
  return typeof values === 'function' ? values(reference) : (values[reference.variable ?? ''] ?? '');
}

function survives(file: SourceFile, state: unknown, values: Values): boolean {
  const filled = replaceReferences(file.text, (reference) =>
    isComment(file.text, reference) ? undefined : written(givenBy(values, reference), reference),
  );
  const read = parseYaml({ path: file.path, text: filled });
  return !hasErrors(read.diagnostics) && new Comparison(file, values).same(state, read.value);
}

/** decK leaves expressions alone on lines that begin with `#`, in a text of several lines too. */
function isComment(text: string, { start, end }: Reference): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return line.trimStart().startsWith('#') && !text.slice(start, end).includes('\n');
}

function written(value: string, { type, indent }: Reference): string {
  if (type !== undefined) return String(typed(value, type));
  return indent === undefined ? value : value.replaceAll('\n', `\n${' '.repeat(indent)}`);
}

function typed(value: string, type: ValueType): number | boolean {
  return type === 'toBool' ? /^(?:1|t|true)$/i.test(value) : Number(value);
}

function fitsType(value: string, type: ValueType | undefined): boolean {
  if (type === 'toBool') return /^(?:[01tfTF]|true|false|True|False|TRUE|FALSE)$/.test(value);
  if (type === 'toInt') return /^[-+]?\d{1,15}$/.test(value);
  return type === undefined || /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?$/.test(value);
}

/** Compares what a file says before its templates are filled in with what it says afterwards. */
class Comparison {
  readonly #file: SourceFile;
  readonly #values: Values;
  readonly #references: readonly Reference[];

  constructor(file: SourceFile, values: Values) {
    this.#file = file;
    this.#values = values;
    this.#references = referencesIn(file.text);
  }

  same(state: unknown, actual: unknown, parent?: object, key = ''): boolean {
    if (Array.isArray(state))
      return (
        Array.isArray(actual) &&
        actual.length === state.length &&
        state.every((item, index) => this.same(item, actual[index], state, String(index)))
      );
    if (isRecord(state)) {
      if (!isRecord(actual)) return false;
      const keys = Object.keys(state);
      return (
        keys.length === Object.keys(actual).length &&
        keys.every((name) => {
          const filled = name.includes('${{') ? this.#filled(name, this.#startOf(keyRangeOf(state, name))) : name;
          return Object.hasOwn(actual, filled) && this.same(state[name], actual[filled], state, name);
        })
      );
    }
    return typeof state === 'string' && state.includes('${{')
      ? this.#sameText(state, actual, parent, key)
      : state === actual;
  }

  #sameText(text: string, actual: unknown, parent: object | undefined, key: string): boolean {
    const start = this.#startOf(parent && rangeOf(parent, key));
    const references = referencesIn(text);
    const [only] = references;
    const filled = this.#filled(text, start);
    if (only?.type && only.start === 0 && only.end === text.length)
      return String(actual) === String(typed(filled, only.type));
    if (typeof actual !== 'string') return false;
    // decK reads YAML 1.1, where more than here is a number or a truth value.
    const plain = !/['"|>]/.test(this.#file.text[start] ?? '');
    if (plain && (!/^[A-Za-z/]/.test(actual) || /^(?:y|n|yes|no|on|off)$/i.test(actual))) return false;
    // A block ends with as many line breaks as it says, whatever the value ends with.
    const wanted = references.some(({ indent }) => indent !== undefined)
      ? [filled, actual].map(trimmed)
      : [filled, actual];
    return wanted[0] === wanted[1];
  }

  #startOf(range: SourceRange | undefined): number {
    return range ? lineIndexOf(this.#file).offsetAt(range.start) : 0;
  }

  /** @param start where the text stands: its expressions are the next ones in the file */
  #filled(text: string, start: number): string {
    const places = this.#references.values().filter((one) => one.start >= start);
    return replaceReferences(text, (reference) => {
      const place = places.next().value ?? reference;
      if (text.includes('\n') && isComment(this.#file.text, place)) return undefined;
      return givenBy(this.#values, place);
    });
  }
}

function trimmed(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

function lossProblem(file: SourceFile, reference: Reference): Diagnostic {
  const { variable } = reference;
  return {
    ...problemAt(file, reference),
    message: `The value of ${variable} would become another one here`,
    cause:
      'decK writes it into the text before it reads that as YAML, where quotes, ` #`, line breaks and digits mean something.',
    fix: `Write '\${{ env "${variable}" }}' in single quotes; where it has quotes or several lines itself, \`|-\` and on the next line \${{ env "${variable}" | indent 2 }} with as many spaces as stand before it; for a number \${{ env "${variable}" | toInt }} alone.`,
  };
}

const wanted: Readonly<Record<ValueType, string>> = {
  toBool: '`true` or `false`',
  toInt: 'a whole number',
  toFloat: 'a number',
};

function typeProblem(file: SourceFile, reference: Reference): Diagnostic {
  const { variable, type = 'toInt' } = reference;
  return {
    ...problemAt(file, reference),
    message: `The value of ${variable} is not ${wanted[type]}, which \`${type}\` wants`,
    fix: `Give it another value, or take \`| ${type}\` out.`,
  };
}

function problemAt(file: SourceFile, { start, end }: Reference) {
  return { severity: 'error', code: 'deck-variable', at: lineIndexOf(file).rangeBetween(start, end) } as const;
}
