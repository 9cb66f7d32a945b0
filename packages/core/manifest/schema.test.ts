import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../shape/json-schema.ts';
import { manifestSchema, manifestSchemas } from './schema.ts';

const repository = join(import.meta.dirname, '../../..');

test('the schema is valid JSON Schema', () => {
  const ajv = new Ajv2020({ allowUnionTypes: true, validateFormats: false });
  expect(ajv.validateSchema(manifestSchema), ajv.errorsText()).toBe(true);
});

test('the committed schemas are what the code says', () => {
  for (const [name, schema] of Object.entries(manifestSchemas())) {
    const committed: unknown = JSON.parse(readFileSync(join(repository, 'schemas', name), 'utf8'));
    expect(committed).toEqual(schema);
  }
});

describe('every key tells an editor what it means', () => {
  const keys = (schema: JsonSchema, path: string): [string, JsonSchema][] => {
    const items = schema.items === undefined ? [] : keys(schema.items as JsonSchema, `${path}[]`);
    const properties = Object.entries(schema.properties ?? {}).flatMap(([key, property]): [string, JsonSchema][] => [
      [`${path}.${key}`, property],
      ...keys(property, `${path}.${key}`),
    ]);
    return [...items, ...properties];
  };
  const definitions = Object.entries(manifestSchema.$defs as Record<string, JsonSchema>);
  const all = [...keys(manifestSchema, ''), ...definitions.flatMap(([name, schema]) => keys(schema, name))];

  test.each(all)('%s', (_, property) => {
    expect(property.description).toMatch(/^.+\.$/s);
  });
});
