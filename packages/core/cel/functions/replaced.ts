import { UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { evaluationError } from '../engine-error.ts';
import type { CelFunction } from './function.ts';
import { findPattern } from './matches.ts';
import { indexOf, lastIndexOf, lowerAscii, split, substring, trim, upperAscii } from './text.ts';

const [smallestInt, largestInt] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Our own functions where the engine's do something else than CEL says, with the engine's signatures. */
export const replacedFunctions: readonly Pick<CelFunction, 'signature' | 'handler'>[] = [
  { signature: 'string.matches(string): bool', handler: findPattern },
  { signature: 'string.lowerAscii(): string', handler: lowerAscii },
  { signature: 'string.upperAscii(): string', handler: upperAscii },
  { signature: 'string.trim(): string', handler: trim },
  { signature: 'string.indexOf(string): int', handler: indexOf },
  { signature: 'string.indexOf(string, int): int', handler: indexOf },
  { signature: 'string.lastIndexOf(string): int', handler: lastIndexOf },
  { signature: 'string.lastIndexOf(string, int): int', handler: lastIndexOf },
  { signature: 'string.substring(int): string', handler: substring },
  { signature: 'string.substring(int, int): string', handler: substring },
  { signature: 'string.split(string): list<string>', handler: split },
  { signature: 'string.split(string, int): list<string>', handler: split },
  { signature: 'int(int): int', handler: (value: bigint) => value },
  { signature: 'int(double): int', handler: (value: number) => toInt(truncate(value, 'int')) },
  { signature: 'int(string): int', handler: (text: string) => toInt(parse(text, /^[+-]?\d+$/, 'int')) },
  { signature: 'uint(uint): uint', handler: (value: UnsignedInt) => value },
  { signature: 'uint(int): uint', handler: (value: bigint) => toUint(value) },
  { signature: 'uint(double): uint', handler: (value: number) => toUint(truncate(value, 'uint')) },
  { signature: 'uint(string): uint', handler: (text: string) => toUint(parse(text, /^\d+$/, 'uint')) },
];

/** `form` is checked first: BigInt takes an empty text for 0, and reads binary and octal notations. */
function parse(text: string, form: RegExp, name: 'int' | 'uint'): bigint {
  if (text.length <= 20 && form.test(text)) return BigInt(text);
  throw evaluationError(`${name}_conversion_error`, `${name}() got a text that is no whole number: ${show(text)}`);
}

function truncate(value: number, name: 'int' | 'uint'): bigint {
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  throw evaluationError('numeric_overflow', `${name}() got a number without end`);
}

function toInt(value: bigint): bigint {
  if (value >= smallestInt && value <= largestInt) return value;
  throw evaluationError('numeric_overflow', `int() got ${value}, which does not fit into 64 bits`);
}

/** Throws for a negative number and one of more than 64 bits. */
function toUint(value: bigint): UnsignedInt {
  if (value >= 0n && value < 2n ** 64n) return new UnsignedInt(value);
  const reason = value < 0n ? 'is negative' : 'does not fit into 64 bits';
  throw evaluationError('numeric_overflow', `uint() got ${value}, which ${reason}`);
}

function show(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
