import { secretTable, secretTitle } from '../../../packages/core/manifest/key/secret.ts';
import { manifestSchema } from '../../../packages/core/manifest/schema.ts';
import type { JsonSchema } from '../../../packages/core/shape/json-schema.ts';
import { isRecord } from '../../../packages/core/value/record.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

export function manifestPage(): Artefact {
  const rows = members(manifestSchema, '').map((row) => [code(row.path), row.type, row.description, row.fallback]);
  const text = `${generatedNotice('packages/core/manifest/table')}

# Manifest

Every YAML file directly in the platform directory is a manifest, whatever its name (\`*.yaml\`, \`*.yml\`). Any of them may
hold any of these keys; they are merged, and a key given twice is an error that names both places. A key that is not here
is an error; keys at the top of a file that begin with \`x-\` are yours. Not manifests are \`oas-file-rules.yaml\` and \`deck-file-rules.yaml\`, which
are rules for \`konduct deck lint\`, \`accepted-changes.yaml\`, which lists [accepted breaking changes](api-comparison.md), and
files whose names begin with a dot, which are settings of other programs.

These folders in the platform directory have a meaning: \`blueprints\` for [blueprints](functions.md), \`deck\` for decK files
of the platform, one with the key of each organization for what is staged in it, and every folder with a file that a
blueprint publishes. Folders, and YAML and JSON files, that nothing reads are a warning (\`file-unread\`), and YAML that is broken is
an error wherever it lies in the directory, but in files and folders whose names begin with a dot.

The same as a JSON Schema, for editors: [manifest.schema.json](../../schemas/manifest.schema.json).

${table(['Key', 'Type', 'What it is', 'Default'], rows)}

## Secret sources

${secretTable.schema.description}

${table(
  ['Key', 'Type', 'What it is'],
  members(secretTable.schema, '').map((row) => [code(row.path), row.type, row.description]),
)}
`;
  return { path: 'docs/reference/manifest.md', text };
}

interface Row {
  readonly path: string;
  readonly type: string;
  readonly description: string;
  readonly fallback: string;
}

function members(schema: JsonSchema, prefix: string): Row[] {
  const known = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => rowsOf(member, `${prefix}${name}`));
  const { additionalProperties: free, items } = schema;
  if (isSchema(free)) return [...known, ...rowsOf(free, `${prefix}<name>`)];
  // The description of a list covers its items, unless these have keys.
  if (!isSchema(items) || !items.properties) return known;
  return members(items, `${prefix.replace(/\.$/, '')}[].`);
}

function rowsOf(given: JsonSchema, path: string): Row[] {
  const schema = resolve(given);
  const row = {
    path,
    type: typeOf(schema),
    description: schema.description ?? '',
    fallback: schema.default === undefined ? '' : code(JSON.stringify(schema.default)),
  };
  if (schema.title === secretTitle && schema.properties) return [{ ...row, type: '[secret source](#secret-sources)' }];
  return [row, ...members(schema, `${path}.`)];
}

/**
 * A schema with its reference resolved. Keywords beside the reference describe this place and override the target's.
 */
function resolve(schema: JsonSchema): JsonSchema {
  const { $ref: reference, ...own } = schema;
  if (typeof reference !== 'string') return schema;
  const definitions = manifestSchema.$defs;
  const found = isRecord(definitions) ? definitions[reference.replace('#/$defs/', '')] : undefined;
  if (!isSchema(found)) throw new Error(`the manifest schema lacks ${reference}`);
  return { ...found, ...own };
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum)
    return schema.enum
      .filter((value) => value !== null)
      .map((value) => code(String(value)))
      .join(' or ');
  const types = [schema.type ?? 'any'].flat().filter((type) => type !== 'null');
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    array: 'list',
    object: 'mapping',
    boolean: 'true or false',
    integer: 'whole number',
  };
  return types.map((type) => words[type] ?? type).join(' or ');
}

function isSchema(value: unknown): value is JsonSchema {
  return isRecord(value);
}
