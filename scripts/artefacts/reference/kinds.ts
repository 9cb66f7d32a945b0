import { documentKinds } from '../../../packages/core/kind/document-kinds.ts';
import type { Field } from '../../../packages/core/kind/field.ts';
import { fieldAt, type Kind } from '../../../packages/core/kind/kind.ts';
import type { Loss } from '../../../packages/core/kind/loss.ts';
import { selectorFields } from '../../../packages/core/kind/reference.ts';
import type { KonnectKind } from '../../../packages/konnect/kinds/kind.ts';
import { konnectKinds } from '../../../packages/konnect/kinds/registry.ts';
import { isRemovable } from '../../../packages/konnect/removing.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';
import { fieldRules, typeOf } from './field-rules.ts';

export function kindsPage(): Artefact {
  const text = `${generatedNotice('packages/konnect/kinds')}

# Kinds

What a blueprint can make of Konnect. Field names are Konnect's own. Computed fields are known only once the object
exists: an expression that needs one is shown as \`(known after apply)\` until then. "Assumed" is what Konnect's contract
leaves open and nobody has observed: tell us if Konnect does otherwise.

${konnectKinds.map(kindSection).join('\n\n')}

# What is at hand

What a blueprint refers to without asking Konnect.

${documentKinds.map(documentSection).join('\n\n')}
`;
  return { path: 'docs/reference/kinds.md', text };
}

function kindSection(kind: KonnectKind): string {
  const facts = [
    ['Where', placement(kind)],
    ['Whose', ownership(kind)],
    ['Deleting', deletion(kind)],
    ['Goes with it', companions(kind)],
    ['Cannot be undone', losses(kind)],
    ['Roles', roles(kind)],
    ['Konnect’s API', contract(kind)],
    ['Assumed', kind.assumed.join(' ') || 'Nothing.'],
  ];
  return [
    `## ${kind.name}`,
    kind.description,
    facts.map(([name, fact]) => `- **${name}:** ${fact}`).join('\n'),
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

function placement({ scope, identity, collection, cardinality, external, prefer }: KonnectKind): string {
  const where = scope === 'global' ? 'once for the organization' : 'in a region';
  const below = collection.length === 0 ? where : `${where}, below ${collection.map(code).join(' and ')}`;
  if (cardinality === 'one') return `${below}; there is one, and it is always there.`;
  if (external) return `${below}.`;
  const preferred = prefer ? `, of several the one with equal ${prefer.map(code).join(', ')}, else the newest` : '';
  return `${below}; found by ${identity.map(code).join(', ')}${preferred}.`;
}

function ownership(kind: KonnectKind): string {
  if (kind.external) return 'others write it; Konduct only reads it.';
  if (kind.cardinality === 'one') return 'what the template says is ours, and all else is left as it is.';
  switch (kind.ownership) {
    case 'labels':
      return 'ours with the owner labels.';
    case 'links': {
      const ends = (kind.links ?? []).filter(({ anybody }) => !anybody).map(({ field }) => code(field));
      const claim = kind.claimedBy
        ? `, and only where the resource of its ${code(kind.claimedBy)} says \`manages\` for this kind`
        : '';
      return `it has no mark: ours where all it links is ours (${ends.join(', ')})${claim}.`;
    }
    case 'none':
      return 'it has no mark: one that no manifest declares is left alone.';
  }
}

function deletion(kind: KonnectKind): string {
  const { cardinality, ownership, contents = [], claimedBy, forced } = kind;
  if (!isRemovable(kind)) return cardinality === 'one' ? 'never: it is only changed.' : 'never.';
  if (ownership === 'none') return 'only by hand, or where another change asks for it.';
  const rule = `\`prune\`, once no manifest declares it${claimedBy ? ' any more and its resource `manages` this kind' : ''}`;
  const guard = contents.length === 0 ? '' : `; with ${contents.join(', ')} of others in it, \`force-delete\` as well`;
  return `${rule}${guard}${forced ? '; Konnect is told to delete what it holds too' : ''}.`;
}

/** The kinds that link a kind and go along with it, and what else does. */
function companions(owner: KonnectKind): string {
  const { name, goesWith } = owner;
  if (!isRemovable(owner)) return 'nothing, as it is never deleted.';
  const linking = konnectKinds.filter((kind) =>
    kind.links?.some(({ field, goesAlong }) => goesAlong && refersTo(fieldAt(kind, field), name)),
  );
  const parts = [...linking.map((kind) => `each ${code(kind.name)} of it`), ...goesWith];
  return parts.length === 0 ? 'nothing.' : `${parts.join('; ')}.`;
}

function refersTo(field: Field | undefined, name: string): boolean {
  const refers = field?.refers;
  return refers !== undefined && ('kind' in refers ? [refers.kind] : Object.values(refers.kinds)).includes(name);
}

/** The roles that a token needs, each with what it is for and why. */
function roles(kind: KonnectKind): string {
  const { read, create, update, delete: remove } = kind.roles;
  const removal = isRemovable(kind) ? (remove ?? update ?? create) : undefined;
  const uses = [
    ['read', read] as const,
    ...(create ? [['make', create] as const] : []),
    ...(update ? [['change', update] as const] : []),
    ...(removal ? [['delete', removal] as const] : []),
  ];
  const needed = Map.groupBy(uses, ([, role]) => `${role.name} on ${role.on}, since ${role.reason}`);
  const told = [...needed].map(([role, of]) => `to ${of.map(([use]) => use).join(', ')}: ${role}`);
  return `${told.join('; ')}.`;
}

function contract({ contract: known, scope }: KonnectKind): string {
  if (known === 'none') return 'the contract leaves it out.';
  const host = scope === 'global' ? 'global host' : 'host of the region';
  return `contract ${known.version}, ${host}: ${known.paths.map(code).join(', ')}.`;
}

function losses(kind: KonnectKind): string {
  const { cannotBeUndone = [] } = kind;
  if (!isRemovable(kind)) return 'nothing, as it is never deleted.';
  if (cannotBeUndone.length === 0) return 'nothing: declared again, it is as it was but for its id and times.';
  return `${cannotBeUndone.map((loss) => `${loss.what}${lossCondition(loss)}`).join('; ')}.`;
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
    [code(`${prefix}${name}`), typeOf(field), field.description, fieldRules(field)],
    ...fieldRows(field.properties ?? {}, `${prefix}${name}.`),
    ...fieldRows(field.items?.properties ?? {}, `${prefix}${name}[].`),
  ]);
}
