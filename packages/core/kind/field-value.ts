import type { Field } from './field.ts';

/**
 * Why Konnect would refuse a known value for a field, in words that follow the field's name; undefined when it would
 * not. Types and required members are checked before, on the template; this checks what only the value shows, also of a
 * value of which parts are not known yet.
 */
export function fieldValueProblem(field: Field, value: unknown): string | undefined {
  if (value === null) return field.nullable || !field.required ? undefined : 'must not be null';
  switch (field.type) {
    case 'string':
      return typeof value === 'string' ? textProblem(field, value) : `must be text, not ${describe(value)}`;
    case 'integer':
      return Number.isInteger(value) ? undefined : `must be a whole number, not ${describe(value)}`;
    case 'number':
      return typeof value === 'number' ? undefined : `must be a number, not ${describe(value)}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `must be true or false, not ${describe(value)}`;
    case 'array':
      if (!Array.isArray(value)) return `must be a list, not ${describe(value)}`;
      return field.items
        ? firstProblem(value.map((item, index) => [`item ${index + 1}`, field.items as Field, item]))
        : undefined;
    case 'object':
      return objectProblem(field, value);
    case 'content':
      return undefined;
  }
}

function objectProblem(field: Field, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `must be an object, not ${describe(value)}`;
  const { values, properties } = field;
  if (values) return firstProblem(Object.entries(value).map(([key, item]) => [key, values, item]));
  if (!properties) return undefined;
  return firstProblem(
    Object.entries(value).flatMap(([key, item]): [string, Field, unknown][] => {
      const property = properties[key];
      return property ? [[key, property, item]] : [];
    }),
  );
}

function firstProblem(members: readonly [string, Field, unknown][]): string | undefined {
  for (const [name, field, value] of members) {
    const problem = fieldValueProblem(field, value);
    if (problem !== undefined) return `${name} ${problem}`;
  }
  return undefined;
}

function textProblem(field: Field, value: string): string | undefined {
  // Konnect counts characters, not UTF-16 units.
  const length = [...value].length;
  if (field.enum && !field.enum.includes(value))
    return `must be one of ${field.enum.join(', ')}, not ${JSON.stringify(value)}`;
  if (field.minLength !== undefined && length < field.minLength) {
    return length === 0
      ? 'must not be empty'
      : `has ${length} characters, fewer than the ${field.minLength} Konnect wants`;
  }
  if (field.maxLength !== undefined && length > field.maxLength) {
    return `has ${length} characters, more than the ${field.maxLength} Konnect takes`;
  }
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value)) {
    return `is ${JSON.stringify(value)}, which does not match ${field.pattern}`;
  }
  return undefined;
}

function describe(value: unknown): string {
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : JSON.stringify(value);
}
