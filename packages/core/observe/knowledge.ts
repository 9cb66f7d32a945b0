import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { readableAddress } from '../graph/address.ts';
import { type Documents, resolveDocument } from '../graph/documents.ts';
import type { Evaluation, ResourceNode, UnknownField } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import type { External } from '../kind/kind.ts';
import type { Collection, ObservedObject } from '../provider/provider.ts';
import { type Demand, demandKey, type Observation } from './observation.ts';
import { lookFor } from './reference.ts';

/** Why a resource does not come to exist in this run. */
export interface Wait {
  readonly reason: string;
  /** The address of the resource that an error keeps from being dealt with, where that is behind it. */
  readonly blockedBy?: string;
}

/** Why a resource cannot be dealt with now. */
export type Obstacle = ({ readonly type: 'waits' } & Wait) | { readonly type: 'unread'; readonly demand: Demand };

/** What planning has found out so far: what exists, what waits and why, and what has still to be read. */
export class Knowledge {
  readonly world = new World();
  readonly diagnostics: Diagnostic[] = [];
  readonly #observation: Observation;
  readonly #documents: Documents;
  readonly #demands = new Map<string, Demand>();
  /** Why resources wait, by address. */
  readonly #waiting = new Map<string, Wait>();
  /** Lists that only some resources turn out to need, by the address of the external. */
  readonly #unread = new Map<string, Demand>();

  constructor(observation: Observation, documents: Documents) {
    this.#observation = observation;
    this.#documents = documents;
  }

  /** What has to be observed before more can be found out. */
  get demands(): readonly Demand[] {
    return [...this.#demands.values()];
  }

  demand(demand: Demand): void {
    this.#demands.set(demandKey(demand), demand);
  }

  /** Asks for a list unless it has been read. */
  demandList(collection: Collection, optional = false): void {
    if (this.#observation.list(collection)) return;
    this.demand({ type: 'list', collection, ...(optional ? { optional } : {}) });
  }

  /** Resolves a reference, or leaves it unread until a resource cannot do without it. */
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

  /** The address behind it when a reference waits for something that an error keeps from existing. */
  #blockedBy(node: ResourceNode): string | undefined {
    for (const { on } of node.evaluate(this.world).unknowns) {
      const blockedBy = this.#waiting.get(on)?.blockedBy;
      if (blockedBy !== undefined) return blockedBy;
    }
    return undefined;
  }

  /** The object of a resource exists, and is or is not ready for those behind it. */
  learn(node: ResourceNode, object: ObservedObject): void {
    this.world.learn(node.address, object.fields);
    const notReady = node.notReady(this.world);
    if (!notReady) return;
    if (notReady.problem) this.diagnostics.push(notReady.problem);
    this.world.hold(node.address, notReady.reason);
    this.#waiting.set(node.address, { reason: `${readableAddress(node.address)}: ${notReady.reason}` });
  }

  /** The resource does not come to exist in this run. */
  waits(address: string, wait: Wait): void {
    this.#waiting.set(address, wait);
  }

  /** What has to be read to know the value at an address, or undefined when reading would not tell. */
  unread(address: string): Demand | undefined {
    return this.#unread.get(address);
  }

  /** What stands in the way of creating a resource, or of comparing all of it. */
  obstaclesOf({ unknowns, problems }: Evaluation): Obstacle[] {
    const pending = problems.flatMap((problem): Obstacle[] =>
      problem.pending === undefined ? [] : [{ type: 'waits', reason: problem.pending }],
    );
    return [...unknowns.flatMap((unknown) => this.#obstacle(unknown) ?? []), ...pending];
  }

  /** Undefined for what this run will create: it is only a matter of order. */
  #obstacle({ on }: UnknownField): Obstacle | undefined {
    const wait = this.#waiting.get(on);
    if (wait) return { type: 'waits', ...wait };
    const demand = this.#unread.get(on);
    if (demand) return { type: 'unread', demand };
    const state = this.world.externalState(on);
    return state.state === 'waiting' ? { type: 'waits', reason: state.reason } : undefined;
  }
}
