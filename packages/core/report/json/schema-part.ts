import { diagnosticCodes } from '../../diagnostic/codes.ts';
import { actions } from '../../plan/change.ts';

// The parts that the schemas of all reports share.

export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const natural: Schema = { type: 'integer', minimum: 0 };
const position: Schema = { type: 'integer', minimum: 1 };

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function reference(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

/** An object with exactly these members; those after `optional` may be missing. */
export function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

export const summarySchema: Schema = object(
  Object.fromEntries([...actions, 'orphaned'].map((name) => [name, natural])),
);

/** `position`, `range` and `diagnostic`, for `$defs`. */
export const diagnosticDefinitions: Readonly<Record<string, Schema>> = {
  position: object({ line: position, column: position }),
  range: object({ file: text, start: reference('position'), end: reference('position') }),
  diagnostic: object(
    { severity: { enum: ['error', 'warning', 'note'] }, code: { enum: Object.keys(diagnosticCodes) }, message: text },
    {
      cause: text,
      fix: text,
      at: reference('range'),
      related: list(object({ message: text, at: reference('range') })),
    },
  ),
};

export function schemaHead(name: string, title: string): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://raw.githubusercontent.com/konduct/konduct/main/schemas/${name}`,
    title,
  };
}
