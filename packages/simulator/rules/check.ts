import { labelProblems } from './labels.ts';
import { isFields } from './merge.ts';
import { type InvalidParameter, invalid } from './problem.ts';
import type { Format, Shape } from './shape.ts';

type Problems = Generator<InvalidParameter, void>;
type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

const FORMATS: Readonly<Record<Format, { readonly pattern: RegExp; readonly rule: string }>> = {
  uuid: { pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, rule: 'is_uuid' },
  email: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, rule: 'matches_regex' },
  uri: { pattern: /^[a-z][a-z0-9+.-]*:\/\/\S+$/i, rule: 'matches_regex' },
  'date-time': {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
    rule: 'is_date_time',
  },
};

/**
 * Checks a request body.
 * @returns the body, known to be an object.
 * @throws Refusal 400 with one `invalid_parameters` entry per broken rule.
 */
export function check(shape: Shape, body: unknown): Record<string, unknown> {
  const found = problemsOf(shape, body);
  if (found.length > 0) throw invalid(found);
  return isFields(body) ? { ...body } : {};
}

/** What is wrong with a body, one entry per broken rule (rules and names: Konnect API contract 3.15.0). */
export function problemsOf(shape: Shape, body: unknown): InvalidParameter[] {
  return [...inspect(shape, body, '')];
}

function* inspect(shape: Shape, value: unknown, field: string): Problems {
  if (value === null && shape.nullable) return;
  switch (shape.kind) {
    case 'anything':
      return;
    case 'labels':
      return yield* labelProblems(value, shape.deletable);
    case 'flag':
      if (typeof value !== 'boolean') yield broken(field, 'is_boolean', 'must be a boolean');
      return;
    case 'whole':
      return yield* inspectWhole(shape, value, field);
    case 'choice':
      if (typeof value !== 'string' || !shape.choices.includes(value)) {
        yield broken(field, 'enum', `must be one of: ${shape.choices.join(', ')}`, { choices: shape.choices });
      }
      return;
    case 'text':
      return yield* inspectText(shape, value, field);
    case 'list':
      return yield* inspectList(shape, value, field);
    case 'map':
      if (!isFields(value)) return yield broken(field, 'is_object', 'must be an object');
      for (const [key, entry] of Object.entries(value)) yield* inspect(shape.values, entry, join(field, key));
      return;
    case 'record':
      if (!isFields(value)) return yield broken(field, 'is_object', 'must be an object');
      return yield* inspectRecord(shape, value, field);
  }
}

function* inspectText({ format, min = 0, max, pattern }: Of<'text'>, value: unknown, field: string): Problems {
  if (typeof value !== 'string') yield broken(field, 'is_string', 'must be a string');
  else if (format !== undefined) {
    const { pattern, rule } = FORMATS[format];
    if (!pattern.test(value)) yield broken(field, rule, `must be a valid ${format}`);
  } else if (value.length < min) {
    yield broken(field, 'min_length', `must have at least ${min} characters`, { minimum: min });
  } else if (max !== undefined && value.length > max) {
    yield broken(field, 'max_length', `must not have more than ${max} characters`, { maximum: max });
  } else if (pattern && !pattern.test(value)) {
    yield broken(field, 'matches_regex', `must match ${pattern.source}`);
  }
}

function* inspectWhole({ min, max }: Of<'whole'>, value: unknown, field: string): Problems {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    yield broken(field, 'is_integer', 'must be an integer');
  } else if (min !== undefined && value < min) {
    yield broken(field, 'min', `must be at least ${min}`, { minimum: min });
  } else if (max !== undefined && value > max) {
    yield broken(field, 'max', `must be at most ${max}`, { maximum: max });
  }
}

function* inspectList({ items, min = 0, max }: Of<'list'>, value: unknown, field: string): Problems {
  if (!Array.isArray(value)) return yield broken(field, 'is_array', 'must be an array');
  if (value.length < min) yield broken(field, 'min_items', `must have at least ${min} items`, { minimum: min });
  if (max !== undefined && value.length > max) {
    yield broken(field, 'max_items', `must not have more than ${max} items`, { maximum: max });
  }
  for (const [index, item] of value.entries()) yield* inspect(items, item, `${field}.${index}`);
}

function* inspectRecord(shape: Of<'record'>, value: Readonly<Record<string, unknown>>, field: string): Problems {
  for (const [name, part] of Object.entries(shape.fields)) {
    if (Object.hasOwn(value, name)) yield* inspect(part, value[name], join(field, name));
    else if (part.required) yield broken(join(field, name), 'required', 'is a required field');
  }
  if (shape.open) return;
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(shape.fields, name)) {
      yield broken(join(field, name), 'unknown_property', 'is an unknown or read-only property');
    }
  }
}

function broken(field: string, rule: string, reason: string, more: Partial<InvalidParameter> = {}): InvalidParameter {
  return { field: field === '' ? 'body' : field, rule, reason, source: 'body', ...more };
}

function join(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}
