import { documentKinds } from '../../../packages/core/kind/document-kinds.ts';
import type { Field } from '../../../packages/core/kind/field.ts';
import type { Kind } from '../../../packages/core/kind/kind.ts';
import type { Loss } from '../../../packages/core/kind/loss.ts';
import { selectorFields } from '../../../packages/core/kind/reference.ts';
import type { KonnectKind } from '../../../packages/konnect/kinds/kind.ts';
import { konnectKinds } from '../../../packages/konnect/kinds/registry.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

export function kindsPage(): Artefact {
  const text = `${generatedNotice('packages/konnect/kinds')}

# Kinds

What a blueprint can make of Konnect. Field names are Konnect's own. Computed fields are known only once the object
exists: an expression that needs one is shown as \`(known after apply)\` until then.

${konnectKinds.map(kindSection).join('\n\n')}

# What is at hand

What a blueprint refers to without asking Konnect.

${documentKinds.map(documentSection).join('\n\n')}
`;
  return { path: 'docs/reference/kinds.md', text };
}

function kindSection(kind: KonnectKind): string {
  return [
    `## ${kind.name}`,
    [kind.description, placement(kind), ownership(kind), roles(kind), losses(kind)]
      .filter((part) => part !== '')
      .join('\n'),
    ...selectorPart(kind),
    ...(Object.keys(kind.fields).length > 0 ? [fieldTable(kind.fields)] : []),
    `Computed: ${Object.keys(kind.computed).map(code).join(', ') || 'nothing'}.`,
  ].join('\n\n');
}

function documentSection(kind: Kind): string {
  return [`## ${kind.name}`, kind.description, ...selectorPart(kind), fieldTable(kind.computed)].join('\n\n');
}

function selectorPart(kind: Kind): string[] {
  if (!kind.external) return [];
  const selector = selectorFields(kind, kind.external);
  return Object.keys(selector).length === 0
    ? ['Only read, by an `externalRef` without fields.']
    : ['Only read, by `externalRef` with these fields:', fieldTable(selector)];
}

function placement({ scope, identity, cardinality, external }: KonnectKind): string {
  if (cardinality === 'one') return 'There is one in the organization: it is changed, and neither made nor deleted.';
  const where = scope === 'global' ? 'Once for the organization' : 'In a region';
  return identity.length === 0 || external ? `${where}.` : `${where}; found by ${identity.map(code).join(', ')}.`;
}

function ownership(kind: KonnectKind): string {
  if (kind.external) return '';
  if (kind.cardinality === 'one') return '';
  switch (kind.ownership) {
    case 'labels':
      return 'Carries the owner labels.';
    case 'links':
      return 'Belongs to what it joins.';
    case 'none':
      return 'Carries no mark: one that no manifest declares is left alone.';
  }
}

function roles({ roles }: KonnectKind): string {
  const needed = new Set(Object.values(roles).map((role) => `${role.name} on ${role.on}`));
  return `Roles: ${[...needed].join(', ')}.`;
}

function losses({ cannotBeUndone = [] }: KonnectKind): string {
  if (cannotBeUndone.length === 0) return '';
  return `Cannot be undone when it is deleted: ${cannotBeUndone.map((loss) => `${loss.what}${lossCondition(loss)}`).join('; ')}.`;
}

function lossCondition({ has }: Loss): string {
  if (has === 'always') return '';
  if (has === 'unknown') return ', if any';
  if ('contents' in has) return ', where it holds any';
  return ` (${Object.entries(has.fields)
    .map(([name, values]) => `${code(name)} ${values.map((value) => code(String(value))).join(' or ')}`)
    .join(', ')})`;
}

function fieldTable(fields: Readonly<Record<string, Field>>): string {
  return table(['Field', 'Type', 'What it is', 'Rules'], fieldRows(fields, ''));
}

function fieldRows(fields: Readonly<Record<string, Field>>, prefix: string): string[][] {
  return Object.entries(fields).flatMap(([name, field]) => [
    [code(`${prefix}${name}`), typeOf(field), field.description, rules(field)],
    ...fieldRows(field.properties ?? {}, `${prefix}${name}.`),
  ]);
}

function typeOf({ type, items }: Field): string {
  return items?.type === 'secret' ? 'array of secrets' : type;
}

/** The most values in a list; for more, Konnect's own documentation is the better source. */
const shownValues = 8;

function rules(field: Field): string {
  const { enum: values } = field;
  const oneOf = values && values.length <= shownValues ? `one of ${values.map(code).join(', ')}` : undefined;
  return [
    field.required ? 'required' : undefined,
    field.immutable ? 'cannot change' : undefined,
    oneOf ?? (values ? `one of ${values.length} values` : undefined),
    field.maxLength === undefined ? undefined : `at most ${field.maxLength} characters`,
    bounds(field.minimum, field.maximum),
    bounds(field.minItems, field.maxItems, ' items'),
    field.unordered ? 'in any order' : undefined,
  ]
    .filter((rule) => rule !== undefined)
    .join('; ');
}

function bounds(least: number | undefined, most: number | undefined, unit = ''): string | undefined {
  if (least === undefined) return most === undefined ? undefined : `at most ${most}${unit}`;
  return most === undefined ? `at least ${least}${unit}` : `${least} to ${most}${unit}`;
}
