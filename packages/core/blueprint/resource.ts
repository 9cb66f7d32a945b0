import { closest } from 'fastest-levenshtein';
import { type CelType, celBool, celDyn, celList, celMap, celString, celStruct, showType } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Kind, KindRegistry } from '../kind/kind.ts';
import { kindType } from '../kind/kind-type.ts';
import { rangeOf } from '../source/origin.ts';
import { type SourceRange, startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Blueprint, Expression, Iterator, Member, Resource, SpecSchema, Target } from './blueprint.ts';
import type { ExpressionScope } from './expression.ts';
import type { RawResource } from './raw.ts';
import { fieldSlots, type Slot, TemplateCompiler } from './template.ts';

/** What linking a resource needs to know of the world around its blueprint. */
export interface Surroundings {
  readonly file: SourceFile;
  readonly kinds: KindRegistry;
  /** Blueprints that are linked already: those this one uses come before it. */
  readonly blueprints: ReadonlyMap<string, Blueprint>;
  readonly specs: ReadonlyMap<string, SpecSchema>;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** What the `kind` of a resource names: a kind that Konduct writes, one it only reads, or a blueprint. */
export function resolveTarget(raw: RawResource, surroundings: Surroundings): Target | undefined {
  const kind = surroundings.kinds.get(raw.kind);
  if (kind) return kind.external ? { type: 'external', kind } : { type: 'kind', kind };
  if (surroundings.specs.has(raw.kind)) return { type: 'blueprint', name: raw.kind };
  const names = [...surroundings.kinds.keys(), ...surroundings.specs.keys()];
  surroundings.report({
    severity: 'error',
    code: 'blueprint-unknown',
    message: `resource ${raw.id}: there is no kind or blueprint ${JSON.stringify(raw.kind)}`,
    fix: `did you mean ${closest(raw.kind, names)}?`,
    at: rangeOf(raw, 'kind') ?? startOf(surroundings.file.path),
  });
  return undefined;
}

/** The type a resource has where other resources name it. */
export function resourceType(raw: RawResource, target: Target, surroundings: Surroundings): CelType {
  const single = singleType(target, surroundings);
  const isList = raw.forEach !== undefined || (target.type === 'external' && target.kind.external?.yields === 'list');
  return isList ? celList(single) : single;
}

function singleType(target: Target, surroundings: Surroundings): CelType {
  if (target.type !== 'blueprint') return celStruct(kindType(target.kind));
  const blueprint = surroundings.blueprints.get(target.name);
  return blueprint ? celStruct(blueprint.instanceType) : celDyn;
}

/** Type-checks and compiles one resource. `scope` holds `schema` and every resource of the blueprint. */
export function linkResource(
  raw: RawResource,
  target: Target,
  ids: ReadonlySet<string>,
  scope: ExpressionScope,
  surroundings: Surroundings,
): Resource {
  const { file, report } = surroundings;
  const place = rangeOf(raw, 'id') ?? startOf(file.path);
  const iteration = linkIterators(raw, scope, surroundings);
  const compiler = new TemplateCompiler(iteration.scope, file, report);
  const what = `${raw.id} (${raw.kind})`;

  checkSource(raw, target, place, report);
  const source = (target.type === 'external' ? raw.externalRef : raw.template) ?? {};
  const slots = slotsOf(target, surroundings);
  const template = compiler.members(source, slots, what, place, raw.blueprint !== undefined);

  const region =
    raw.region === undefined
      ? undefined
      : compiler.value(raw.region, { type: celString }, `${raw.id}.region`, rangeOf(raw, 'region') ?? place);
  const override =
    raw.blueprint === undefined
      ? undefined
      : compiler.value(raw.blueprint, { type: celString }, `${raw.id}.blueprint`, rangeOf(raw, 'blueprint') ?? place);
  const parameters =
    raw.parameters === undefined
      ? undefined
      : compiler.value(
          raw.parameters,
          { type: celMap(celDyn) },
          `${raw.id}.parameters`,
          rangeOf(raw, 'parameters') ?? place,
        );
  const includeWhen = linkConditions(raw, 'includeWhen', iteration.scope, surroundings);
  const readyWhen = linkConditions(raw, 'readyWhen', scope, surroundings);

  const expressions = [
    ...iteration.iterators.map((iterator) => iterator.expression),
    ...includeWhen,
    ...expressionsOf(template),
  ];
  const uses = new Set<string>();
  for (const expression of expressions) {
    for (const reference of expression.cel.references) {
      const [root] = reference.path;
      if (root === undefined || !ids.has(root) || raw.forEach?.some((iterator) => Object.hasOwn(iterator, root)))
        continue;
      if (root === raw.id)
        report({
          severity: 'error',
          code: 'blueprint-cycle',
          message: `resource ${raw.id} refers to itself`,
          at: expression.place,
        });
      else uses.add(root);
    }
  }
  reportForeign(readyWhen, raw, ids, report);

  return {
    id: raw.id,
    place,
    target,
    iterators: iteration.iterators,
    includeWhen,
    readyWhen,
    template,
    uses,
    ...(region ? { region } : {}),
    ...(override ? { override: parameters ? { blueprint: override, parameters } : { blueprint: override } } : {}),
  };
}

function linkIterators(
  raw: RawResource,
  scope: ExpressionScope,
  { file, report }: Surroundings,
): { scope: ExpressionScope; iterators: Iterator[] } {
  const iterators: Iterator[] = [];
  let inner = scope;
  for (const source of raw.forEach ?? []) {
    const [name, text] = Object.entries(source)[0] ?? [];
    if (name === undefined || text === undefined) continue;
    const at = rangeOf(source, name) ?? startOf(file.path);
    const expression = inner.single({ text, file, at }, celList(celDyn), `${raw.id}: forEach ${name}`);
    const type = expression?.cel.type;
    const item = type?.kind === 'list' ? type.item : celDyn;
    if (expression) iterators.push({ name, expression, item });
    // A broken iterator still has a name, so that its uses are not reported as well.
    inner = inner.with({ [name]: item });
  }
  const constant = iterators.find((iterator) => iterator.expression.cel.references.length === 0);
  if (constant && iterators.length > 1) {
    const message = `${raw.id}: forEach ${constant.name} loops over a constant (${showType(celList(constant.item))})`;
    report({ severity: 'note', code: 'expression-type', message, at: constant.expression.place });
  }
  return { scope: inner, iterators };
}

function linkConditions(
  raw: RawResource,
  key: 'includeWhen' | 'readyWhen',
  scope: ExpressionScope,
  { file }: Surroundings,
): Expression[] {
  const conditions = raw[key] ?? [];
  return conditions.flatMap((text, index) => {
    const at = rangeOf(conditions, String(index)) ?? startOf(file.path);
    return scope.single({ text, file, at }, celBool, `${raw.id}: ${key}`) ?? [];
  });
}

function slotsOf(target: Target, { specs }: Surroundings): ReadonlyMap<string, Slot> {
  if (target.type === 'blueprint') {
    return new Map(
      [...(specs.get(target.name)?.fields ?? [])].map(([name, field]) => [
        name,
        { type: field.type, required: field.markers.required === true },
      ]),
    );
  }
  const { kind } = target;
  return fieldSlots(target.type === 'external' ? selectorFields(kind) : kind.fields, kind.name);
}

function selectorFields(kind: Kind): Kind['fields'] {
  const parents = kind.collection.map(
    (name) => [name, { type: 'string', description: `The ${name} it is in.`, required: true }] as const,
  );
  return { ...Object.fromEntries(parents), ...kind.external?.selector };
}

function checkSource(raw: RawResource, target: Target, place: SourceRange, report: Surroundings['report']): void {
  const wanted = target.type === 'external' ? 'externalRef' : 'template';
  const other = wanted === 'template' ? 'externalRef' : 'template';
  if (raw[wanted] === undefined) {
    const message = `resource ${raw.id}: a ${raw.kind} needs ${wanted === 'template' ? 'a template' : 'an externalRef'}`;
    const cause = wanted === 'externalRef' ? `${raw.kind} is only read, never written` : undefined;
    report({ severity: 'error', code: 'blueprint-invalid', message, ...(cause ? { cause } : {}), at: place });
  }
  if (raw[other] !== undefined) {
    report({
      severity: 'error',
      code: 'blueprint-invalid',
      message: `resource ${raw.id}: a ${raw.kind} has no ${other}`,
      at: rangeOf(raw, other) ?? place,
    });
  }
  if (target.type === 'external' && raw.forEach) {
    report({
      severity: 'error',
      code: 'blueprint-invalid',
      message: `resource ${raw.id}: an externalRef cannot be repeated with forEach`,
      at: rangeOf(raw, 'forEach') ?? place,
    });
  }
  if (raw.blueprint !== undefined && target.type !== 'blueprint') {
    report({
      severity: 'error',
      code: 'blueprint-invalid',
      message: `resource ${raw.id}: only a blueprint can be replaced by another`,
      at: rangeOf(raw, 'blueprint') ?? place,
    });
  }
}

/** readyWhen looks at its own resource only: what it waits for must be what it is about. */
function reportForeign(
  readyWhen: readonly Expression[],
  raw: RawResource,
  ids: ReadonlySet<string>,
  report: Surroundings['report'],
): void {
  for (const expression of readyWhen) {
    const foreign = expression.cel.references.find(
      ({ path: [root] }) => root !== undefined && ids.has(root) && root !== raw.id,
    );
    if (!foreign) continue;
    const message = `${raw.id}: readyWhen may only look at ${raw.id} itself, not at ${foreign.path[0]}`;
    report({ severity: 'error', code: 'expression-unknown-name', message, at: expression.place });
  }
}

/** Every expression in a template, in order. */
export function expressionsOf(members: readonly Member[]): Expression[] {
  return members.flatMap((member) => fromTemplate(member.value));
}

function fromTemplate(template: Member['value']): Expression[] {
  switch (template.form) {
    case 'literal':
      return [];
    case 'expression':
      return [template.expression];
    case 'text':
      return template.parts.filter((part) => typeof part !== 'string');
    case 'object':
      return expressionsOf(template.members);
    case 'list':
      return template.items.flatMap(fromTemplate);
  }
}
