import type { JsonSchema } from '../../shape/json-schema.ts';

type More = Omit<JsonSchema, 'type' | 'description'>;

// koctl reads a key with nothing behind it as one that is not there, so everything that is optional may be null.

/** Text that may be left out. */
export function text(description: string, more: More = {}): JsonSchema {
  return { description, type: ['string', 'null'], ...more };
}

/** Text that must be there, and hold something. */
export function neededText(description: string, more: More = {}): JsonSchema {
  return { description, type: 'string', minLength: 1, ...more };
}

export function flag(description: string, more: More = {}): JsonSchema {
  return { description, type: ['boolean', 'null'], ...more };
}

export function texts(description: string, item: JsonSchema): JsonSchema {
  return { description, type: ['array', 'null'], items: item };
}

/** A mapping with keys of the author's choice. */
export function record(description: string, item: JsonSchema, more: More = {}): JsonSchema {
  return { description, type: ['object', 'null'], ...more, additionalProperties: item };
}

/** A mapping with these keys and no others. One that has required keys must be there itself. */
export function block(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  more: More = {},
): JsonSchema {
  const type = more.required ? 'object' : ['object', 'null'];
  return { description, type, ...more, properties, additionalProperties: false };
}

/** A schema defined once under `$defs`, with words of its own for this place. */
export function use(name: string, description?: string): JsonSchema {
  return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${name}` };
}
