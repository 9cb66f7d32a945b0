import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markerRules, markerTypeWords } from '../../../packages/core/blueprint/marker.ts';
import { blueprintSchema } from '../../../packages/core/blueprint/raw.ts';
import type { JsonSchema } from '../../../packages/core/shape/json-schema.ts';
import type { Artefact } from '../artefact.ts';
import { code, table } from '../markdown.ts';
import { replaceSection } from '../section.ts';

const path = 'docs/reference/blueprints.md';

/** docs/reference/blueprints.md: written by people, with generated tables of keys and markers. */
export async function blueprintsPage(root: string): Promise<Artefact> {
  const page = await readFile(join(root, path), 'utf8');
  const withKeys = replaceSection(path, page, '<!-- keys -->', '<!-- /keys -->', keysTable());
  return { path, text: replaceSection(path, withKeys, '<!-- markers -->', '<!-- /markers -->', markersTable()) };
}

function markersTable(): string {
  const rows = Object.entries(markerRules).map(([name, { wants, on, description }]) => [
    code(name),
    wants,
    on ? on.map((kind) => code(kind === 'list' ? '[]T' : (markerTypeWords[kind] ?? kind))).join(', ') : 'any type',
    description,
  ]);
  return table(['Marker', 'Value', 'On', 'What it says'], rows);
}

function keysTable(): string {
  const rows = rowsOf(blueprintSchema, '');
  return table(['Key', 'Needed', 'What it is'], rows);
}

function rowsOf(schema: JsonSchema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const own = resolve(member);
    const key = `${prefix}${name}`;
    const needed = schema.required?.includes(name) ? 'yes' : '';
    return [
      [code(key), needed, descriptionOf(own)],
      ...rowsOf(itemsOf(own) ?? own, `${key}${itemsOf(own) ? '[].' : '.'}`),
    ];
  });
}

function descriptionOf({ description = '', enum: values, pattern }: JsonSchema): string {
  const only = values ? ` Always ${values.map((value) => code(String(value))).join(' or ')}.` : '';
  return `${description}${only}${typeof pattern === 'string' ? ` ${code(pattern)}` : ''}`;
}

/** The schema of a list's items, if they have keys. */
function itemsOf({ items }: JsonSchema): JsonSchema | undefined {
  const schema = typeof items === 'object' ? resolve(items as JsonSchema) : undefined;
  return schema?.properties ? schema : undefined;
}

function resolve(schema: JsonSchema): JsonSchema {
  const { $ref: reference, ...own } = schema;
  if (typeof reference !== 'string') return schema;
  const name = reference.replace('#/$defs/', '') as keyof typeof blueprintSchema.$defs;
  const definition: JsonSchema = blueprintSchema.$defs[name];
  return { ...definition, ...own };
}
