import { isExtension, type Json } from './json.ts';
import type { Schemas } from './schemas.ts';

/** The keys beside a parameter's name that OpenAPI 3 has in a schema. */
const schemaKeys: ReadonlySet<string> = new Set([
  'type',
  'format',
  'items',
  'default',
  'enum',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'x-nullable',
]);
const headerKeys: ReadonlySet<string> = new Set(['description']);
const parameterKeys: ReadonlySet<string> = new Set(['name', 'in', 'description', 'required', 'allowEmptyValue']);

/** A parameter of a path, a query or a header. */
export function parameter(value: Json, schemas: Schemas): Json {
  return { ...pick(value, parameterKeys, schemas), ...style(value), schema: valueSchema(value, schemas) };
}

/** A header of a response. */
export function header(value: Json, schemas: Schemas): Json {
  return { ...pick(value, headerKeys, schemas), schema: valueSchema(value, schemas) };
}

/** The schema of a parameter or header that is not a body. */
export function valueSchema(value: Json, schemas: Schemas): unknown {
  return schemas.schema(Object.fromEntries(Object.entries(value).filter(([key]) => schemaKeys.has(key))));
}

/**
 * The notation of a list in a query or a form. Empty where it is OpenAPI 3's default, or where OpenAPI 3 has none for
 * it.
 */
export function style({ type, in: where, collectionFormat = 'csv' }: Json): Json {
  if (type !== 'array' || (where !== 'query' && where !== 'formData')) return {};
  switch (collectionFormat) {
    case 'csv':
      return { style: 'form', explode: false };
    case 'multi':
      return { style: 'form', explode: true };
    case 'ssv':
      return { style: 'spaceDelimited', explode: false };
    case 'pipes':
      return { style: 'pipeDelimited', explode: false };
    default:
      return {};
  }
}

function pick(value: Json, keys: ReadonlySet<string>, schemas: Schemas): Json {
  const wanted = Object.entries(value).filter(([key]) => (keys.has(key) || isExtension(key)) && !schemaKeys.has(key));
  return Object.fromEntries(wanted.map(([key, member]) => [key, schemas.data(member)]));
}
