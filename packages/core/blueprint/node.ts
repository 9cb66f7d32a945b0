import type { CelExpression } from '../cel/expression.ts';
import { ExpressionError } from '../cel/expression-error.ts';
import { type CelType, celDyn } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { OMITTED } from '../cel/value.ts';
import { showAddress } from '../graph/address.ts';
import type { Evaluation, NotReady, ResourceNode } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import type { External, Kind } from '../kind/kind.ts';
import { kindType } from '../kind/kind-type.ts';
import type { Fields } from '../provider/provider.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { Member, Resource, Target } from './blueprint.ts';
import { type Context, type Evaluated, evaluateExpression, evaluatePlain, type Findings, failure } from './evaluate.ts';
import { externalList, externalObject, foundObject, writtenObject } from './object-value.ts';
import { type InstanceScope, memberGetters } from './scope.ts';

/** The facts that a `BlueprintNode` is made from. */
export interface NodeSource {
  readonly resource: Resource;
  readonly target: Exclude<Target, { readonly type: 'blueprint' }>;
  readonly scope: InstanceScope;
  /** The iterators of the item it is for. */
  readonly iterators: Context;
  readonly parts: readonly string[];
  /** A region, or `global`. */
  readonly region: string;
  readonly environment: string | undefined;
  readonly isProtected: boolean;
  readonly manages: ReadonlySet<string>;
  readonly place: SourceRange;
  /** The world in which every value of Konnect is unknown. */
  readonly blank: World;
}

/** A resource of one blueprint instance, for one item of its iterators: a node of the graph. */
export class BlueprintNode implements ResourceNode {
  readonly address: string;
  readonly parts: readonly string[];
  readonly kind: Kind;
  readonly external?: External;
  readonly region: string;
  readonly environment?: string;
  readonly isProtected: boolean;
  readonly manages: ReadonlySet<string>;
  readonly place: SourceRange;
  /** The value of the resource in expressions. */
  readonly value: () => object;
  readonly #resource: Resource;
  readonly #scope: InstanceScope;
  readonly #context: Context;
  readonly #blank: World;
  /** The values of fields that read nothing of Konnect: they are the same in every world. */
  readonly #constants = new Map<Member, unknown>();
  #constant: Evaluation | undefined;

  constructor(source: NodeSource) {
    const { resource, target, scope, iterators, parts, region, environment, place, blank } = source;
    this.isProtected = source.isProtected;
    this.manages = source.manages;
    this.#resource = resource;
    this.#scope = scope;
    this.#context = scope.contextWith(iterators);
    this.#blank = blank;
    this.kind = target.kind;
    if (target.type === 'external') this.external = target.external;
    this.parts = parts;
    this.address = showAddress(parts);
    this.region = region;
    this.place = place;
    if (environment !== undefined) this.environment = environment;
    this.value = scope.view.memoize(() => this.#makeValue());
  }

  /** The instance, and the item of `forEach`, that its expressions are evaluated for: the id of the resource is no news. */
  get #evaluated(): Evaluated {
    const { place } = this;
    return { parts: this.parts.slice(0, -1), place: place === this.#resource.place ? undefined : place };
  }

  evaluate(world: World): Evaluation {
    return this.#constant ?? this.#scope.view.in(world, () => this.#evaluate(world));
  }

  notReady(world: World, found?: Fields | readonly Fields[]): NotReady | undefined {
    if (this.#resource.readyWhen.length === 0) return undefined;
    return this.#scope.view.in(world, () => {
      const own = this.#readinessContext(found);
      for (const condition of this.#resource.readyWhen) {
        const source = condition.cel.source.trim();
        try {
          if (evaluateExpression(condition, own) !== true) return { reason: `readyWhen ${source} is not true` };
        } catch (error) {
          if (error instanceof Unknown) return { reason: `readyWhen ${source} cannot be told yet` };
          const { diagnostic, pending } = failure(condition, error, this.#evaluated);
          return pending === undefined ? { reason: diagnostic.message, problem: diagnostic } : { reason: pending };
        }
      }
      return undefined;
    });
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
    const path = passedOn(cel);
    return (path && this.#placeOfPath(path)) ?? member.place;
  }

  #evaluate(world: World): Evaluation {
    const findings: Findings = { evaluated: this.#evaluated, unknowns: [], problems: [], kept: [] };
    const { value: fields, read } = world.reads(() => {
      const pairs = this.#resource.template.map(
        (member) => [member.name, this.#field(member, findings, world)] as const,
      );
      return Object.fromEntries(pairs.filter(([, value]) => value !== OMITTED));
    });
    const { unknowns, problems, kept } = findings;
    const evaluation = { fields, read: new Set(read), unknowns, problems, kept };
    if (this.#constants.size === this.#resource.template.length) this.#constant = evaluation;
    return evaluation;
  }

  #field(member: Member, findings: Findings, world: World): unknown {
    if (this.#constants.has(member)) return this.#constants.get(member);
    const size = () => findings.unknowns.length + findings.problems.length + findings.kept.length;
    const before = size();
    // A selector says what to look for: what it leaves out is not asked for.
    const field = this.external ? undefined : this.kind.fields[member.name];
    const { value, read } = world.reads(() => evaluatePlain(member.value, this.#context, findings, member.name, field));
    const isWhole = size() === before;
    if (isWhole && read.length === 0) this.#constants.set(member, value);
    return value;
  }

  #makeValue(): object {
    const { kind, external, address } = this;
    const { view } = this.#scope;
    if (external?.yields === 'list') return externalList(kind, address, view);
    const types = kindType(kind).fields;
    const typeOf = (name: string): CelType => types.get(name)?.type ?? celDyn;
    const template = memberGetters(this.#resource.template, typeOf, { view, context: this.#context });
    return external ? externalObject(kind, template, address, view) : writtenObject(kind, template, address, view);
  }

  /**
   * The names `readyWhen` sees. Its own id, or `each`, is `found` where given: the world does not know that object yet.
   */
  #readinessContext(found: Fields | readonly Fields[] | undefined): Context {
    const { id, iterators } = this.#resource;
    const value = (): unknown => {
      if (!found) return this.value();
      return Array.isArray(found)
        ? found.map((item: Fields) => foundObject(this.kind, item))
        : foundObject(this.kind, found as Fields);
    };
    const own = Object.create(this.#context);
    return Object.defineProperty(own, iterators.length > 0 ? 'each' : id, { get: value, enumerable: true });
  }

  #placeOfPath(path: readonly string[]): SourceRange | undefined {
    const last = path.at(-1);
    if (last === undefined) return undefined;
    return this.#scope.view.in(this.#blank, () => {
      let value: unknown = this.#context;
      try {
        for (const key of path.slice(0, -1)) value = (value as Record<string, unknown>)[key];
        return rangeOf(value, last);
      } catch (error) {
        if (error instanceof Unknown || error instanceof ExpressionError || error instanceof TypeError)
          return undefined;
        throw error;
      }
    });
  }
}

/**
 * The path of a value that an expression only passes on: the expression is the path itself, or a condition that leaves
 * the field alone without it, `has(team.description) ? team.description : omit()`.
 */
function passedOn({ references, source }: CelExpression): readonly string[] | undefined {
  const [first, ...others] = references;
  if (!first) return undefined;
  const isSame = others.every(({ path }) => path.join('.') === first.path.join('.'));
  const isWhole = others.length === 0 && first.start === 0 && first.end === source.trimEnd().length;
  return isWhole || (isSame && /:\s*omit\(\)\s*$/.test(source)) ? first.path : undefined;
}
