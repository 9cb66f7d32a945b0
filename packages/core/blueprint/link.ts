import { type CelType, celDyn, celStruct, type StructType } from '../cel/type.ts';
import { isReservedName } from '../cel/vocabulary.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { sortTopologically } from '../graph/topological.ts';
import type { KindRegistry } from '../kind/kind.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Blueprint, Resource, Target } from './blueprint.ts';
import { ExpressionScope } from './expression.ts';
import { reservedNames } from './iteration.ts';
import type { RawBlueprint, RawResource } from './raw.ts';
import { type BlueprintSource, readBlueprints } from './read.ts';
import { namedTypes } from './registry.ts';
import { linkResource } from './resource.ts';
import type { SpecStruct } from './spec.ts';
import { specSchema } from './spec-schema.ts';
import { linkStatus } from './status.ts';
import type { Surroundings } from './surroundings.ts';
import { resolveTarget, resourceType } from './target.ts';

export interface LinkedBlueprints {
  readonly blueprints: ReadonlyMap<string, Blueprint>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads, resolves and type-checks blueprint files, without evaluating expressions and without asking Konnect. A blueprint
 * among `own` replaces the one of its name among `builtin`. A blueprint that cannot be linked is reported and left out.
 */
export function linkBlueprints(
  files: { readonly builtin: readonly SourceFile[]; readonly own: readonly SourceFile[] },
  kinds: KindRegistry,
): LinkedBlueprints {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const sources = readBlueprints(files, report);
  const known = namedTypes(kinds);
  const specs = new Map<string, SpecStruct>();
  for (const [name, { raw, file }] of sources) specs.set(name, specSchema(raw, file, known, report));

  const blueprints = new Map<string, Blueprint>();
  for (const name of orderOf(sources, kinds, report)) {
    const source = sources.get(name);
    const spec = specs.get(name);
    if (!source || !spec) continue;
    blueprints.set(name, linkBlueprint(source.raw, spec, { file: source.file, kinds, blueprints, specs, report }));
  }
  return { blueprints, diagnostics };
}

/** The names of blueprints, each after those it uses. */
function orderOf(
  sources: ReadonlyMap<string, BlueprintSource>,
  kinds: KindRegistry,
  report: (diagnostic: Diagnostic) => void,
): readonly string[] {
  const order = sortTopologically([...sources.keys()], (name) => {
    const used = sources.get(name)?.raw.resources.map((resource) => resource.kind) ?? [];
    return used.filter((kind) => sources.has(kind) && !kinds.has(kind));
  });
  for (const circle of order.cycles) {
    const [first = ''] = circle;
    const source = sources.get(first);
    const message = `Blueprints use each other in a circle: ${[...circle, first].join(' -> ')}`;
    const at = rangeOf(source?.raw.metadata, 'name') ?? startOf(source?.file.path ?? '');
    report(finding('blueprint-cycle', message, at, { fix: 'Break the circle: it would never end.' }));
  }
  return order.sorted;
}

interface Named {
  readonly raw: RawResource;
  readonly target: Target;
}

function linkBlueprint(raw: RawBlueprint, spec: SpecStruct, surroundings: Surroundings): Blueprint {
  const { file, report } = surroundings;
  const { name } = raw.metadata;
  const schemaType: StructType = {
    name: `${name}.schema`,
    fields: new Map([['spec', { type: celStruct(spec), always: true }]]),
  };
  const variables: Record<string, CelType> = { schema: celStruct(schemaType) };
  const ids = new Set(raw.resources.map((resource) => resource.id));
  const named: Named[] = [];
  for (const resource of distinct(raw.resources, file, report)) {
    const target = resolveTarget(resource, surroundings);
    // A resource with an unknown kind keeps its id, as `dyn`, so that expressions which name it are not reported as well.
    if (!isReservedName(resource.id) && !Object.hasOwn(variables, resource.id))
      variables[resource.id] = target ? resourceType(resource, target, surroundings) : celDyn;
    if (target) named.push({ raw: resource, target });
  }
  const scope = new ExpressionScope(variables, report);
  const resources = named.map((each) => linkResource(each.raw, each.target, ids, scope, surroundings));
  const { status, statusType } = linkStatus(raw, ids, scope, surroundings);
  const instanceType: StructType = {
    name,
    fields: new Map([['status', { type: celStruct(statusType), always: true }]]),
  };
  const place = rangeOf(raw.metadata, 'name') ?? startOf(file.path);
  const order = inOrder(resources, report);
  return { name, place, spec, schemaType, status, statusType, instanceType, resources, order };
}

/** The resources with an id of their own. Of two with one id the first counts. */
function distinct(
  resources: readonly RawResource[],
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): readonly RawResource[] {
  const byId = new Map<string, RawResource>();
  for (const resource of resources) {
    const { id } = resource;
    const at = rangeOf(resource, 'id') ?? startOf(file.path);
    const first = byId.get(id);
    if (first) {
      const details = { fix: 'Choose another id.', related: [{ message: 'The other one', at: rangeOf(first, 'id') }] };
      report(finding('blueprint-duplicate', `Two resources have the id \`${id}\``, at, details));
      continue;
    }
    byId.set(id, resource);
    if (!reservedNames.has(id) && !isReservedName(id)) continue;
    const message = `\`${id}\` is reserved and cannot be the id of a resource`;
    report(finding('blueprint-invalid', message, at, { fix: 'Choose another id.' }));
  }
  return [...byId.values()];
}

/** Resources after those they use. */
function inOrder(resources: readonly Resource[], report: (diagnostic: Diagnostic) => void): readonly Resource[] {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const { sorted, cycles } = sortTopologically(resources, (resource) =>
    [...resource.uses].flatMap((id) => byId.get(id) ?? []),
  );
  for (const circle of cycles) {
    const [first] = circle;
    const ids = [...circle, first].map((resource) => resource?.id);
    const message = `Resources depend on each other in a circle: ${ids.join(' -> ')}`;
    report(
      finding('blueprint-cycle', message, first?.place, {
        fix: 'Break the circle: one of them must not need the other.',
      }),
    );
  }
  return sorted;
}
