import { ExpressionError } from '../cel/expression-error.ts';
import { type CelType, celDyn } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { lazyStruct, OMITTED, toCel } from '../cel/value.ts';
import type { Viewpoint } from '../graph/viewpoint.ts';
import type { SourceRange } from '../source/range.ts';
import type { Blueprint, Member } from './blueprint.ts';
import { type Context, evaluateLive, isNothing, mayBeOmitted } from './evaluate.ts';
import { withDefaults } from './spec.ts';

/** The facts that an `InstanceScope` is made from. */
interface Instance {
  readonly blueprint: Blueprint;
  readonly parts: readonly string[];
  readonly region: string | undefined;
  readonly environment: string | undefined;
  readonly isProtected: boolean;
  readonly place: SourceRange | undefined;
  readonly spec: () => object;
  readonly view: Viewpoint;
  /** The names of the blueprints it stands in, from the outermost. */
  readonly within: readonly string[];
}

/** One instance of a blueprint: its spec, its place in the platform, and the value of each resource's id. */
export class InstanceScope {
  readonly blueprint: Blueprint;
  readonly parts: readonly string[];
  readonly region: string | undefined;
  readonly environment: string | undefined;
  /** Whether the manifest protects from deletion the organization, environment, team or service it is made for. */
  readonly isProtected: boolean;
  readonly place: SourceRange | undefined;
  readonly view: Viewpoint;
  /** The names of the blueprints it stands in, itself last. */
  readonly within: readonly string[];
  /** The names the instance's expressions see; each is worked out when it is first read. */
  readonly context: Context;
  readonly #meanings = new Map<string, () => unknown>();
  readonly #excluded = new Set<string>();

  constructor(instance: Instance) {
    this.blueprint = instance.blueprint;
    this.parts = instance.parts;
    this.region = instance.region;
    this.environment = instance.environment;
    this.isProtected = instance.isProtected;
    this.place = instance.place;
    this.view = instance.view;
    this.within = [...instance.within, instance.blueprint.name];
    this.context = this.#makeContext(instance.spec);
  }

  /** Gives the id of a resource its value. `meaning` runs when an expression first reads the id. */
  define(id: string, meaning: () => unknown): void {
    this.#meanings.set(id, this.view.memoize(meaning));
  }

  /** Leaves a resource out of the graph. */
  exclude(id: string): void {
    this.#excluded.add(id);
  }

  isExcluded(id: string): boolean {
    return this.#excluded.has(id);
  }

  /** The same with some names on top, such as iterators. */
  contextWith(names: Context): Context {
    const properties = Object.entries(names).map(([name, value]) => [name, { value, enumerable: true }] as const);
    return properties.length === 0 ? this.context : Object.create(this.context, Object.fromEntries(properties));
  }

  #makeContext(spec: () => object): Context {
    const { schemaType, resources } = this.blueprint;
    const context = {};
    const schema = lazyStruct(schemaType, { spec: this.view.memoize(spec) });
    Object.defineProperty(context, 'schema', { value: schema, enumerable: true });
    // Every id has its getter from the start: while a graph is being expanded, ids get their meaning one by one.
    for (const { id } of resources) {
      Object.defineProperty(context, id, { enumerable: true, get: () => this.#meanings.get(id)?.() });
    }
    return context;
  }
}

/**
 * The scope in which template members are evaluated: the instance that wrote them, with the iterators of their item.
 */
export interface Site {
  readonly view: Viewpoint;
  readonly context: Context;
}

/** A getter for each member, evaluated at the site when it is read. Members that turn out to be omitted have none. */
export function memberGetters(
  members: readonly Member[],
  typeOf: (name: string) => CelType,
  { view, context }: Site,
): Record<string, () => unknown> {
  const getters: Record<string, () => unknown> = {};
  for (const { name, value } of members) {
    if (isNothing(value)) continue;
    const get = view.memoize(() => evaluateLive(value, context, typeOf(name)));
    if (!mayBeOmitted(value)) getters[name] = get;
    else if (isThere(get)) getters[name] = () => refuseOmitted(name, get());
  }
  return getters;
}

/**
 * Whether an optional member has a value. One that is `Unknown` counts as having one, so that reading it throws
 * `Unknown`.
 */
function isThere(get: () => unknown): boolean {
  try {
    return get() !== OMITTED;
  } catch (error) {
    if (error instanceof Unknown) return true;
    throw error;
  }
}

/** Throws `no_such_key` for a member that was `Unknown` when its struct was made and has turned out to be omitted. */
function refuseOmitted(name: string, value: unknown): unknown {
  if (value !== OMITTED) return value;
  throw new ExpressionError(`No such key: ${name}`, { code: 'no_such_key', source: name, start: 0, end: name.length });
}

/** The spec of an instance: the values of the template that uses its blueprint, parameters, and defaults for the rest. */
export function specFromTemplate(
  blueprint: Blueprint,
  members: readonly Member[],
  parameters: Context,
  site: Site,
): () => object {
  const { spec } = blueprint;
  const typeOf = (name: string): CelType => spec.members.get(name)?.type ?? celDyn;
  const given: Record<string, () => unknown> = {};
  for (const { name, type, fallback } of spec.members.values()) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const plain = parameter ?? fallback;
    if (plain !== undefined) given[name] = site.view.memoize(() => toCel(withDefaults(plain, type), type));
  }
  const known = members.filter((member) => spec.members.has(member.name));
  return () => lazyStruct(spec, { ...given, ...memberGetters(known, typeOf, site) });
}
