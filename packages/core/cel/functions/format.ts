import { UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { evaluationError } from '../engine-error.ts';

/** `%`, a precision, and the letter of a clause; or `%%`. */
const clause = /%(?:%|(?:\.(\d+))?([a-zA-Z]?))/g;
const largestPrecision = 100;

/**
 * cel-go's format(): the clauses of `template` replaced by `values` in their order. Fails for an unknown clause, a value
 * that does not fit its clause, and too few values.
 */
export function formatText(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(clause, (found: string, precision: string | undefined, letter: string | undefined) => {
    if (found === '%%') return '%';
    if (next >= values.length) throw failure(`has more clauses than the ${values.length} values given`);
    if (Number(precision ?? 0) > largestPrecision) throw failure(`has a precision above ${largestPrecision}`);
    return formatValue(letter ?? '', values[next++], precision === undefined ? undefined : Number(precision));
  });
}

function formatValue(letter: string, value: unknown, precision: number | undefined): string {
  switch (letter) {
    case 's':
      return showValue(value);
    case 'd':
      return showInteger(value, 10, letter);
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : showInteger(value, 2, letter);
    case 'o':
      return showInteger(value, 8, letter);
    case 'x':
      return showHex(value, letter);
    case 'X':
      return showHex(value, letter).toUpperCase();
    case 'f':
      return showSpecial(value) ?? showFixed(toDouble(value, letter), precision ?? 6);
    case 'e':
      return showSpecial(value) ?? showScientific(toDouble(value, letter), precision ?? 6);
    default:
      throw failure(`has an unknown clause %${letter}`);
  }
}

function showValue(value: unknown): string {
  const special = showSpecial(value);
  if (special !== undefined) return special;
  if (typeof value !== 'object') return String(value);
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`;
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Map || Object.getPrototypeOf(value) === Object.prototype) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    const members = entries.map(([key, member]) => `${showValue(key)}: ${showValue(member)}`);
    return `{${members.sort().join(', ')}}`;
  }
  if ('toString' in value) return String(value);
  throw failure('cannot show an object of a declared type with %s');
}

function showInteger(value: unknown, radix: number, letter: string): string {
  const integer = value instanceof UnsignedInt ? value.value : value;
  if (typeof integer === 'bigint') return integer.toString(radix);
  const special = radix === 10 ? showSpecial(value) : undefined;
  if (special !== undefined) return special;
  throw failure(`has an integer clause %${letter} for a value that is no integer`);
}

function showHex(value: unknown, letter: string): string {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return showInteger(value, 16, letter);
}

function showSpecial(value: unknown): string | undefined {
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  return String(value);
}

/** JavaScript rounds a number exactly between two others away from zero, Go to the even one. */
function showFixed(value: number, precision: number): string {
  const rounded = value.toFixed(precision);
  const [, decimals = ''] = value.toFixed(100).split('.');
  const isBetween = /^50*$/.test(decimals.slice(precision));
  if (!isBetween || !/[13579]$/.test(rounded)) return rounded;
  const step = 10 ** -precision;
  return (value - (Math.sign(value) * step) / 2).toFixed(precision);
}

/** JavaScript's exponents have as few digits as possible, Go's at least two. */
function showScientific(value: number, precision: number): string {
  return value.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');
}

function toDouble(value: unknown, letter: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw failure(`has a number clause %${letter} for a value that is no number`);
}

function failure(what: string): Error {
  return evaluationError('invalid_format', `The text given to format() ${what}`);
}
