import { count } from '../value/count.ts';
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
      return own(Number.isInteger(value) ? undefined : `must be a whole number, not ${describe(value)}`);
    case 'number':
      return own(typeof value === 'number' ? undefined : `must be a number, not ${describe(value)}`);
    case 'boolean':
      return own(typeof value === 'boolean' ? undefined : `must be true or false, not ${describe(value)}`);
    case 'array': {
      if (!Array.isArray(value)) return own(`must be a list, not ${describe(value)}`);
      const { items } = field;
      return items ? value.flatMap((item, index) => fieldProblems(items, item, `${path}.${index}`)) : [];
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

function memberProblems({ values, properties }: Field, key: string, value: unknown, path: string): FieldProblem[] {
  const field = values ?? (properties && Object.hasOwn(properties, key) ? properties[key] : undefined);
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
