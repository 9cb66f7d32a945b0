import { count } from '../value/count.ts';
import { canonicalText } from '../value/digest.ts';
import { memberOf } from './comparable.ts';
import type { Field } from './field.ts';

/** Konnect's objection to a part of a field, in words that follow the part's path. */
export interface FieldProblem {
  /** Dotted. It begins with the path given to `fieldProblems`. */
  readonly path: string;
  readonly problem: string;
}

/**
 * The parts of a field's value that Konnect would refuse. Types and required members have been checked on the template;
 * this checks the values, even if some parts are still unknown.
 */
export function fieldProblems(field: Field, value: unknown, path: string): FieldProblem[] {
  const own = (problem: string | undefined): FieldProblem[] => (problem === undefined ? [] : [{ path, problem }]);
  if (value === null) return own(field.nullable || !field.required ? undefined : 'must not be null');
  switch (field.type) {
    case 'string':
      return own(typeof value === 'string' ? textProblem(field, value) : `must be text, not ${describe(value)}`);
    case 'integer':
      return own(isWhole(value) ? numberProblem(field, value) : `must be a whole number, not ${describe(value)}`);
    case 'number':
      return own(typeof value === 'number' ? numberProblem(field, value) : `must be a number, not ${describe(value)}`);
    case 'boolean':
      return own(typeof value === 'boolean' ? undefined : `must be true or false, not ${describe(value)}`);
    case 'array': {
      if (!Array.isArray(value)) return own(`must be a list, not ${describe(value)}`);
      const { items } = field;
      const problems = items ? value.flatMap((item, index) => fieldProblems(items, item, `${path}.${index}`)) : [];
      return [
        ...own(lengthProblem(field, value.length)),
        ...(field.unordered ? repeated(value, path) : []),
        ...problems,
      ];
    }
    case 'object':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, member]) => memberProblems(field, key, member, `${path}.${key}`))
        : own(`must be an object, not ${describe(value)}`);
    case 'content':
    case 'secret':
      return [];
  }
}

function memberProblems(object: Field, key: string, value: unknown, path: string): FieldProblem[] {
  const field = memberOf(object, key);
  return field ? fieldProblems(field, value, path) : [];
}

function textProblem(field: Field, value: string): string | undefined {
  // Konnect counts characters; `length` counts UTF-16 units.
  const length = [...value].length;
  if (field.enum && !field.enum.includes(value))
    return `must be one of ${field.enum.join(', ')}, not ${JSON.stringify(value)}`;
  if (field.minLength !== undefined && length < field.minLength) {
    return length === 0
      ? 'must not be empty'
      : `has ${characters(length)}, fewer than the ${field.minLength} Konnect wants`;
  }
  if (field.maxLength !== undefined && length > field.maxLength) {
    return `has ${characters(length)}, more than the ${field.maxLength} Konnect takes`;
  }
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value)) {
    const wanted =
      field.patternWords === undefined ? `does not match ${field.pattern}` : `is not made of ${field.patternWords}`;
    return `is ${JSON.stringify(value)}, which ${wanted}`;
  }
  return undefined;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}

function numberProblem({ minimum, maximum }: Field, value: number): string | undefined {
  if (minimum !== undefined && value < minimum) return `is ${value}, less than the ${minimum} Konnect wants`;
  return maximum !== undefined && value > maximum ? `is ${value}, more than the ${maximum} Konnect takes` : undefined;
}

function lengthProblem({ minItems, maxItems }: Field, length: number): string | undefined {
  if (minItems !== undefined && length < minItems)
    return length === 0
      ? 'must not be empty'
      : `has ${count(length, 'item')}, fewer than the ${minItems} Konnect wants`;
  return maxItems !== undefined && length > maxItems
    ? `has ${count(length, 'item')}, more than the ${maxItems} Konnect takes`
    : undefined;
}

/** The items of a set that an earlier item equals. */
function repeated(items: readonly unknown[], path: string): FieldProblem[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = canonicalText(item);
    if (seen.has(key)) return [{ path: `${path}.${index}`, problem: 'is in the list twice' }];
    seen.add(key);
    return [];
  });
}

function characters(number: number): string {
  return count(number, 'character');
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : JSON.stringify(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
