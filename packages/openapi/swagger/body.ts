import { filled, isExtension, type Json } from './json.ts';
import { style, valueSchema } from './parameter.ts';
import type { Schemas } from './schemas.ts';

/** A parameter that is a whole body, and the place of its schema if others refer to it as well. */
export interface WholeBody {
  readonly value: Json;
  readonly schema: () => unknown;
}

/** The contents of a request: a body, or the fields of a form. */
export interface Carried {
  readonly body: WholeBody | undefined;
  readonly form: readonly Json[];
}

/** The contents of an operation's request: its own, else those of its path. */
export function carriedBy(own: Carried, path: Carried): Carried {
  if (own.body) return own;
  const names = new Set(own.form.map(({ name }) => name));
  const form = [...path.form.filter(({ name }) => !names.has(name)), ...own.form];
  return own.form.length > 0 ? { body: undefined, form } : { body: path.body, form };
}

const formTypes: ReadonlySet<string> = new Set(['multipart/form-data', 'application/x-www-form-urlencoded']);

export function requestBody({ body, form }: Carried, consumes: readonly string[], schemas: Schemas): Json | undefined {
  if (body) return wholeBody(body, consumes, schemas);
  return form.length > 0 ? formBody(form, consumes, schemas) : undefined;
}

function wholeBody({ value, schema }: WholeBody, consumes: readonly string[], schemas: Schemas): Json {
  const { description, required } = value;
  const extensions = Object.entries(value).filter(([key]) => isExtension(key));
  return {
    ...schemas.data(filled({ description, required, ...Object.fromEntries(extensions) })),
    content: Object.fromEntries(consumes.map((type) => [type, { schema: schema() }])),
  };
}

function formBody(form: readonly Json[], consumes: readonly string[], schemas: Schemas): Json {
  const fields = form.filter(({ name }) => typeof name === 'string');
  const hasFile = fields.some(({ type }) => type === 'file');
  const named = consumes.filter((type) => formTypes.has(type));
  const types = named.length > 0 ? named : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  const required = fields.filter((field) => field.required === true).map(({ name }) => name);
  const media = () =>
    filled({
      schema: filled({
        type: 'object',
        properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, schemas)])),
        required,
      }),
      encoding: filled(Object.fromEntries(fields.map((field) => [field.name, style(field)]))),
    });
  return {
    ...(required.length > 0 ? { required: true } : {}),
    content: Object.fromEntries(types.map((type) => [type, media()])),
  };
}

function fieldSchema(field: Json, schemas: Schemas): Json {
  return { ...filled({ description: schemas.data(field.description) }), ...(valueSchema(field, schemas) as Json) };
}
