import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import type { Address } from './address.ts';
import type { World } from './world.ts';

/** A resource of the desired graph: something Konduct writes, or, with an external kind, something it only looks for. */
export interface ResourceNode {
  /** As people see it, and unique. */
  readonly address: string;
  readonly parts: Address;
  readonly kind: Kind;
  /** A region, or `global`. */
  readonly region: string;
  readonly environment?: string;
  /** The manifest item that asks for it, or else the blueprint's line. */
  readonly place?: SourceRange;
  /** The template's fields, or the selector of an external, with what this world knows. */
  evaluate(world: World): Evaluation;
  /**
   * Why what depends on it must wait although it exists; undefined when it is ready.
   *
   * @param found for an external that stands for a list: what was found, before the world is told
   */
  notReady(world: World, found?: readonly Fields[]): string | undefined;
  /** Where a field is said: the manifest's key when the template only passes it on, else the blueprint's line. */
  placeOf(field: string): SourceRange | undefined;
}

/** The fields of a resource as far as they are known. */
export interface Evaluation {
  /** Without what is not known yet. */
  readonly fields: Fields;
  readonly unknowns: readonly UnknownField[];
  /** Addresses whose existence or values went into it. */
  readonly read: ReadonlySet<string>;
  /** Expressions that failed for good. */
  readonly problems: readonly Diagnostic[];
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
  readonly nodes: readonly ResourceNode[];
  /** For each address those it depends on, in graph order. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}
