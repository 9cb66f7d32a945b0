import { type CelType, celDyn } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { lazyStruct, OMITTED, toCel } from '../cel/value.ts';
import type { World } from '../graph/world.ts';
import type { SourceRange } from '../source/range.ts';
import type { Blueprint, Member } from './blueprint.ts';
import { type Context, evaluateLive, mayBeOmitted } from './evaluate.ts';

/** What an id of a blueprint means in one instance of it: a value that depends on what the world knows. */
export type Meaning = (world: World) => unknown;

/** One instance of a blueprint: its spec, where it is in the platform, and what its resources' ids mean. */
export class InstanceScope {
  readonly blueprint: Blueprint;
  readonly parts: readonly string[];
  readonly region: string | undefined;
  readonly environment: string | undefined;
  readonly place: SourceRange | undefined;
  readonly #spec: (world: World) => object;
  readonly #meanings = new Map<string, Meaning>();

  constructor(instance: {
    readonly blueprint: Blueprint;
    readonly parts: readonly string[];
    readonly region: string | undefined;
    readonly environment: string | undefined;
    readonly place: SourceRange | undefined;
    readonly spec: (world: World) => object;
  }) {
    this.blueprint = instance.blueprint;
    this.parts = instance.parts;
    this.region = instance.region;
    this.environment = instance.environment;
    this.place = instance.place;
    this.#spec = instance.spec;
  }

  define(id: string, meaning: Meaning): void {
    this.#meanings.set(id, meaning);
  }

  /** The names the instance's expressions see; each is worked out when it is first read. */
  context(world: World): Context {
    return world.remember(this, 'context', () => {
      const context = {};
      const { schemaType } = this.blueprint;
      const schema = lazyStruct(schemaType, { spec: () => world.remember(this, 'spec', () => this.#spec(world)) });
      Object.defineProperty(context, 'schema', { value: schema, enumerable: true });
      // Every id has its getter from the start: while a graph is being expanded, ids get their meaning one by one.
      for (const { id } of this.blueprint.resources) {
        Object.defineProperty(context, id, { enumerable: true, get: () => this.#meaningOf(id, world) });
      }
      return context;
    });
  }

  #meaningOf(id: string, world: World): unknown {
    const meaning = this.#meanings.get(id);
    return meaning && world.remember(this, `id ${id}`, () => meaning(world));
  }

  /** The same with some names on top, such as iterators; they hide the instance's own. */
  contextWith(world: World, names: Context): Context {
    const properties = Object.entries(names).map(([name, value]) => [name, { value, enumerable: true }] as const);
    return properties.length === 0
      ? this.context(world)
      : Object.create(this.context(world), Object.fromEntries(properties));
  }
}

/** Where template members are evaluated: the instance that wrote them, and the iterators of the item they are for. */
export interface Site {
  readonly scope: InstanceScope;
  readonly iterators: Context;
}

/** A getter for each member, evaluated at the site when it is read. Members that turn out to be omitted have none. */
export function memberGetters(
  owner: object,
  members: readonly Member[],
  typeOf: (name: string) => CelType,
  site: Site,
  world: World,
): Record<string, () => unknown> {
  const getters: Record<string, () => unknown> = {};
  for (const { name, value } of members) {
    const get = (): unknown =>
      world.remember(owner, `member ${name}`, () =>
        evaluateLive(value, site.scope.contextWith(world, site.iterators), typeOf(name)),
      );
    if (!mayBeOmitted(value) || isThere(get)) getters[name] = get;
  }
  return getters;
}

/** An optional that cannot be evaluated yet counts as there: who reads it is told that it is unknown. */
function isThere(get: () => unknown): boolean {
  try {
    return get() !== OMITTED;
  } catch (error) {
    if (error instanceof Unknown) return true;
    throw error;
  }
}

/** The spec of an instance whose values another blueprint's template gives, with defaults for what it leaves out. */
export function specFromTemplate(
  blueprint: Blueprint,
  members: readonly Member[],
  parameters: Context,
  site: Site,
): (world: World) => object {
  const { type, fields } = blueprint.spec;
  const typeOf = (name: string): CelType => fields.get(name)?.type ?? celDyn;
  const fallbacks: Record<string, () => unknown> = {};
  for (const [name, field] of fields) {
    const given = Object.hasOwn(parameters, name) ? parameters[name] : field.fallback;
    if (given === undefined) continue;
    const value = toCel(given, field.type);
    fallbacks[name] = () => value;
  }
  const owner = {};
  const known = members.filter((member) => fields.has(member.name));
  return (world) => lazyStruct(type, { ...fallbacks, ...memberGetters(owner, known, typeOf, site, world) });
}
