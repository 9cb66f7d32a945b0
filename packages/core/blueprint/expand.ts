import { ExpressionError } from '../cel/expression-error.ts';
import { celString } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { fromCel, lazyStruct, OMITTED, toCel } from '../cel/value.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { showAddress } from '../graph/address.ts';
import { type Documents, resolveDocument } from '../graph/documents.ts';
import { sortTopologically } from '../graph/topological.ts';
import { World } from '../graph/world.ts';
import type { Kind } from '../kind/kind.ts';
import { originOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { Blueprint, Expression, Resource } from './blueprint.ts';
import { type Context, evaluateLive, failure } from './evaluate.ts';
import { BlueprintNode } from './node.ts';
import { InstanceScope, specFromTemplate } from './scope.ts';
import { specProblems } from './spec-value.ts';

/** More items than this from one forEach are a mistake in an expression rather than a platform. */
export const maxItems = 10_000;

/** The instance a graph starts from. */
export interface RootInstance {
  readonly blueprint: string;
  readonly organization: string;
  /** The spec as plain data with origins. */
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Expansion {
  readonly nodes: readonly BlueprintNode[];
  readonly diagnostics: readonly Diagnostic[];
  /** What the manifest alone says: nothing of Konnect is known in it. */
  readonly blank: World;
}

/**
 * Instantiates a blueprint and everything it uses: a node for each resource, in the author's order. Conditions and
 * loops must be decidable from the manifest; one that needs what only Konnect knows is reported.
 */
export function expand(
  root: RootInstance,
  blueprints: ReadonlyMap<string, Blueprint>,
  documents: Documents,
): Expansion {
  const expander = new Expander(blueprints, documents);
  expander.root(root);
  return { nodes: expander.nodes, diagnostics: expander.diagnostics, blank: expander.blank };
}

/** One combination of a resource's iterators. */
interface Item {
  readonly iterators: Context;
  readonly keys: readonly string[];
  readonly place: SourceRange | undefined;
}

class Expander {
  readonly nodes: BlueprintNode[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly blank = new World();
  readonly #blueprints: ReadonlyMap<string, Blueprint>;
  readonly #documents: Documents;

  constructor(blueprints: ReadonlyMap<string, Blueprint>, documents: Documents) {
    this.#blueprints = blueprints;
    this.#documents = documents;
  }

  root({ blueprint: name, organization, spec }: RootInstance): void {
    const blueprint = this.#blueprints.get(name);
    if (!blueprint) return;
    const live = toCel(spec, { kind: 'struct', struct: blueprint.spec.type }) as object;
    const place = originOf(spec.organization)?.self;
    this.#instance(
      new InstanceScope({
        blueprint,
        parts: [organization],
        region: undefined,
        environment: undefined,
        place,
        spec: () => live,
      }),
    );
  }

  #instance(scope: InstanceScope): void {
    const { resources } = scope.blueprint;
    const byId = new Map(resources.map((resource) => [resource.id, resource]));
    const order = sortTopologically([...byId.keys()], (id) =>
      [...(byId.get(id)?.uses ?? [])].filter((used) => byId.has(used)),
    );
    const excluded = new Set<string>();
    for (const id of order.sorted) {
      const resource = byId.get(id);
      if (!resource) continue;
      // What depends on something that is left out is left out too.
      const items = [...resource.uses].some((used) => excluded.has(used)) ? [] : this.#items(resource, scope);
      if (items.length === 0 && resource.iterators.length === 0) excluded.add(id);
      else this.#resource(resource, items, scope);
    }
  }

  #resource(resource: Resource, items: readonly Item[], scope: InstanceScope): void {
    const { target, id } = resource;
    const many = resource.iterators.length > 0;
    if (target.type === 'blueprint') {
      const instances = items.flatMap((item) => this.#child(resource, target.name, item, scope) ?? []);
      const values = (world: World): object[] => instances.map((instance) => statusValue(instance, world));
      scope.define(id, many ? values : (world) => values(world)[0]);
      return;
    }
    const nodes = items.map((item) => this.#node(resource, target.kind, item, scope));
    const [only] = nodes;
    if (only && target.kind.external?.yields === 'list') scope.define(id, (world) => only.list(world));
    else
      scope.define(
        id,
        many
          ? (world) => nodes.map((node) => world.remember(node, 'value', () => node.value(world)))
          : (world) => only?.value(world),
      );
    this.nodes.push(...nodes);
    for (const node of nodes)
      if (node.kind.external?.source === 'documents') resolveDocument(node, this.blank, this.#documents);
  }

  #node(resource: Resource, kind: Kind, item: Item, scope: InstanceScope): BlueprintNode {
    const parts = [...scope.parts, ...item.keys, resource.id];
    const node = new BlueprintNode(resource, kind, { scope, iterators: item.iterators }, parts, item.place, this.blank);
    if (node.region === '') {
      this.diagnostics.push({
        severity: 'error',
        code: 'blueprint-invalid',
        message: `${node.address}: a ${kind.name} belongs to a region, and nothing here says which`,
        fix: 'give the blueprint that uses this one a `region:`',
        at: resource.place,
      });
    }
    return node;
  }

  #child(resource: Resource, name: string, item: Item, scope: InstanceScope): InstanceScope | undefined {
    const context = scope.contextWith(this.blank, item.iterators);
    const chosen = this.#decide(resource.override?.blueprint, context);
    const blueprint = this.#blueprints.get(chosen ?? name);
    if (!blueprint) {
      if (chosen === undefined) return undefined;
      this.diagnostics.push({
        severity: 'error',
        code: 'blueprint-unknown',
        message: `there is no blueprint ${JSON.stringify(chosen)}`,
        fix: `use one of ${[...this.#blueprints.keys()].join(', ')}, or add a file for it to blueprints/`,
        at: item.place ?? resource.place,
      });
      return undefined;
    }
    const parameters = this.#parameters(resource, context);
    const region = this.#decide(resource.region, context) ?? scope.region;
    const parts = [...scope.parts, ...item.keys, ...(resource.iterators.length > 0 ? [] : [resource.id])];
    const environment = name === 'environment' ? item.keys.at(-1) : scope.environment;
    const site = { scope, iterators: item.iterators };
    const spec = specFromTemplate(blueprint, resource.template, parameters, site);
    const child = new InstanceScope({ blueprint, parts, region, environment, place: item.place, spec });
    this.diagnostics.push(
      ...specProblems(
        blueprint,
        resource.template,
        parameters,
        child.context(this.blank),
        item.place ?? resource.place,
      ),
    );
    this.#instance(child);
    return child;
  }

  /** A text that must be known from the manifest alone; undefined when it is omitted or empty. */
  #decide(template: NonNullable<Resource['region']> | undefined, context: Context): string | undefined {
    if (!template) return undefined;
    const value = this.#known(template.form === 'expression' ? template.expression : undefined, () =>
      evaluateLive(template, context, celString),
    );
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  #parameters(resource: Resource, context: Context): Context {
    const template = resource.override?.parameters;
    if (!template) return {};
    const value = this.#known(template.form === 'expression' ? template.expression : undefined, () =>
      fromCel(evaluateLive(template, context, { kind: 'dyn' })),
    );
    return typeof value === 'object' && value !== null ? (value as Context) : {};
  }

  #items(resource: Resource, scope: InstanceScope): Item[] {
    const single: Item = { iterators: {}, keys: [], place: scope.place };
    let items = [single];
    for (const iterator of resource.iterators) {
      const next: Item[] = [];
      for (const item of items) {
        const context = scope.contextWith(this.blank, item.iterators);
        const list = this.#known(iterator.expression, () => iterator.expression.cel.evaluate(context));
        for (const [index, value] of (Array.isArray(list) ? list : []).entries()) {
          const place = originOf(value)?.self ?? originOf(list)?.members.get(String(index))?.value ?? item.place;
          next.push({
            iterators: { ...item.iterators, [iterator.name]: value },
            keys: [...item.keys, keyOf(value, index)],
            place,
          });
        }
      }
      items = next;
      if (items.length > maxItems) {
        const message = `${showAddress([...scope.parts, resource.id])}: forEach yields ${items.length} items, more than the ${maxItems} allowed`;
        this.diagnostics.push({
          severity: 'error',
          code: 'collection-too-large',
          message,
          at: iterator.expression.place,
        });
        return [];
      }
    }
    return items.filter((item) => this.#included(resource, scope.contextWith(this.blank, item.iterators)));
  }

  #included(resource: Resource, context: Context): boolean {
    return resource.includeWhen.every(
      (condition) => this.#known(condition, () => condition.cel.evaluate(context)) === true,
    );
  }

  /** Evaluates what must be decidable now; otherwise reports why it is not. */
  #known(expression: Expression | undefined, evaluate: () => unknown): unknown {
    try {
      const value = evaluate();
      return value === OMITTED ? undefined : value;
    } catch (error) {
      if (error instanceof ExpressionError && expression) {
        this.diagnostics.push(failure(expression, error));
        return undefined;
      }
      if (!(error instanceof Unknown)) throw error;
      this.diagnostics.push({
        severity: 'error',
        code: 'identity-unknown',
        message: `${expression ? `\`${expression.cel.source.trim()}\`` : 'this'} depends on ${error.path}, which is known only after it exists`,
        fix: 'decide from what the manifest says: the resources of a graph must be known before anything is created',
        ...(expression ? { at: expression.place } : {}),
      });
      return undefined;
    }
  }
}

/** What names an item among its siblings: its key, or the text itself. */
function keyOf(value: unknown, index: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'object' && value !== null) {
    const key =
      value instanceof Map
        ? (value.get('key') ?? value.get('name'))
        : (memberOf(value, 'key') ?? memberOf(value, 'name'));
    if (typeof key === 'string') return key;
  }
  return String(index);
}

function memberOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function statusValue(scope: InstanceScope, world: World): object {
  const { instanceType, statusType, status } = scope.blueprint;
  const getters = Object.fromEntries(
    status.map((member) => [
      member.name,
      () =>
        world.remember(scope, `status ${member.name}`, () =>
          evaluateLive(member.value, scope.context(world), { kind: 'dyn' }),
        ),
    ]),
  );
  return lazyStruct(instanceType, { status: () => lazyStruct(statusType, getters) });
}
