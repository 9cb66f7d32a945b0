import { labelProblems } from './labels.ts';
import { isFields } from './merge.ts';
import { type InvalidParameter, invalid } from './problem.ts';
import type { Format, Shape } from './shape.ts';
import { sortedKeys } from './sorted-keys.ts';

type Problems = Generator<InvalidParameter, void>;
type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

const FORMATS: Readonly<Record<Format, { readonly pattern: RegExp; readonly rule: string }>> = {
  uuid: { pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, rule: 'is_uuid' },
  email: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, rule: 'matches_regex' },
  uri: { pattern: /^[a-z][a-z0-9+.-]*:\/\/[^\s"<>\\^`{|}]+$/i, rule: 'matches_regex' },
  'date-time': {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
    rule: 'is_date_time',
  },
};

/**
 * Checks a request body.
 *
 * @returns the body, which is an object
 * @throws Refusal 400 with one entry in `invalid_parameters` for each violated rule
 */
export function check(shape: Shape, body: unknown): Record<string, unknown> {
  const found = problemsOf(shape, body);
  if (found.length > 0) throw invalid(found);
  return isFields(body) ? { ...body } : {};
}

/** The errors in a body, one for each violated rule (rules and names: Konnect API contract 3.15.0). */
export function problemsOf(shape: Shape, body: unknown): InvalidParameter[] {
  // Two shapes may check the same part and find the same error.
  const found = new Map<string, InvalidParameter>();
  for (const problem of inspect(shape, body, '')) found.set(`${problem.rule} ${problem.field}`, problem);
  return [...found.values()];
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
    case 'number':
      return yield* inspectNumber(shape, value, field);
    case 'choice':
      if (!shape.choices.includes(value)) {
        yield broken(field, 'enum', `must be one of: ${shape.choices.join(', ')}`, { choices: shape.choices });
      }
      return;
    case 'text':
      return yield* inspectText(shape, value, field);
    case 'list':
      return yield* inspectList(shape, value, field);
    case 'map':
      if (!isFields(value)) return yield broken(field, 'is_object', 'must be an object');
      yield* inspectSize(shape, Object.keys(value).length, field);
      for (const [key, entry] of Object.entries(value)) yield* inspect(shape.values, entry, join(field, key));
      return;
    case 'record':
      if (!isFields(value)) return yield broken(field, 'is_object', 'must be an object');
      yield* inspectSize(shape, Object.keys(value).length, field);
      return yield* inspectRecord(shape, value, field);
    case 'either':
      return yield* inspectEither(shape, value, field);
    case 'both':
      for (const part of shape.parts) yield* inspect(part, value, field);
      return;
  }
}

/** The errors by the intended shape: the one that `by` names, else the one with the fewest errors. */
function* inspectEither({ options, by, exactly }: Of<'either'>, value: unknown, field: string): Problems {
  const named = by !== undefined && isFields(value) ? value[by.field] : undefined;
  if (by !== undefined && named !== undefined) {
    const shape = typeof named === 'string' && Object.hasOwn(by.shapes, named) ? by.shapes[named] : undefined;
    if (shape !== undefined) return yield* inspect(shape, value, field);
    const choices = Object.keys(by.shapes);
    return yield broken(join(field, by.field), 'enum', `must be one of: ${choices.join(', ')}`, { choices });
  }
  const found = options.map((option) => [...inspect(option, value, field)]);
  if (exactly && found.filter((problems) => problems.length === 0).length > 1) {
    yield broken(field, 'invalid', `must have one of ${options.length} forms and fits several`);
  }
  yield* found.reduce((least, problems) => (problems.length < least.length ? problems : least));
}

function* inspectSize(
  { min = 0, max }: { readonly min?: number; readonly max?: number },
  size: number,
  field: string,
): Problems {
  if (size < min) yield broken(field, 'min_length', `must have at least ${min} fields`, { minimum: min });
  if (max !== undefined && size > max) {
    yield broken(field, 'max_length', `must not have more than ${max} fields`, { maximum: max });
  }
}

function* inspectText({ format, min = 0, max, pattern }: Of<'text'>, value: unknown, field: string): Problems {
  if (typeof value !== 'string') return yield broken(field, 'is_string', 'must be a string');
  // Characters, as JSON Schema counts; `length` counts UTF-16 units.
  const length = [...value].length;
  if (format !== undefined && !hasFormat(value, format)) {
    yield broken(field, FORMATS[format].rule, `must be a valid ${format}`);
  } else if (length < min) {
    yield broken(field, 'min_length', `must have at least ${min} characters`, { minimum: min });
  } else if (max !== undefined && length > max) {
    yield broken(field, 'max_length', `must not have more than ${max} characters`, { maximum: max });
  } else if (pattern && !pattern.test(value)) {
    yield broken(field, 'matches_regex', `must match ${pattern.source}`);
  }
}

function hasFormat(value: string, format: Format): boolean {
  if (!FORMATS[format].pattern.test(value)) return false;
  return format !== 'date-time' || !Number.isNaN(Date.parse(value));
}

function* inspectNumber({ kind, min, max }: Of<'whole'> | Of<'number'>, value: unknown, field: string): Problems {
  if (typeof value !== 'number') {
    yield kind === 'whole'
      ? broken(field, 'is_integer', 'must be an integer')
      : broken(field, 'is_number', 'must be a number');
  } else if (kind === 'whole' && !Number.isInteger(value)) {
    yield broken(field, 'is_integer', 'must be an integer');
  } else if (min !== undefined && value < min) {
    yield broken(field, 'min', `must be at least ${min}`, { minimum: min });
  } else if (max !== undefined && value > max) {
    yield broken(field, 'max', `must be at most ${max}`, { maximum: max });
  }
}

function* inspectList({ items, min = 0, max, unique }: Of<'list'>, value: unknown, field: string): Problems {
  if (!Array.isArray(value)) return yield broken(field, 'is_array', 'must be an array');
  if (value.length < min) yield broken(field, 'min_items', `must have at least ${min} items`, { minimum: min });
  if (max !== undefined && value.length > max) {
    yield broken(field, 'max_items', `must not have more than ${max} items`, { maximum: max });
  }
  if (unique && new Set(value.map((item) => JSON.stringify(sortedKeys(item)))).size < value.length) {
    yield broken(field, 'invalid', 'must not have the same item twice');
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
