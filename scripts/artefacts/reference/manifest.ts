import { secretTable, secretTitle } from '../../../packages/core/manifest/key/secret.ts';
import { manifestSchema } from '../../../packages/core/manifest/schema.ts';
import type { JsonSchema } from '../../../packages/core/shape/json-schema.ts';
import { isRecord } from '../../../packages/core/value/record.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

export function manifestPage(): Artefact {
  const all = members(manifestSchema, '');
  const bare = all.filter(
    ({ path, type, example }) => example === '' && !path.endsWith('<name>') && type !== 'mapping' && type !== 'list',
  );
  if (bare.length > 0) throw new Error(`no example for ${bare.map(({ path }) => path).join(', ')}`);
  const rows = all.map((row) => [code(row.path), row.type, row.description, row.fallback, row.example]);
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

${table(['Key', 'Type', 'What it is', 'Default', 'Example'], rows)}

## Parameters of several levels

A blueprint gets \`parameters\` of the nearest level that says them, key by key: a service in an environment, the service, its team
in the environment, the team, the environment. \`null\` takes away what a level above says. What a service says itself must be in
the schema of its blueprint; of what the levels above say, each blueprint takes what its schema has.

\`\`\`yaml
teams:
  crew:
    blueprint: team-alerts                 # what the team gets beside its control plane and role
    parameters: {tier: silver}             # for team-alerts and all services of the team
    services:
      air/rosters:
        blueprint: catalog
        parameters: {tier: gold}           # for this service
organizations:
  air:
    environments:
      prd:
        blueprint: environment-internal    # what the environment becomes
        parameters: {owner: platform}      # for it and everything in it
        teams:
          crew:
            parameters: {owner: crew}      # for the team and its services here
            services:
              air/rosters:
                parameters: {tier: null}   # not gold here, and nothing in its place
\`\`\`

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
  readonly example: string;
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
  const name = path.slice(path.lastIndexOf('.') + 1);
  const row = {
    path,
    example: exampleOf(name, schema),
    type: typeOf(schema),
    description: schema.description ?? '',
    fallback: schema.default === undefined ? '' : code(JSON.stringify(schema.default)),
  };
  if (schema.title === secretTitle && schema.properties) return [{ ...row, type: '[secret source](#secret-sources)' }];
  return [row, ...members(schema, `${path}.`)];
}

/** A key as a manifest may have it, in YAML's flow style; empty for a mapping whose keys have rows of their own. */
function exampleOf(name: string, schema: JsonSchema): string {
  const value = exampleValue(schema);
  return value === undefined || name === '<name>' ? '' : code(`${name}: ${flow(value)}`);
}

function exampleValue(schema: JsonSchema): unknown {
  const { examples, enum: words, items, title, additionalProperties: free } = schema;
  if (title === secretTitle) return { type: 'env', value: 'KONNECT_TOKEN' };
  if (examples?.[0] !== undefined) return examples[0];
  if (words) return words.find((word) => word !== null && word !== schema.default) ?? words[0];
  if (schema.default !== undefined) return typeof schema.default === 'boolean' ? !schema.default : schema.default;
  const types = [schema.type ?? 'any'].flat();
  if (types.includes('boolean')) return true;
  if (types.includes('array') && isSchema(items) && !items.properties) {
    const item = exampleValue(resolve(items));
    return item === undefined ? undefined : [item];
  }
  if (!isSchema(free) || schema.properties) return undefined;
  const value = exampleValue(resolve(free));
  return value === undefined ? undefined : { name: value };
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isRecord(value))
    return `{${Object.entries(value)
      .map(([key, member]) => `${key}: ${flow(member)}`)
      .join(', ')}}`;
  return typeof value === 'string' && /[:#{}[\],&*!|>'"%@`$]/.test(value) ? JSON.stringify(value) : String(value);
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
