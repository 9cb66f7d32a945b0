import { type CelType, celStruct, type StructType } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { sortTopologically } from '../graph/topological.ts';
import type { KindRegistry } from '../kind/kind.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Blueprint, Member, Resource, SpecSchema, Target } from './blueprint.ts';
import { ExpressionScope } from './expression.ts';
import type { RawBlueprint, RawResource } from './raw.ts';
import { readBlueprints } from './read.ts';
import { namedTypes } from './registry.ts';
import { linkResource, resolveTarget, resourceType, type Surroundings } from './resource.ts';
import { specSchema } from './spec-schema.ts';

export interface LinkedBlueprints {
  readonly blueprints: ReadonlyMap<string, Blueprint>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads, resolves and type-checks blueprint files: nothing is evaluated and nothing outside is asked. A blueprint among
 * `own` replaces the one of its name among `builtin`. What cannot be linked is left out and reported.
 */
export function linkBlueprints(
  files: { readonly builtin: readonly SourceFile[]; readonly own: readonly SourceFile[] },
  kinds: KindRegistry,
): LinkedBlueprints {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const sources = readBlueprints(files, report);
  const known = namedTypes(kinds);
  const specs = new Map<string, SpecSchema>();
  for (const [name, { raw, file }] of sources) specs.set(name, specSchema(raw, file.path, known, report));

  const blueprints = new Map<string, Blueprint>();
  const order = sortTopologically([...sources.keys()], (name) => {
    const used = sources.get(name)?.raw.resources.map((resource) => resource.kind) ?? [];
    return used.filter((kind) => sources.has(kind) && !kinds.has(kind));
  });
  for (const cycle of order.cycles) {
    const [first = ''] = cycle;
    const file = sources.get(first)?.file.path ?? '';
    report({
      severity: 'error',
      code: 'blueprint-cycle',
      message: `blueprints use each other in a circle: ${[...cycle, first].join(' -> ')}`,
      at: rangeOf(sources.get(first)?.raw.metadata, 'name') ?? startOf(file),
    });
  }
  for (const name of order.sorted) {
    const source = sources.get(name);
    const spec = specs.get(name);
    if (!source || !spec) continue;
    blueprints.set(name, linkBlueprint(source.raw, spec, { file: source.file, kinds, blueprints, specs, report }));
  }
  return { blueprints, diagnostics };
}

function linkBlueprint(raw: RawBlueprint, spec: SpecSchema, surroundings: Surroundings): Blueprint {
  const { file, report } = surroundings;
  const name = raw.metadata.name;
  const targets = new Map<string, { readonly raw: RawResource; readonly target: Target }>();
  const ids = new Set(raw.resources.map((resource) => resource.id));
  const schemaType: StructType = {
    name: `${name}.schema`,
    fields: new Map([['spec', { type: celStruct(spec.type), always: true }]]),
  };
  const variables: Record<string, CelType> = { schema: celStruct(schemaType) };
  for (const resource of raw.resources) {
    const place = rangeOf(resource, 'id') ?? startOf(file.path);
    const first = targets.get(resource.id);
    if (first) {
      const at = rangeOf(first.raw, 'id');
      const related = at ? { related: [{ message: 'first defined here', at }] } : {};
      report({
        severity: 'error',
        code: 'blueprint-duplicate',
        message: `two resources have the id ${resource.id}`,
        at: place,
        ...related,
      });
      continue;
    }
    if (reservedIds.has(resource.id)) {
      report({
        severity: 'error',
        code: 'blueprint-invalid',
        message: `${resource.id} is reserved and cannot be a resource's id`,
        fix: 'choose another id',
        at: place,
      });
    }
    const target = resolveTarget(resource, surroundings);
    if (!target) continue;
    targets.set(resource.id, { raw: resource, target });
    variables[resource.id] = resourceType(resource, target, surroundings);
  }

  const scope = new ExpressionScope(variables, report);
  const resources = [...targets.values()].map((each) => linkResource(each.raw, each.target, ids, scope, surroundings));
  reportCycles(resources, report);
  const status = linkStatus(raw, scope, file, report);
  const statusType: StructType = {
    name: `${name}.status`,
    fields: new Map(status.map((member) => [member.name, { type: typeOf(member), always: false }])),
  };
  const instanceType: StructType = {
    name,
    fields: new Map([['status', { type: celStruct(statusType), always: true }]]),
  };
  return {
    name,
    place: rangeOf(raw.metadata, 'name') ?? startOf(file.path),
    spec,
    schemaType,
    status,
    statusType,
    instanceType,
    resources,
  };
}

/** Names an id may not have: they mean something else in an expression, or may come to. */
const reservedIds: ReadonlySet<string> = new Set([
  'schema',
  'spec',
  'status',
  'self',
  'each',
  'item',
  'runtime',
  'this',
  'in',
  'for',
  'instance',
  'metadata',
]);

function linkStatus(
  raw: RawBlueprint,
  scope: ExpressionScope,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): Member[] {
  const status = raw.schema?.status ?? {};
  return Object.entries(status).flatMap(([name, text]) => {
    const at = rangeOf(status, name) ?? startOf(file.path);
    if (typeof text !== 'string') {
      report({ severity: 'error', code: 'schema-invalid', message: `status.${name} must be an expression`, at });
      return [];
    }
    const expression = scope.single({ text, file, at }, { kind: 'dyn' }, `status.${name}`);
    return expression ? [{ name, place: at, value: { form: 'expression', expression, place: at } as const }] : [];
  });
}

function typeOf(member: Member): CelType {
  return member.value.form === 'expression' ? member.value.expression.cel.type : { kind: 'dyn' };
}

function reportCycles(resources: readonly Resource[], report: (diagnostic: Diagnostic) => void): void {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const order = sortTopologically([...byId.keys()], (id) =>
    [...(byId.get(id)?.uses ?? [])].filter((used) => byId.has(used)),
  );
  for (const cycle of order.cycles) {
    const [first = ''] = cycle;
    const place = byId.get(first)?.place;
    report({
      severity: 'error',
      code: 'blueprint-cycle',
      message: `resources depend on each other in a circle: ${[...cycle, first].join(' -> ')}`,
      fix: 'break the circle: one of them must not need the other',
      ...(place ? { at: place } : {}),
    });
  }
}
