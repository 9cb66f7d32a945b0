import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { readableAddress } from '../graph/address.ts';
import { type Documents, resolveDocument } from '../graph/documents.ts';
import type { Evaluation, ResourceNode, UnknownField } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import type { External } from '../kind/kind.ts';
import type { Collection, ObservedObject } from '../provider/provider.ts';
import { type Demand, demandKey, type Observation } from './observation.ts';
import { lookFor } from './reference.ts';

/** The reason why a resource will not exist in this run. */
export interface Wait {
  readonly reason: string;
  /** The address of a blocked resource, if that is the cause. */
  readonly blockedBy?: string;
}

/** The reason why a resource cannot be created or compared now. */
export type Obstacle = ({ readonly type: 'waits' } & Wait) | { readonly type: 'unread'; readonly demand: Demand };

/**
 * The facts that planning has collected so far: existing objects, waiting resources with their reasons, and data to
 * read.
 */
export class Knowledge {
  readonly world = new World();
  readonly diagnostics: Diagnostic[] = [];
  readonly #observation: Observation;
  readonly #documents: Documents;
  readonly #demands = new Map<string, Demand>();
  /** The reasons for which resources wait, by address. */
  readonly #waiting = new Map<string, Wait>();
  /** Lists that are read only if a resource turns out to need them, by the address of the external. */
  readonly #unread = new Map<string, Demand>();

  constructor(observation: Observation, documents: Documents) {
    this.#observation = observation;
    this.#documents = documents;
  }

  /** The data to observe before planning can go on. */
  get demands(): readonly Demand[] {
    return [...this.#demands.values()];
  }

  demand(demand: Demand): void {
    this.#demands.set(demandKey(demand), demand);
  }

  /** Demands a list unless it has been read. */
  demandList(collection: Collection, optional = false): void {
    if (this.#observation.list(collection)) return;
    this.demand({ type: 'list', collection, ...(optional ? { optional } : {}) });
  }

  /** Resolves a reference, or leaves it unread until a resource needs its value. */
  look(node: ResourceNode, external: External): void {
    if (external.source === 'documents') {
      const problem = resolveDocument(node, this.world, this.#documents);
      if (problem) this.diagnostics.push(problem);
      return;
    }
    const why = (address: string): string =>
      this.#waiting.get(address)?.reason ?? `${readableAddress(address)}, which does not exist yet`;
    const { state, demand, diagnostics } = lookFor(node, external, this.#observation, this.world, why);
    this.diagnostics.push(...diagnostics);
    if (demand) this.#unread.set(node.address, demand);
    if (state.state === 'waiting') {
      const blockedBy = this.#blockedBy(node);
      this.#waiting.set(node.address, { reason: state.reason, ...(blockedBy === undefined ? {} : { blockedBy }) });
    }
    this.world.learnExternal(node.address, state);
  }

  /** The address of the blocked resource for which a reference waits, if that is the cause. */
  #blockedBy(node: ResourceNode): string | undefined {
    for (const { on } of node.evaluate(this.world).unknowns) {
      const blockedBy = this.#waiting.get(on)?.blockedBy;
      if (blockedBy !== undefined) return blockedBy;
    }
    return undefined;
  }

  /** Records that the object of a resource exists. Its dependents wait unless it is ready. */
  learn(node: ResourceNode, object: ObservedObject): void {
    this.world.learn(node.address, object.fields);
    const notReady = node.notReady(this.world);
    if (!notReady) return;
    if (notReady.problem) this.diagnostics.push(notReady.problem);
    this.world.hold(node.address, notReady.reason);
    this.#waiting.set(node.address, { reason: `${readableAddress(node.address)}: ${notReady.reason}` });
  }

  /** Records that a resource will not exist in this run. */
  waits(address: string, wait: Wait): void {
    this.#waiting.set(address, wait);
  }

  /** The data to read for the value at an address; undefined when reading would not help. */
  unread(address: string): Demand | undefined {
    return this.#unread.get(address);
  }

  /** The reasons why a resource cannot be created, or not be compared completely. */
  obstaclesOf({ unknowns, problems }: Evaluation): Obstacle[] {
    const pending = problems.flatMap((problem): Obstacle[] =>
      problem.pending === undefined ? [] : [{ type: 'waits', reason: problem.pending }],
    );
    return [...unknowns.flatMap((unknown) => this.#obstacle(unknown) ?? []), ...pending];
  }

  /** Undefined for a value of a resource that this run creates: order alone takes care of it. */
  #obstacle({ on }: UnknownField): Obstacle | undefined {
    const wait = this.#waiting.get(on);
    if (wait) return { type: 'waits', ...wait };
    const demand = this.#unread.get(on);
    if (demand) return { type: 'unread', demand };
    const state = this.world.externalState(on);
    return state.state === 'waiting' ? { type: 'waits', reason: state.reason } : undefined;
  }
}
