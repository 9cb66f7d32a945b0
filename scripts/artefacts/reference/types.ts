import { builtinFiles } from '../../../packages/core/builtin.generated.ts';
import { type CelType, celStruct, type StructType } from '../../../packages/core/cel/type.ts';
import { organizationInstance } from '../../../packages/core/instance/organization.ts';
import { documentKinds } from '../../../packages/core/kind/document-kinds.ts';
import type { Kind } from '../../../packages/core/kind/kind.ts';
import { kindType } from '../../../packages/core/kind/kind-type.ts';
import { konnectKinds } from '../../../packages/konnect/kinds/registry.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';
import { exampleInstances, exampleManifest, exampleOfKind, showExample } from './type-example.ts';

/** docs/reference/types.md */
export function typesPage(): Artefact {
  const structs = structsIn(celStruct(organizationInstance.struct));
  const text = `${generatedNotice('packages/core/instance and packages/konnect/kinds')}

# Types in blueprints

What a field of a [blueprint's](blueprints.md) schema can be beside \`string\`, \`integer\`, \`float\`, \`boolean\`, \`object\`,
\`[]T\` and \`map[string]T\`, and what expressions find in it. \`Content\` and \`SecretValue\` can only be passed on to a field of
that type. A field that is not always there is read with \`has(x.f)\` or
\`x.?f\`; elsewhere an expression that needs it fails.

- [What manifests become](#what-manifests-become): ${structs.map(link).join(', ')}
- [Kinds of Konnect](#kinds-of-konnect): ${konnectKinds.map(link).join(', ')}
- [What is at hand](#what-is-at-hand): ${documentKinds.map(link).join(', ')}

## What manifests become

Everything that is inherited is filled in, and maps of the manifest are lists with a \`key\` in each item. The examples are
what this manifest becomes:

${fenced(exampleManifest.text.trim())}

${instanceSections(structs).join('\n\n')}

## Kinds of Konnect

The fields that a template gives, and those that Konnect computes when the object exists. Values, limits and roles of each
kind: [kinds](kinds.md).

${konnectKinds.map(kindSection).join('\n\n')}

## What is at hand

What an \`externalRef\` finds without asking Konnect.

${documentKinds.map(kindSection).join('\n\n')}
`;
  return { path: 'docs/reference/types.md', text };
}

function instanceSections(structs: readonly StructType[]): string[] {
  const examples = exampleInstances(organizationInstance.struct);
  return structs.map((struct) => {
    const example = examples.get(struct.name);
    if (!example) throw new Error(`${exampleManifest.path} becomes no ${struct.name}`);
    return [
      `### ${struct.name}`,
      `${struct.description ?? descriptionOf(struct, structs)}${whereFound(struct, structs)}`,
      fieldTable(struct),
      fenced(showExample(struct, example)),
    ].join('\n\n');
  });
}

function kindSection(kind: Kind): string {
  return [
    `### ${kind.name}`,
    `${kind.description}${whatIsFound(kind)}`,
    fieldTable(kindType(kind), kind),
    fenced(exampleOfKind(kind.name)),
  ].join('\n\n');
}

/** The value of an `externalRef` to a kind, for kinds that blueprints use only through one. */
function whatIsFound({ name, external }: Kind): string {
  if (!external) return '';
  return external.yields === 'list'
    ? ` An \`externalRef\` is the list of all that match, perhaps empty: \`[]${name}\`.`
    : ' An `externalRef` is the one that is meant, and waits while it is not there.';
}

/** The description of a type. A type that blueprints cannot name is described by its field. */
function descriptionOf(struct: StructType, all: readonly StructType[]): string {
  const fields = all.flatMap((each) => [...each.fields.values()]);
  return fields.find(({ type }) => structOf(type) === struct)?.description ?? '';
}

/** The places of a type's values: fields of other types, and schemas of the built-in blueprints. */
function whereFound(struct: StructType, all: readonly StructType[]): string {
  const inOthers = all.flatMap(({ name, fields }) =>
    [...fields].flatMap(([field, { type }]) => {
      if (structOf(type) !== struct) return [];
      return [code(`${name}.${field}${type.kind === 'list' ? '[]' : ''}`)];
    }),
  );
  const inSchemas = builtinFiles.flatMap(({ path, text }) => {
    const [, field] = new RegExp(`^ {4}(\\w+): ${struct.name} \\|`, 'm').exec(text) ?? [];
    const [, blueprint] = /([\w-]+)\.yaml$/.exec(path) ?? [];
    return field === undefined ? [] : [`${code(`schema.spec.${field}`)} of the blueprint ${code(String(blueprint))}`];
  });
  const places = [...inOthers, ...inSchemas];
  return places.length === 0 ? '' : ` Found as ${places.join(', ')}.`;
}

function fieldTable(struct: StructType, kind?: Kind): string {
  if (struct.fields.size === 0) return 'It has no fields.';
  return table(['Field', 'Type', 'There', 'What it is'], fieldRows(struct, '', kind));
}

/** Rows for a type's fields. A nested object without a type name is shown in place, field by field. */
function fieldRows(struct: StructType, prefix: string, kind?: Kind): string[][] {
  return [...struct.fields].flatMap(([name, { type, always, description = '' }]) => {
    const isComputed = kind !== undefined && Object.hasOwn(kind.computed, name);
    const path = `${prefix}${name}`;
    const there = isComputed && !documentKinds.includes(kind) ? 'once it exists' : always ? 'always' : 'may be absent';
    const row = [code(path), typeText(type), there, description];
    const inner = structOf(type);
    const isInline = inner?.name.includes('.') === true;
    return isInline ? [row, ...fieldRows(inner, `${path}${type.kind === 'list' ? '[]' : ''}.`)] : [row];
  });
}

/** A type in the notation of blueprint schemas, with a link to its section. */
function typeText(type: CelType, around = ''): string {
  switch (type.kind) {
    case 'list':
      return typeText(type.item, `${around}[]`);
    case 'map':
      return type.value.kind === 'dyn' ? code(`${around}object`) : typeText(type.value, `${around}map[string]`);
    case 'optional':
      return typeText(type.item, around);
    case 'struct':
      if (type.struct.name.includes('.')) return code(`${around}object`);
      return type.struct.opaque ? code(`${around}${type.struct.name}`) : `${code(around)}${link(type.struct)}`;
    default:
      return code(`${around}${words[type.kind]}`);
  }
}

const words = {
  string: 'string',
  int: 'integer',
  double: 'float',
  bool: 'boolean',
  null: 'null',
  dyn: 'any',
} as const;

/** Every struct that a type leads to, with the type itself first, each once. */
function structsIn(type: CelType, found: Set<StructType> = new Set()): readonly StructType[] {
  const struct = structOf(type);
  if (!struct || struct.opaque || found.has(struct)) return [...found];
  found.add(struct);
  for (const field of struct.fields.values()) structsIn(field.type, found);
  return [...found];
}

function structOf(type: CelType): StructType | undefined {
  if (type.kind === 'list' || type.kind === 'optional') return structOf(type.item);
  if (type.kind === 'map') return structOf(type.value);
  return type.kind === 'struct' ? type.struct : undefined;
}

function link({ name }: { readonly name: string }): string {
  return `[\`${name}\`](#${name.toLowerCase()})`;
}

function fenced(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}
