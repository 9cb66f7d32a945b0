import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { External, Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import type { Address } from './address.ts';
import type { World } from './world.ts';

/** A resource of the desired graph: an object that Konduct writes, or one that it only looks for. */
export interface ResourceNode {
  /** As people see it, and unique. */
  readonly address: string;
  readonly parts: Address;
  readonly kind: Kind;
  /** The way to find the object, for kinds that Konduct only reads. */
  readonly external?: External;
  /** A region, or `global`. */
  readonly region: string;
  readonly environment?: string;
  /** Whether the manifest protects the object from deletion. */
  readonly isProtected: boolean;
  /** The kinds of links to the object of which a prune removes those that no manifest declares. */
  readonly manages: ReadonlySet<string>;
  /** The manifest item that asks for it, or else the blueprint's line. */
  readonly place?: SourceRange;
  /** The template's fields, or the selector of an external, with what this world knows. */
  evaluate(world: World): Evaluation;
  /**
   * Why its dependents must wait although the object exists; undefined when it is ready.
   *
   * @param found the object or objects of an external, which the world does not know yet
   */
  notReady(world: World, found?: Fields | readonly Fields[]): NotReady | undefined;
  /** The place of a field: the manifest's key if the template only passes it on, else the blueprint's line. */
  placeOf(field: string): SourceRange | undefined;
}

/** The fields of a resource as far as they are known. */
export interface Evaluation {
  /** The values that are known; unknown ones are left out. */
  readonly fields: Fields;
  readonly unknowns: readonly UnknownField[];
  /** Dotted paths of fields that should have nothing in them, and that Konnect cannot empty. */
  readonly kept?: readonly string[];
  /** Addresses whose existence or values went into it. */
  readonly read: ReadonlySet<string>;
  /** Expressions that failed. */
  readonly problems: readonly Problem[];
}

/** An expression that failed. */
export interface Problem {
  readonly diagnostic: Diagnostic;
  /**
   * The object to wait for, if the expression read a member that does not exist yet, such as the first item of an empty
   * list.
   */
  readonly pending?: string;
}

/** Why a resource that exists is not ready. */
export interface NotReady {
  readonly reason: string;
  /** The condition cannot be evaluated, and will not be ready however long one waits. */
  readonly problem?: Diagnostic;
}

export interface UnknownField {
  /** Dotted. */
  readonly path: string;
  /** The expression that is evaluated when `on` exists. */
  readonly expression: string;
  /** The address that must exist, or become ready, first. */
  readonly on: string;
}

/** The desired graph of one organization: nodes with what they depend on, dependencies first. */
export interface ResourceGraph {
  readonly organization: string;
  /** The place of the organization. */
  readonly place?: SourceRange;
  readonly nodes: readonly ResourceNode[];
  /** For each address those it depends on, in graph order. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** The name of each resource for people, by address. */
  readonly names: ReadonlyMap<string, string>;
}
