import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';
import { encodingShape, headerShape, parameterShape, schemaShape } from './grammar.ts';
import { resolved } from './reference.ts';
import type { Shape } from './shape.ts';

type Json = Readonly<Record<string, unknown>>;

/** The deepest `allOf` in an `allOf` that is merged. */
const deepest = 20;

/** Members whose value `false` says the same as their absence. */
const flags: ReadonlySet<string> = new Set([
  'required',
  'deprecated',
  'nullable',
  'readOnly',
  'writeOnly',
  'uniqueItems',
  'allowEmptyValue',
  'allowReserved',
]);

/** Lists whose order says nothing. */
const sets: ReadonlySet<string> = new Set(['required', 'enum', 'type', 'oneOf', 'anyOf', 'allOf']);

/**
 * A value in one form of those that mean the same: behind its reference, without defaults, and schemas in the form of
 * OpenAPI 3.1 with their `allOf` merged. Its members are as they were written.
 */
export function normalNode(document: Json, value: unknown, shape: Shape | undefined): unknown {
  if (shape === schemaShape) return normalSchema(document, value, 0);
  const node = resolved(document, value);
  if (!isRecord(node)) return node;
  if (shape === parameterShape || shape === headerShape || shape === encodingShape) {
    const place = shape === headerShape ? 'header' : String(node.in ?? 'query');
    const style = node.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
    // An encoding without `style` is one by `contentType`, so nothing is filled in.
    const filled = shape === encodingShape && node.style === undefined ? {} : { style, explode: style === 'form' };
    return withoutDefaults({ ...filled, ...node });
  }
  return withoutDefaults(node);
}

function withoutDefaults(node: Json): Json {
  return Object.fromEntries(
    Object.entries(node).filter(
      ([name, value]) => !(flags.has(name) && value === false) && !(isEmptyMember(name) && isEmpty(value)),
    ),
  );
}

function isEmptyMember(name: string): boolean {
  return ['callbacks', 'parameters', 'headers', 'encoding', 'links', 'properties', 'required', 'content'].includes(
    name,
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function normalSchema(document: Json, written: unknown, depth: number): unknown {
  const node = behindReference(document, written);
  if (!isRecord(node)) return node === true ? {} : node;
  const { nullable, const: only, exclusiveMinimum, exclusiveMaximum, allOf, ...others } = node;
  const schema: Record<string, unknown> = { ...others };
  if (only !== undefined) schema.enum = [only];
  Object.assign(schema, bound('inimum', exclusiveMinimum, schema), bound('aximum', exclusiveMaximum, schema));
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (Array.isArray(types)) schema.type = [...new Set(nullable === true ? [...types, 'null'] : types)];
  else if (nullable === true) schema.nullable = true;
  for (const name of ['minLength', 'minItems', 'minProperties']) if (schema[name] === 0) delete schema[name];
  for (const name of ['additionalProperties', 'unevaluatedProperties', 'items'])
    if (schema[name] === true || (isRecord(schema[name]) && isEmpty(schema[name]))) delete schema[name];
  const plain = withoutDefaults(schema);
  const merged = Array.isArray(allOf) && depth < deepest ? mergeAll(document, plain, allOf, depth) : undefined;
  const whole = merged ?? { ...plain, ...(Array.isArray(allOf) ? { allOf } : {}) };
  return Object.fromEntries(
    Object.entries(whole).map(([name, value]) => [
      name,
      sets.has(name) && Array.isArray(value) ? sorted(value) : value,
    ]),
  );
}

/** A bound of OpenAPI 3.0, where `exclusiveMinimum: true` is about `minimum`, as in 3.1. */
function bound(name: 'inimum' | 'aximum', exclusive: unknown, schema: Record<string, unknown>): Json {
  const inclusive = schema[`m${name}`];
  if (exclusive === true && inclusive !== undefined) {
    delete schema[`m${name}`];
    return { [`exclusiveM${name}`]: inclusive };
  }
  return exclusive === undefined || typeof exclusive === 'boolean' ? {} : { [`exclusiveM${name}`]: exclusive };
}

/** A schema behind its reference, with what OpenAPI 3.1 allows beside `$ref` as another part of it. */
function behindReference(document: Json, written: unknown): unknown {
  if (!isRecord(written) || typeof written.$ref !== 'string') return written;
  const target = resolved(document, { $ref: written.$ref });
  const { $ref: _, ...beside } = written;
  const counts = Object.keys(beside).some((name) => !name.startsWith('x-'));
  // OpenAPI 3.0 ignores what stands beside a reference.
  if (!counts || /^3\.0/.test(String(document.openapi))) return target;
  return { ...beside, allOf: [{ $ref: written.$ref }, ...(Array.isArray(beside.allOf) ? beside.allOf : [])] };
}

/** The schema with the parts of its `allOf` in it; undefined if two parts speak of the same in different ways. */
function mergeAll(document: Json, schema: Json, parts: readonly unknown[], depth: number): Json | undefined {
  const merged: Record<string, unknown> = { ...schema };
  for (const part of parts) {
    const other = normalSchema(document, part, depth + 1);
    if (!isRecord(other)) return undefined;
    for (const [name, value] of Object.entries(other)) {
      const own = merged[name];
      if (own === undefined || sameValue(own, value)) merged[name] = value;
      else if (name === 'required' && Array.isArray(own) && Array.isArray(value))
        merged[name] = [...new Set([...own, ...value])];
      else if (name === 'properties' && isRecord(own) && isRecord(value) && agree(own, value))
        merged[name] = { ...own, ...value };
      else if (!name.startsWith('x-')) return undefined;
    }
  }
  return merged;
}

function agree(one: Json, other: Json): boolean {
  return Object.keys(one).every((name) => !Object.hasOwn(other, name) || sameValue(one[name], other[name]));
}

function sorted(list: readonly unknown[]): readonly unknown[] {
  return [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
