import { suggestName } from '../cel/suggestion.ts';
import { celBool, celDyn, celMap, celString } from '../cel/type.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Kind } from '../kind/kind.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import { type SourceRange, startOf } from '../source/range.ts';
import { type Expression, expressionsOf, type Member, type Resource, type Target, type Template } from './blueprint.ts';
import { linkConditions, linkReadiness } from './condition.ts';
import type { ExpressionScope } from './expression.ts';
import { linkIterators } from './iteration.ts';
import type { RawResource } from './raw.ts';
import { namesIn } from './reference.ts';
import type { Surroundings } from './surroundings.ts';
import { targetSlots } from './target.ts';
import { TemplateCompiler } from './template.ts';

/**
 * Type-checks and compiles one resource. `scope` holds `schema` and every resource of the blueprint, `ids` are the names
 * of those.
 */
export function linkResource(
  raw: RawResource,
  target: Target,
  ids: ReadonlySet<string>,
  scope: ExpressionScope,
  surroundings: Surroundings,
): Resource {
  const { file, report } = surroundings;
  const place = rangeOf(raw, 'id') ?? startOf(file.path);
  checkParts(raw, target, place, surroundings);
  const { iterators, inner } = linkIterators(raw, ids, scope, surroundings);
  const compiler = new TemplateCompiler(inner, file, report);
  const slots = targetSlots(target, surroundings);
  const source = target.type === 'external' ? raw.externalRef : raw.template;
  // `checkParts` has reported a resource without `template` and `externalRef`; its required fields are not reported as well.
  const template = source ? compiler.members(source, slots, raw.id, place, raw.blueprint !== undefined) : [];
  const text = (key: 'region' | 'blueprint'): Template | undefined =>
    raw[key] === undefined
      ? undefined
      : compiler.value(raw[key], { type: celString, required: false }, `${raw.id}.${key}`, rangeOf(raw, key) ?? place);
  const region = text('region');
  const blueprint = text('blueprint');
  const parameters =
    raw.parameters === undefined
      ? undefined
      : compiler.value(
          raw.parameters,
          { type: celMap(celDyn), required: false },
          `${raw.id}.parameters`,
          rangeOf(raw, 'parameters') ?? place,
        );
  const manages =
    raw.manages === undefined
      ? undefined
      : compiler.value(
          raw.manages,
          { type: celMap(celBool), required: false },
          `${raw.id}.manages`,
          rangeOf(raw, 'manages') ?? place,
        );
  const { includeWhen, includeItemWhen } = linkConditions(raw, iterators, inner, surroundings);
  const readyWhen = linkReadiness(raw, target, ids, inner, surroundings);
  const expressions = [
    ...iterators.map((iterator) => iterator.expression),
    ...includeWhen,
    ...includeItemWhen,
    ...templatesOf(template, region, blueprint, parameters, manages).flatMap(expressionsOf),
  ];
  return {
    id: raw.id,
    place,
    target,
    iterators,
    includeWhen,
    includeItemWhen,
    readyWhen,
    template,
    uses: usesOf(raw.id, expressions, ids, surroundings),
    ...(region ? { region } : {}),
    ...(manages ? { manages } : {}),
    ...(blueprint ? { override: parameters ? { blueprint, parameters } : { blueprint } } : {}),
  };
}

function templatesOf(members: readonly Member[], ...others: readonly (Template | undefined)[]): Template[] {
  return [...members.map((member) => member.value), ...others].filter((template) => template !== undefined);
}

/** The resources that expressions name. A resource that names itself is reported. */
function usesOf(
  id: string,
  expressions: readonly Expression[],
  ids: ReadonlySet<string>,
  { report }: Surroundings,
): ReadonlySet<string> {
  const uses = new Set<string>();
  for (const { cel, place } of expressions) {
    const names = namesIn(cel.references, ids);
    if (names.delete(id)) {
      report(finding('blueprint-cycle', `\`${id}\` refers to itself`, place, { fix: 'Say it without its own id.' }));
    }
    for (const name of names) uses.add(name);
  }
  return uses;
}

/** Reports the keys of a resource that its target needs and lacks, and those that its target cannot have. */
function checkParts(raw: RawResource, target: Target, place: SourceRange, surroundings: Surroundings): void {
  const { report } = surroundings;
  const complain = (message: string, key: keyof RawResource, fix: string): void =>
    report(finding('blueprint-invalid', `\`${raw.id}\` ${message}`, rangeOf(raw, key) ?? place, { fix }));
  const isExternal = target.type === 'external';
  if (raw.template !== undefined && raw.externalRef !== undefined) {
    complain('has both a template and an externalRef', 'externalRef', 'Keep one of them.');
  } else if (raw.template !== undefined && isExternal) {
    complain(`cannot have a template: a ${raw.kind} is only read`, 'template', 'Use `externalRef`.');
  } else if (raw.externalRef !== undefined && !isExternal) {
    complain('cannot be an externalRef: it is a blueprint', 'externalRef', 'Give it a template.');
  } else if (raw.template === undefined && raw.externalRef === undefined) {
    const wanted = isExternal ? 'externalRef' : 'template';
    complain(`has no \`${wanted}\``, wanted, `Add \`${wanted}\`.`);
  }
  if (target.type === 'external' && target.external.yields === 'list' && raw.forEach) {
    complain('is a list already and cannot be repeated with forEach', 'forEach', 'Remove it.');
  }
  if (raw.region !== undefined && target.type !== 'blueprint' && target.kind.scope === 'global') {
    complain(`cannot have a region: a ${raw.kind} is global`, 'region', 'Remove it.');
  }
  if (raw.manages !== undefined && target.type !== 'kind') {
    complain('manages nothing: only what a kind becomes has links', 'manages', 'Remove it.');
  } else if (raw.manages !== undefined && target.type === 'kind') {
    checkManaged(raw, raw.manages, target.kind, surroundings);
  }
  if (raw.blueprint !== undefined && target.type !== 'blueprint') {
    complain('cannot be replaced by a blueprint: it is not one', 'blueprint', 'Remove it.');
  }
  if (raw.parameters !== undefined && raw.blueprint === undefined) {
    complain('has parameters for no blueprint', 'parameters', 'Name the blueprint with `blueprint`.');
  }
}

/** Reports the keys of `manages` that are no kind of link which an object of the resource's kind can claim. */
function checkManaged(
  { id }: RawResource,
  manages: Readonly<Record<string, unknown>>,
  owner: Kind,
  { kinds, report }: Surroundings,
): void {
  const claimable = [...kinds.values()].filter((kind) => claims(owner, kind)).map((kind) => kind.name);
  for (const name of Object.keys(manages)) {
    if (claimable.includes(name)) continue;
    const message = `\`${id}\` cannot manage ${JSON.stringify(name)}: it is no kind of link that a ${owner.name} can claim`;
    const fix = suggestName(name, claimable) ?? 'Remove it.';
    report(finding('blueprint-unknown', message, keyRangeOf(manages, name), { fix }));
  }
}

/** Whether links of a kind can be claimed by an object of another: by the one whose id the link's `claimedBy` field holds. */
function claims(owner: Kind, { claimedBy, fields }: Kind): boolean {
  const refers = claimedBy === undefined ? undefined : fields[claimedBy]?.refers;
  return refers !== undefined && 'kind' in refers && refers.kind === owner.name;
}
