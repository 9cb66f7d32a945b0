import { isExtension, type Json } from './json.ts';
import type { Schemas } from './schemas.ts';

/** What Swagger 2 says of a value beside its name, and OpenAPI 3 says in a schema. */
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

/** The schema of what is not a body. */
export function valueSchema(value: Json, schemas: Schemas): unknown {
  return schemas.schema(Object.fromEntries(Object.entries(value).filter(([key]) => schemaKeys.has(key))));
}

/** How a list is written into a query or a form; nothing where OpenAPI 3 does the same unasked, or cannot say it. */
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
