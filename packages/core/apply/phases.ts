import type { ResourceGraph } from '../graph/node.ts';
import { sortTopologically } from '../graph/topological.ts';
import { givesAccess } from '../kind/kind.ts';
import { type Change, writes } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';

/**
 * The phases of an apply, for each environment: access is taken away, then changes that show nothing to more people are
 * made, then changes that widen, and last objects are deleted.
 */
const phases = ['narrow', 'build', 'widen', 'delete'] as const;

type Phase = (typeof phases)[number];

/** One item of an apply: a change, the narrowing part of a change, or a gate that only waits. */
export type Work =
  | { readonly type: 'change' | 'narrowing'; readonly address: string; readonly decision: Decision }
  | { readonly type: 'gate'; readonly address: string };

export interface Phased {
  /** Each after its dependencies. */
  readonly work: readonly Work[];
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

/** The end of the address of a change's narrowing part. No resource's address has it. */
const narrowingMark = '#narrowing';

/**
 * The work of an apply, in its order. Besides the dependencies of values: in an environment, and before it in the
 * organization, access is taken away before any other write. Changes that widen wait until all others of the
 * environment succeeded. Objects are deleted at the end, each after the objects that name it; earlier only if another
 * change takes its name.
 *
 * A change that narrows and must wait, because it also widens or needs a value, is carried out in two parts, unless its
 * object is the only one of its kind: one way to sign in replaces another in a single request, so that people are not
 * locked out in between.
 *
 * @param dependencies the changes before each change of the graph
 * @param order the environments that each environment depends on
 */
export function phased(
  graph: ResourceGraph,
  decisions: readonly Decision[],
  dependencies: ReadonlyMap<string, readonly string[]>,
  order: ReadonlyMap<string, readonly string[]>,
): Phased {
  return new Phasing(graph, decisions, dependencies, order).result();
}

class Phasing {
  readonly #decisions: readonly Decision[];
  readonly #dependencies: Map<string, string[]>;
  readonly #order: ReadonlyMap<string, readonly string[]>;
  readonly #awaited: ReadonlySet<string>;
  readonly #phaseOf = new Map<string, Phase>();
  readonly #work: Work[] = [];
  /** The addresses in each phase of an environment; undefined stands for the organization itself. */
  readonly #groups = new Map<string | undefined, Map<Phase, string[]>>();
  readonly #narrowings = new Set<string>();
  readonly #gates = new Map<string, readonly string[]>();

  constructor(
    { nodes }: ResourceGraph,
    decisions: readonly Decision[],
    dependencies: ReadonlyMap<string, readonly string[]>,
    order: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#decisions = decisions.filter(({ change }) => writes(change));
    this.#awaited = awaitedDeletions(this.#decisions, dependencies);
    this.#dependencies = new Map(nodes.map(({ address }) => [address, [...(dependencies.get(address) ?? [])]]));
    this.#order = order;
  }

  result(): Phased {
    for (const decision of this.#inOrder()) this.#place(decision);
    for (const decision of this.#decisions) this.#connect(decision);
    for (const decision of this.#decisions) {
      const { change } = decision;
      for (const named of decision.names ?? []) if (named !== change.address) this.#after(named, [change.address]);
    }
    const gates = [...this.#gates].filter(([, members]) => members.length > 0);
    for (const [address, members] of gates) this.#dependencies.set(address, [...members]);
    const waiting = gates.map(([address]): Work => ({ type: 'gate', address }));
    const work = new Map([...this.#work, ...waiting].map((item) => [item.address, item]));
    const sorted = this.#breakCircles([...work.keys()]);
    return { work: sorted.flatMap((address) => work.get(address) ?? []), dependencies: this.#dependencies };
  }

  /** The decisions, each after those that it depends on, so that their phases are known before its own. */
  #inOrder(): readonly Decision[] {
    const byAddress = new Map(this.#decisions.map((decision) => [decision.change.address, decision]));
    const { sorted, cycles } = sortTopologically(this.#decisions, ({ change }) =>
      (this.#dependencies.get(change.address) ?? []).flatMap((address) => byAddress.get(address) ?? []),
    );
    return [...sorted, ...cycles.flat()];
  }

  /**
   * The phase of a change is not before those of its dependencies. Only an update that does nothing but narrow ignores
   * them: all objects that it names exist.
   */
  #place(decision: Decision): void {
    const { change } = decision;
    if (onlyNarrows(change)) this.#dependencies.set(change.address, []);
    const own = this.#awaited.has(change.address) && !givesAccess(decision.kind) ? 'build' : phaseOf(decision);
    const before = (this.#dependencies.get(change.address) ?? []).map((address) => this.#phaseOf.get(address));
    const phase = latest([own, ...before.flatMap((found) => found ?? [])]);
    this.#phaseOf.set(change.address, phase);
    this.#work.push({ type: 'change', address: change.address, decision });
    this.#add(change.environment, phase, change.address);
    const narrows = change.fields.some(({ effect }) => effect === 'narrows');
    if (phase !== 'narrow' && change.action !== 'create' && narrows && decision.kind.cardinality !== 'one') {
      const address = `${change.address}${narrowingMark}`;
      this.#work.push({ type: 'narrowing', address, decision });
      this.#narrowings.add(address);
      this.#add(change.environment, 'narrow', address);
      this.#after(change.address, [address]);
    }
  }

  #connect({ change }: Decision): void {
    const { environment, address } = change;
    const phase = this.#phaseOf.get(address) ?? 'build';
    const others = [...this.#groups.keys()].filter((group) => group !== environment);
    const narrowing = `${address}${narrowingMark}`;
    const parts = this.#narrowings.has(narrowing) ? [address, narrowing] : [address];
    for (const before of this.#order.get(environment ?? '') ?? [])
      for (const part of parts) this.#after(part, this.#gate(before, 'delete'));
    if (phase === 'narrow') return;
    this.#after(address, this.#gate(environment, 'narrow'));
    if (phase === 'build') return;
    // The organization's memberships hold in every environment, and its environments' roles for every membership.
    const related = environment === undefined ? others : [undefined];
    for (const group of related) this.#after(address, this.#gate(group, 'narrow'));
    if (environment !== undefined) this.#after(address, this.#gate(environment, 'build'));
    if (phase === 'widen') return;
    // The environment of an undeclared object is not certain.
    for (const group of environment === undefined ? [undefined, ...others] : [environment])
      this.#after(address, this.#gate(group, 'widen'));
  }

  /** The address of a gate behind all work of an environment up to a phase; empty without such work. */
  #gate(environment: string | undefined, upTo: Phase): string[] {
    const address = `#${upTo} ${environment ?? ''}`;
    let members = this.#gates.get(address);
    if (!members) {
      members = phases
        .slice(0, phases.indexOf(upTo) + 1)
        .flatMap((phase) => this.#groups.get(environment)?.get(phase) ?? []);
      this.#gates.set(address, members);
    }
    return members.length === 0 ? [] : [address];
  }

  /**
   * Breaks circles between the order of names, which is Konnect's rule, and the order of phases, which is ours: objects
   * that name each other across environments can contradict the phases. The phases give way.
   *
   * @returns the addresses, each after its dependencies; those of a circle without a gate come last
   */
  #breakCircles(addresses: readonly string[]): readonly string[] {
    // Nodes without a write are settled beforehand and do not wait for their dependencies.
    const pending = new Set(addresses);
    const before = (address: string) => (this.#dependencies.get(address) ?? []).filter((found) => pending.has(found));
    for (;;) {
      const { sorted, cycles } = sortTopologically(addresses, before);
      if (cycles.length === 0) return sorted;
      const waiting = cycles.flat().filter((address) => this.#gatesBefore(address).length > 0);
      if (waiting.length === 0) {
        const done = new Set(sorted);
        return [...sorted, ...addresses.filter((address) => !done.has(address))];
      }
      for (const address of waiting) {
        const gates = new Set(this.#gatesBefore(address));
        const kept = (this.#dependencies.get(address) ?? []).filter((found) => !gates.has(found));
        this.#dependencies.set(address, kept);
      }
    }
  }

  #gatesBefore(address: string): string[] {
    return (this.#dependencies.get(address) ?? []).filter((found) => this.#gates.has(found));
  }

  #add(environment: string | undefined, phase: Phase, address: string): void {
    const group = this.#groups.get(environment) ?? new Map<Phase, string[]>();
    this.#groups.set(environment, group);
    const members = group.get(phase);
    if (members) members.push(address);
    else group.set(phase, [address]);
  }

  #after(address: string, before: readonly string[]): void {
    if (before.length === 0) return;
    const known = this.#dependencies.get(address);
    if (known) known.push(...before);
    else this.#dependencies.set(address, [...before]);
  }
}

/**
 * The deletions that another change waits for, because it takes a name that they release, and the deletions of links to
 * these objects.
 */
function awaitedDeletions(
  decisions: readonly Decision[],
  dependencies: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const deletions = decisions.filter(({ node, change }) => !node && change.action === 'delete');
  const needed = new Set([...dependencies.values()].flat());
  const awaited = new Set(deletions.flatMap(({ change }) => (needed.has(change.address) ? [change.address] : [])));
  for (let size = -1; size !== awaited.size; ) {
    size = awaited.size;
    for (const { change, names = [] } of deletions)
      if (names.some((address) => awaited.has(address))) awaited.add(change.address);
  }
  return awaited;
}

function phaseOf({ change, node, kind }: Decision): Phase {
  if (!node && change.action === 'delete') return givesAccess(kind) ? 'narrow' : 'delete';
  if (change.effect === 'widens') return 'widen';
  return change.effect === 'narrows' ? 'narrow' : 'build';
}

/** Whether all values of an update are known, and show less than before. */
function onlyNarrows({ action, fields }: Change): boolean {
  return action === 'update' && fields.length > 0 && fields.every(({ effect }) => effect === 'narrows');
}

function latest(found: readonly Phase[]): Phase {
  return phases[Math.max(...found.map((phase) => phases.indexOf(phase)))] ?? 'build';
}
