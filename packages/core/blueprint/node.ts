import { type CelType, celDyn } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { lazyStruct, toCel } from '../cel/value.ts';
import { showAddress } from '../graph/address.ts';
import type { Evaluation, ResourceNode } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import type { Field } from '../kind/field.ts';
import type { Kind } from '../kind/kind.ts';
import { fieldType, kindType } from '../kind/kind-type.ts';
import { isContentHandle } from '../provider/content.ts';
import { contentValue } from '../provider/content-value.ts';
import type { Fields } from '../provider/provider.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { Resource } from './blueprint.ts';
import { type Context, evaluateMembers, type Findings, failure } from './evaluate.ts';
import { memberGetters, type Site } from './scope.ts';

/** A resource of one blueprint instance, for one item of its iterators: a node of the graph. */
export class BlueprintNode implements ResourceNode {
  readonly address: string;
  readonly parts: readonly string[];
  readonly kind: Kind;
  readonly region: string;
  readonly environment?: string;
  readonly place?: SourceRange;
  readonly #resource: Resource;
  readonly #site: Site;
  readonly #blank: World;

  /** `blank` is a world that knows nothing of Konnect: what the manifest alone says. */
  constructor(
    resource: Resource,
    kind: Kind,
    site: Site,
    parts: readonly string[],
    place: SourceRange | undefined,
    blank: World,
  ) {
    const { scope } = site;
    this.#resource = resource;
    this.#site = site;
    this.#blank = blank;
    this.kind = kind;
    this.parts = parts;
    this.address = showAddress(parts);
    this.region = kind.scope === 'global' ? 'global' : (scope.region ?? '');
    if (scope.environment !== undefined) this.environment = scope.environment;
    if (place) this.place = place;
  }

  evaluate(world: World): Evaluation {
    const findings: Findings = { unknowns: [], problems: [] };
    const { result, read } = world.reads(() =>
      evaluateMembers(this.#resource.template, this.#context(world), findings),
    );
    return { fields: result, read, ...findings };
  }

  notReady(world: World, found?: readonly Fields[]): string | undefined {
    const { iterators, scope } = this.#site;
    const context = found
      ? scope.contextWith(world, { ...iterators, [this.#resource.id]: found.map((item) => this.#liveItem(item)) })
      : this.#context(world);
    for (const condition of this.#resource.readyWhen) {
      try {
        if (condition.cel.evaluate(context) !== true) return `readyWhen ${condition.cel.source.trim()} is not true`;
      } catch (error) {
        if (error instanceof Unknown) return `readyWhen ${condition.cel.source.trim()} cannot be told yet`;
        return failure(condition, error).message;
      }
    }
    return undefined;
  }

  placeOf(field: string): SourceRange | undefined {
    const [name, ...deeper] = field.split('.');
    let member = this.#resource.template.find((candidate) => candidate.name === name);
    for (const key of deeper) {
      if (member?.value.form !== 'object') break;
      member = member.value.members.find((candidate) => candidate.name === key) ?? member;
    }
    if (member?.value.form !== 'expression') return member?.place;
    const { cel } = member.value.expression;
    const [reference, ...others] = cel.references;
    const isPath =
      reference && others.length === 0 && reference.start === 0 && reference.end === cel.source.trimEnd().length;
    return (isPath ? this.#placeOfPath(reference.path) : undefined) ?? member.place;
  }

  /** What the resource's id means in expressions: its template's values at once, what Konnect computes when it exists. */
  value(world: World): object {
    const { kind } = this;
    const types = kindType(kind).fields;
    const typeOf = (name: string): CelType => types.get(name)?.type ?? celDyn;
    const getters = kind.external ? {} : memberGetters(this, this.#resource.template, typeOf, this.#site, world);
    for (const [name, field] of Object.entries(kind.computed)) {
      getters[name] = () => toLive(this.#computed(world, name), field, `${kind.name}.${name}`);
    }
    return lazyStruct(kindType(kind), getters);
  }

  /** What an external's id means where it stands for a list. */
  list(world: World): unknown {
    const found = world.external(this.address);
    if (Array.isArray(found)) return (found as readonly Fields[]).map((item) => this.#liveItem(item));
    // Only discovery gets here without a list; one imaginary item lets `list[0].id` be followed.
    const types = Object.keys({ ...this.kind.fields, ...this.kind.computed });
    return [this.#liveItem(Object.fromEntries(types.map((name) => [name, world.computed(this.address, name)])))];
  }

  #liveItem(item: Fields): object {
    const all = Object.entries({ ...this.kind.fields, ...this.kind.computed });
    const present = all.filter(([name]) => item[name] !== undefined);
    return lazyStruct(
      kindType(this.kind),
      Object.fromEntries(
        present.map(([name, field]) => [name, () => toLive(item[name], field, `${this.kind.name}.${name}`)]),
      ),
    );
  }

  #computed(world: World, name: string): unknown {
    if (!this.kind.external) return world.computed(this.address, name);
    const found = world.external(this.address);
    return found && !Array.isArray(found) ? (found as Fields)[name] : world.computed(this.address, name);
  }

  #context(world: World): Context {
    return this.#site.scope.contextWith(world, this.#site.iterators);
  }

  #placeOfPath(path: readonly string[]): SourceRange | undefined {
    const last = path.at(-1);
    if (last === undefined) return undefined;
    let value: unknown = this.#context(this.#blank);
    try {
      for (const key of path.slice(0, -1)) value = (value as Record<string, unknown>)[key];
      return rangeOf(value, last);
    } catch (error) {
      if (error instanceof Unknown || error instanceof TypeError) return undefined;
      throw error;
    }
  }
}

function toLive(value: unknown, field: Field, name: string): unknown {
  return isContentHandle(value) ? contentValue(value) : toCel(value, fieldType(field, name));
}
