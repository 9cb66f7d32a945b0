import type { CelExpression } from '../cel/environment.ts';
import type { CelType, StructType } from '../cel/type.ts';
import type { External, Kind } from '../kind/kind.ts';
import type { SourceRange } from '../source/range.ts';
import type { SpecStruct } from './spec.ts';

/** A blueprint, linked and type-checked: a function from a spec to a graph of resources. */
export interface Blueprint {
  readonly name: string;
  readonly place: SourceRange;
  readonly spec: SpecStruct;
  /** The type of `schema` in its expressions. */
  readonly schemaType: StructType;
  readonly status: readonly StatusMember[];
  /** The type of an instance of this blueprint where another blueprint names it. */
  readonly instanceType: StructType;
  /** The type of an instance's `status`. */
  readonly statusType: StructType;
  /** In the author's order. */
  readonly resources: readonly Resource[];
  /** The resources, each after those its expressions name. Resources in a circle, or behind one, are left out. */
  readonly order: readonly Resource[];
}

/** One resource of a blueprint: an object to write, an existing object to read, or an instance of another blueprint. */
export interface Resource {
  readonly id: string;
  readonly place: SourceRange;
  readonly target: Target;
  readonly iterators: readonly ResourceIterator[];
  /** Conditions about the resource as a whole: they name no iterator. */
  readonly includeWhen: readonly Expression[];
  /** Conditions about one item of a forEach. */
  readonly includeItemWhen: readonly Expression[];
  readonly readyWhen: readonly Expression[];
  /** The region of what it becomes, when it is not inherited. */
  readonly region?: Template;
  /** Of a blueprint: the template's members; of a kind: the fields; of an external: the selector. */
  readonly template: readonly Member[];
  /** The name of the blueprint to use instead of the target, and the parameters it gets beside the template. */
  readonly override?: { readonly blueprint: Template; readonly parameters?: Template };
  /** Conditions by kind of link: where one is true, a link that no manifest declares is removed by a prune. */
  readonly manages?: Template;
  /** Ids of the resources its expressions name. */
  readonly uses: ReadonlySet<string>;
}

export type Target =
  | { readonly type: 'kind'; readonly kind: Kind }
  | { readonly type: 'external'; readonly kind: Kind; readonly external: External }
  | { readonly type: 'blueprint'; readonly name: string };

export interface ResourceIterator {
  readonly name: string;
  readonly expression: Expression;
  readonly item: CelType;
}

/** An expression and where it stands. */
export interface Expression {
  readonly cel: CelExpression;
  readonly place: SourceRange;
}

export interface Member {
  readonly name: string;
  readonly value: Template;
  readonly place: SourceRange;
}

/** A value an instance reports, with the ids of the resources it is made of. */
export interface StatusMember {
  readonly name: string;
  readonly expression: Expression;
  readonly uses: ReadonlySet<string>;
}

/** A value with expressions in it. */
export type Template =
  | { readonly form: 'literal'; readonly value: unknown; readonly place: SourceRange }
  | { readonly form: 'expression'; readonly expression: Expression; readonly place: SourceRange }
  | { readonly form: 'text'; readonly parts: readonly (string | Expression)[]; readonly place: SourceRange }
  | { readonly form: 'object'; readonly members: readonly Member[]; readonly place: SourceRange }
  | { readonly form: 'list'; readonly items: readonly Template[]; readonly place: SourceRange };

/** Every expression in a template, in order. */
export function expressionsOf(template: Template): Expression[] {
  switch (template.form) {
    case 'literal':
      return [];
    case 'expression':
      return [template.expression];
    case 'text':
      return template.parts.filter((part) => typeof part !== 'string');
    case 'object':
      return template.members.flatMap((member) => expressionsOf(member.value));
    case 'list':
      return template.items.flatMap(expressionsOf);
  }
}
