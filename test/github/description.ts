import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** A JSON Schema, OpenAPI object or other JSON mapping. */
export type Node = { readonly [key: string]: unknown };

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** Names of the path's variables, in order. */
  readonly variables: readonly string[];
  /** The JSON pointer of the operation. */
  readonly pointer: string;
  readonly node: Node;
}

const documentId = 'github';
const document = forValidation(
  JSON.parse(readFileSync(join(import.meta.dirname, 'github-openapi.json'), 'utf8')),
) as Node;
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
formats.default(ajv);
ajv.addSchema(document, documentId, undefined, false);

/** Every operation in our part of GitHub's description, those with more fixed segments first. */
export const operations: readonly Operation[] = Object.entries(document.paths as Node)
  .flatMap(([path, item]) =>
    Object.entries(item as Node).map(([method, operation]) => operationOf(path, method, operation as Node)),
  )
  .sort((a, b) => a.variables.length - b.variables.length);

function operationOf(path: string, method: string, node: Node): Operation {
  return {
    id: String(node.operationId),
    method: method.toUpperCase(),
    pattern: new RegExp(
      `^${path
        .replaceAll('.', '\\.')
        .replaceAll('{path}', '(.+)')
        .replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`,
    ),
    variables: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => String(name)),
    pointer: `#/paths/${escapePointer(path)}/${method}`,
    node,
  };
}

/** Follows `$ref`s. Returns the object and its pointer. */
export function resolve(node: unknown, pointer: string): { node: Node; pointer: string } {
  const { $ref } = (node ?? {}) as Node;
  if (typeof $ref !== 'string') return { node: (node ?? {}) as Node, pointer };
  const parts = $ref.split('/').slice(1).map(unescapePointer);
  const target = parts.reduce<unknown>((at, part) => (at as Node | undefined)?.[part], document);
  return resolve(target, $ref);
}

/** The mistakes in a value by the schema at a pointer; empty for a valid value. */
export function schemaProblems(pointer: string, value: unknown): string[] {
  const validate: ValidateFunction | undefined = ajv.getSchema(documentId + pointer);
  if (!validate) throw new Error(`GitHub's description has nothing at ${pointer}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

export function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function unescapePointer(part: string): string {
  return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Replaces OpenAPI 3.0's `nullable: true` with the type null of JSON Schema 2020-12. */
function forValidation(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forValidation);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, forValidation(item)]),
  );
  if (nullable !== true) return nullable === undefined ? rest : { ...rest, nullable };
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] };
  return { ...rest, type: [rest.type, 'null'], ...(Array.isArray(rest.enum) ? { enum: [...rest.enum, null] } : {}) };
}
