import { suggestName } from '../cel/suggestion.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { type Documents, resolveDocument } from '../graph/documents.ts';
import { Viewpoint } from '../graph/viewpoint.ts';
import { World } from '../graph/world.ts';
import { originOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { regions } from '../value/region.ts';
import type { Blueprint, Resource, Target } from './blueprint.ts';
import { environmentIn } from './environment.ts';
import { InheritedParameters } from './inherited.ts';
import { instanceProblems, standInProblems } from './instance-problem.ts';
import { type Item, itemsOf } from './item.ts';
import { BlueprintNode } from './node.ts';
import { isProtectedIn } from './protection.ts';
import { InstanceScope, specFromTemplate } from './scope.ts';
import { StaticEvaluation } from './static-evaluation.ts';
import { instanceValue } from './status.ts';

/** More resources than this in one organization are a mistake in loops, or an attempt to exhaust us. */
export const maxResources = 100_000;

/** The instance a graph starts from. */
export interface RootInstance {
  readonly blueprint: string;
  readonly organization: string;
  /** The spec as plain data with origins. */
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Expansion {
  /** In the order their instances are made in, within one instance after what they use. */
  readonly nodes: readonly BlueprintNode[];
  readonly diagnostics: readonly Diagnostic[];
  /** The world in which every value of Konnect is unknown. */
  readonly blank: World;
}

/**
 * Instantiates a blueprint and everything it uses: a node for each resource. Conditions and loops must be decidable from
 * the manifest; one that needs a value of Konnect is reported.
 */
export function expand(
  root: RootInstance,
  blueprints: ReadonlyMap<string, Blueprint>,
  documents: Documents,
): Expansion {
  const expander = new Expander(blueprints, documents);
  expander.root(root);
  // Instances that share a finding have the same object in the list.
  return {
    nodes: expander.nodes,
    diagnostics: [...new Set([...expander.diagnostics, ...expander.unused()])],
    blank: expander.blank,
  };
}

class Expander {
  readonly nodes: BlueprintNode[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly blank = new World();
  readonly #view = new Viewpoint(this.blank);
  readonly #report = (diagnostic: Diagnostic): void => void this.diagnostics.push(diagnostic);
  readonly #evaluation = new StaticEvaluation(this.#report);
  readonly #blueprints: ReadonlyMap<string, Blueprint>;
  readonly #documents: Documents;
  readonly #inherited = new InheritedParameters();
  #full = false;

  constructor(blueprints: ReadonlyMap<string, Blueprint>, documents: Documents) {
    this.#blueprints = blueprints;
    this.#documents = documents;
  }

  /** Expands the root instance. A blueprint that could not be linked has been reported, and makes no nodes. */
  root({ blueprint: name, organization, spec }: RootInstance): void {
    const blueprint = this.#blueprints.get(name);
    if (!blueprint) return;
    // A root blueprint may declare fewer fields than the root spec has.
    const wanted = Object.fromEntries(Object.entries(spec).filter(([key]) => blueprint.spec.members.has(key)));
    const given = this.#view.memoize(specFromTemplate(blueprint, [], wanted, { view: this.#view, context: {} }));
    const scope = new InstanceScope({
      blueprint,
      parts: [organization],
      region: undefined,
      environment: undefined,
      isProtected: isProtectedIn(blueprint, given),
      place: originOf(spec.organization)?.self,
      spec: given,
      view: this.#view,
      within: [],
    });
    const at = scope.place ?? blueprint.place;
    this.diagnostics.push(
      ...instanceProblems(blueprint, { template: [], parameters: wanted, context: scope.context, at }),
    );
    this.#instance(scope);
  }

  /** Findings about parameters that no blueprint takes. */
  unused(): Diagnostic[] {
    return this.#inherited.unused();
  }

  #instance(scope: InstanceScope): void {
    for (const resource of this.#full ? [] : scope.blueprint.order) {
      // A resource is left out together with any resource that it uses.
      const isIncluded =
        ![...resource.uses].some((id) => scope.isExcluded(id)) &&
        this.#evaluation.every(resource.includeWhen, scope.context, scope);
      const items = isIncluded ? itemsOf(resource, scope, this.#evaluation, this.#report) : [];
      if (!isIncluded || (items.length === 0 && resource.iterators.length === 0)) scope.exclude(resource.id);
      else this.#resource(resource, items, scope);
    }
  }

  #resource(resource: Resource, items: readonly Item[], scope: InstanceScope): void {
    const { target, id } = resource;
    const values =
      target.type === 'blueprint'
        ? this.#instances(resource, target.name, items, scope)
        : items.flatMap((item) => this.#node(resource, target, item, scope)?.value ?? []);
    const [only] = values;
    scope.define(id, resource.iterators.length > 0 ? () => values.map((value) => value()) : () => only?.());
  }

  #node(
    resource: Resource,
    target: Exclude<Target, { type: 'blueprint' }>,
    item: Item,
    scope: InstanceScope,
  ): BlueprintNode | undefined {
    if (this.#isFull(resource)) return undefined;
    const node = new BlueprintNode({
      resource,
      target,
      scope,
      iterators: item.iterators,
      parts: [...scope.parts, ...item.keys, resource.id],
      region: this.#regionOf(resource, target, item, scope),
      environment: item.environment,
      isProtected: item.isProtected,
      manages: this.#managed(resource, item, scope),
      place: item.place ?? resource.place,
      blank: this.blank,
    });
    this.nodes.push(node);
    if (node.external?.source === 'documents') {
      const problem = resolveDocument(node, this.blank, this.#documents);
      if (problem) this.#report(problem);
    }
    return node;
  }

  /** The kinds of links in `manages` whose condition is true for an item. */
  #managed({ manages }: Resource, item: Item, scope: InstanceScope): ReadonlySet<string> {
    const conditions = this.#evaluation.object(manages, scope.contextWith(item.iterators), scope);
    return new Set(Object.keys(conditions).filter((kind) => conditions[kind] === true));
  }

  /** Whether there are `maxResources` nodes already. Reports that once; no more nodes are made then. */
  #isFull({ place }: Resource): boolean {
    if (this.nodes.length < maxResources) return false;
    if (!this.#full) {
      const message = `There are more than ${maxResources} resources`;
      this.#report(finding('collection-too-large', message, place, { fix: 'Loop over fewer.' }));
    }
    this.#full = true;
    return true;
  }

  #regionOf(
    { id, region, place }: Resource,
    { kind }: Exclude<Target, { type: 'blueprint' }>,
    item: Item,
    scope: InstanceScope,
  ): string {
    if (kind.scope === 'global') return 'global';
    const before = this.diagnostics.length;
    const found = this.#evaluation.text(region, scope.contextWith(item.iterators), scope) ?? scope.region;
    if (found !== undefined) return this.#knownRegion(found, id, place);
    if (this.diagnostics.length > before) return '';
    const message = `\`${id}\` has no region: a ${kind.name} belongs to one`;
    const fix = 'Give it a `region`, or the blueprint that is used here one in the blueprint that uses it.';
    this.#report(finding('blueprint-invalid', message, place, { fix }));
    return '';
  }

  /** The region if Konnect has it. An unknown one is refused: it is part of the host name that the token is sent to. */
  #knownRegion(region: string, id: string, place: SourceRange): string {
    if (regions.some((known) => known === region)) return region;
    const message = `\`${id}\` has the region ${JSON.stringify(region)}, which Konnect does not have`;
    this.#report(finding('region-unknown', message, place, { fix: `Use one of ${regions.join(', ')}.` }));
    return '';
  }

  /** The values of the instances of another blueprint, for expressions that name the resource. */
  #instances(resource: Resource, name: string, items: readonly Item[], scope: InstanceScope): (() => object)[] {
    const expected = this.#blueprints.get(name);
    return items.flatMap((item) => {
      const child = expected && this.#child(resource, expected, item, scope);
      return child ? [() => instanceValue(child, expected)] : [];
    });
  }

  #child(resource: Resource, expected: Blueprint, item: Item, scope: InstanceScope): InstanceScope | undefined {
    const { template, override } = resource;
    const at = item.place ?? resource.place;
    const before = this.diagnostics.length;
    const context = scope.contextWith(item.iterators);
    const name = this.#evaluation.text(override?.blueprint, context, scope);
    const parameters = this.#evaluation.object(override?.parameters, context, scope);
    const region = this.#evaluation.text(resource.region, context, scope) ?? scope.region;
    const blueprint = this.diagnostics.length > before ? undefined : this.#chosen(name, expected, at, scope);
    if (!blueprint) return undefined;
    const spec = this.#view.memoize(specFromTemplate(blueprint, template, parameters, { view: this.#view, context }));
    this.#inherited.declare(blueprint, template);
    const child = new InstanceScope({
      blueprint,
      parts: [...scope.parts, ...item.keys, ...(resource.iterators.length > 0 ? [] : [resource.id])],
      region,
      environment: environmentIn(blueprint, spec) ?? item.environment,
      isProtected: item.isProtected || isProtectedIn(blueprint, spec),
      place: item.place,
      spec,
      view: this.#view,
      within: scope.within,
    });
    this.diagnostics.push(
      ...standInProblems(blueprint, expected, template, at),
      ...instanceProblems(blueprint, {
        template,
        parameters,
        context: child.context,
        at,
        inherits: this.#inherited.note,
      }),
    );
    // An instance with wrong parameters is not expanded: its resources would repeat the same mistake as other findings.
    if (this.diagnostics.length > before) return undefined;
    this.#instance(child);
    return child;
  }

  /**
   * The blueprint an override names, or the expected one. Reports a circle that an override closes; linking found the
   * others.
   */
  #chosen(
    name: string | undefined,
    expected: Blueprint,
    at: SourceRange,
    { within }: InstanceScope,
  ): Blueprint | undefined {
    const blueprint = name === undefined ? expected : this.#blueprints.get(name);
    if (!blueprint) {
      const fix = suggestName(name ?? '', [...this.#blueprints.keys()]);
      this.#report(finding('blueprint-unknown', `There is no blueprint ${JSON.stringify(name)}`, at, { fix }));
    } else if (within.includes(blueprint.name)) {
      const circle = [...within.slice(within.indexOf(blueprint.name)), blueprint.name].join(' -> ');
      const message = `Blueprints use each other in a circle: ${circle}`;
      this.#report(finding('blueprint-cycle', message, at, { fix: 'Name another blueprint.' }));
      return undefined;
    }
    return blueprint;
  }
}
