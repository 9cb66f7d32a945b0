import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { expressionsIn, replaceExpressions, type TemplateExpression, type ValueType } from '../template.ts';

type Variables = Readonly<Record<string, string>>;

/**
 * Finds the variables whose values YAML would read as other values. decK fills values into the text before it reads it
 * as YAML, where quotes, ` #`, line breaks and digits have a meaning. Findings do not say which other value it would
 * be.
 *
 * @param state the file as YAML reads it before its templates are filled in
 */
export function valueProblems(file: SourceFile, state: unknown, variables: Variables): Diagnostic[] {
  const expressions = expressionsIn(file.text);
  const wrong = expressions.filter(({ variable, type }) => !fitsType(variables[variable ?? ''] ?? '', type));
  if (wrong.length > 0) return wrong.map((expression) => typeProblem(file, expression));
  return changedExpressions(file, state, expressions, variables).map((expression) => lossProblem(file, expression));
}

/**
 * The most values that break the file around them and are searched for: each search reads the whole file several times.
 */
const mostBreaking = 10;

/**
 * The expressions whose values are read as other values. One comparison finds all values that change nothing else.
 * Values that break the file around them are found one at a time, by halving the list.
 */
function changedExpressions(
  file: SourceFile,
  state: unknown,
  expressions: readonly TemplateExpression[],
  variables: Variables,
): readonly TemplateExpression[] {
  const changed = new Set<TemplateExpression>();
  const compared = (given: readonly TemplateExpression[]) => compare(file, state, onlyAt(given, variables));
  for (let breaking = 0; breaking < mostBreaking; ) {
    const others = expressions.filter((expression) => !changed.has(expression));
    const found = compared(others);
    if (found.same) break;
    const alone = found.broken ? [] : others.filter(({ start }) => found.alone.has(start));
    for (const expression of alone) changed.add(expression);
    if (alone.length > 0) continue;
    const culprit = firstBreaking(others, (given) => compared(given).same);
    // The file differs even with harmless values, so no single expression can be blamed.
    if (!culprit) return expressions;
    changed.add(culprit);
    breaking += 1;
  }
  return expressions.filter((expression) => changed.has(expression));
}

/** The first expression that changes the file when it and all before it are filled in. */
function firstBreaking(
  expressions: readonly TemplateExpression[],
  isSame: (given: readonly TemplateExpression[]) => boolean,
): TemplateExpression | undefined {
  if (!isSame([])) return undefined;
  let same = 0;
  let other = expressions.length;
  while (other - same > 1) {
    const middle = (same + other) >> 1;
    if (isSame(expressions.slice(0, middle))) same = middle;
    else other = middle;
  }
  return expressions[same];
}

/** The value of an expression at its place. */
type Values = (expression: TemplateExpression) => string;

/** The values of some expressions, and harmless values for all others. */
function onlyAt(given: readonly TemplateExpression[], variables: Variables): Values {
  const starts = new Set(given.map(({ start }) => start));
  return (expression) =>
    starts.has(expression.start) ? (variables[expression.variable ?? ''] ?? '') : harmless(expression);
}

function harmless({ type }: TemplateExpression): string {
  return type === undefined ? 'harmless' : '1';
}

function compare(file: SourceFile, state: unknown, values: Values): Differences {
  const filled = replaceExpressions(file.text, (expression) =>
    isComment(file.text, expression) ? undefined : written(values(expression), expression),
  );
  const read = parseYaml({ path: file.path, text: filled });
  const comparison = new Comparison(file, values);
  if (hasErrors(read.diagnostics)) return { same: false, broken: true, alone: new Set() };
  comparison.walk(state, read.value);
  return comparison.differences;
}

/**
 * Whether an expression is on a line that begins with `#`: decK does not fill it in, even inside a text of several
 * lines.
 */
function isComment(text: string, { start, end }: TemplateExpression): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return line.trimStart().startsWith('#') && !text.slice(start, end).includes('\n');
}

function written(value: string, { type, indent }: TemplateExpression): string {
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

/** The differences in what YAML reads before and after the templates are filled in. */
interface Differences {
  readonly same: boolean;
  /** Whether something other than the values differs, such as the number of items in a list. */
  readonly broken: boolean;
  /** The starts of expressions whose values differ, as far as each is the only one in its text. */
  readonly alone: ReadonlySet<number>;
}

/**
 * Characters that end or change a quoted text. Our reader would take a quote at the very end for a pair, so they are
 * looked for in the value itself.
 */
const quoteEnds: Readonly<Record<string, RegExp>> = { "'": /'/, '"': /["\\]/ };

/** Compares the values in a file before its templates are filled in with those afterwards. */
class Comparison {
  readonly #file: SourceFile;
  readonly #values: Values;
  readonly #expressions: readonly TemplateExpression[];
  readonly #alone = new Set<number>();
  #same = true;
  #broken = false;

  constructor(file: SourceFile, values: Values) {
    this.#file = file;
    this.#values = values;
    this.#expressions = expressionsIn(file.text);
  }

  get differences(): Differences {
    return { same: this.#same, broken: this.#broken, alone: this.#alone };
  }

  walk(state: unknown, actual: unknown, parent?: object, key = ''): void {
    if (this.#broken) return;
    if (typeof state === 'string' && state.includes('${{')) this.#compareText(state, actual, parent, key);
    else if (Array.isArray(state)) {
      if (!Array.isArray(actual) || actual.length !== state.length) this.#break();
      else for (const [index, item] of state.entries()) this.walk(item, actual[index], state, String(index));
    } else if (isRecord(state)) {
      if (!isRecord(actual) || Object.keys(actual).length !== Object.keys(state).length) this.#break();
      else for (const name of Object.keys(state)) this.#compareMember(state, name, actual);
    } else if (state !== actual) this.#break();
  }

  #compareMember(state: object, name: string, actual: Readonly<Record<string, unknown>>): void {
    const filled = name.includes('${{') ? this.#filled(name, this.#startOf(keyRangeOf(state, name))).text : name;
    if (Object.hasOwn(actual, filled)) this.walk(Reflect.get(state, name), actual[filled], state, name);
    else this.#break();
  }

  #break(): void {
    this.#same = false;
    this.#broken = true;
  }

  #compareText(text: string, actual: unknown, parent: object | undefined, key: string): void {
    const start = this.#startOf(parent && rangeOf(parent, key));
    const { text: filled, places } = this.#filled(text, start);
    const ending = quoteEnds[this.#file.text[start] ?? ''];
    const ends = places.some((place) => ending?.test(this.#values(place)));
    if (!ends && this.#isText(text, filled, actual, start)) return;
    this.#same = false;
    const [only] = places;
    if (only && places.length === 1) this.#alone.add(only.start);
  }

  #isText(text: string, filled: string, actual: unknown, start: number): boolean {
    const expressions = expressionsIn(text);
    const [only] = expressions;
    if (only?.type && only.start === 0 && only.end === text.length)
      return String(actual) === String(typed(filled, only.type));
    if (typeof actual !== 'string') return false;
    // decK reads YAML 1.1, in which more texts are numbers or booleans than in 1.2.
    const plain = !/['"|>]/.test(this.#file.text[start] ?? '');
    if (plain && (!/^[A-Za-z/]/.test(actual) || /^(?:y|n|yes|no|on|off)$/i.test(actual))) return false;
    // The end of a block has as many line breaks as its header says, whatever the value ends with.
    const wanted = expressions.some(({ indent }) => indent !== undefined)
      ? [filled, actual].map(trimmed)
      : [filled, actual];
    return wanted[0] === wanted[1];
  }

  #startOf(range: SourceRange | undefined): number {
    return range ? lineIndexOf(this.#file).offsetAt(range.start) : 0;
  }

  /** @param start the start of the text: its expressions are the next ones in the file */
  #filled(text: string, start: number): { readonly text: string; readonly places: readonly TemplateExpression[] } {
    const places: TemplateExpression[] = [];
    let next = this.#firstFrom(start);
    const filled = replaceExpressions(text, (expression) => {
      const place = this.#expressions[next] ?? expression;
      next += 1;
      places.push(place);
      if (text.includes('\n') && isComment(this.#file.text, place)) return undefined;
      return this.#values(place);
    });
    return { text: filled, places };
  }

  /** The index of the first expression at or behind an offset. */
  #firstFrom(start: number): number {
    let low = 0;
    let high = this.#expressions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#expressions[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function trimmed(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

function lossProblem(file: SourceFile, expression: TemplateExpression): Diagnostic {
  const { variable } = expression;
  return {
    ...problemAt(file, expression),
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

function typeProblem(file: SourceFile, expression: TemplateExpression): Diagnostic {
  const { variable, type = 'toInt' } = expression;
  return {
    ...problemAt(file, expression),
    message: `The value of ${variable} is not ${wanted[type]}, which \`${type}\` wants`,
    fix: `Give it another value, or take \`| ${type}\` out.`,
  };
}

function problemAt(file: SourceFile, { start, end }: TemplateExpression) {
  return { severity: 'error', code: 'deck-variable', at: lineIndexOf(file).rangeBetween(start, end) } as const;
}
