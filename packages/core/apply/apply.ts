import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { ResourceGraph, ResourceNode } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import { finalLabels, wantedLabels } from '../observe/labels.ts';
import type { Decision } from '../plan/decision.ts';
import { fieldOf } from '../plan/difference.ts';
import { digestOf } from '../plan/digest.ts';
import type { Planned } from '../plan/planner.ts';
import { digestLabel } from '../provider/ownership.ts';
import type { Labels, ObservedObject, Provider, Write, WriteOutcome } from '../provider/provider.ts';
import type { Progress, Result } from './result.ts';
import { type Cause, type Fate, runSchedule } from './schedule.ts';
import { withSuccessions } from './succession.ts';

export interface ApplyInput {
  readonly graph: ResourceGraph;
  readonly planned: Planned;
  readonly provider: Provider;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Carries a plan out through the provider: each change when what it depends on is done. A change that fails keeps its
 * dependents from being tried and nothing else. Returns a result for every change that was to do something, in graph
 * order; it rejects only for defects of ours.
 */
export async function apply(input: ApplyInput): Promise<readonly Result[]> {
  return new Application(input).run();
}

/** What came of trying a write: it was carried out, or it has to wait after all. */
type Attempt = WriteOutcome | { readonly waits: string };

class Application {
  readonly #input: ApplyInput;
  readonly #world: World;
  readonly #decisions: ReadonlyMap<string, Decision>;
  readonly #results = new Map<string, Result>();
  /** Why dependents of a resource wait or are skipped, by its address: what is behind it all. */
  readonly #roots = new Map<string, string>();
  readonly #total: number;
  #done = 0;
  readonly #defects: unknown[] = [];

  constructor(input: ApplyInput) {
    this.#input = input;
    this.#world = input.planned.world;
    this.#decisions = new Map(input.planned.decisions.map((decision) => [decision.node.address, decision]));
    this.#total = input.planned.decisions.filter(
      ({ change }) => change.action !== 'none' && change.action !== 'waiting',
    ).length;
  }

  async run(): Promise<readonly Result[]> {
    const { graph, concurrency, signal, planned } = this.#input;
    const settled = new Map<string, Fate>();
    for (const { node, change, observed } of planned.decisions) {
      if (change.action === 'none') settled.set(node.address, 'ready');
      else if (change.action === 'waiting') {
        settled.set(node.address, observed ? 'ready' : 'waiting');
        this.#roots.set(node.address, change.reason ?? node.address);
        this.#results.set(node.address, this.#resultOf(node, 'waiting', change.reason));
      }
    }
    await runSchedule({
      nodes: planned.decisions.map((decision) => decision.node),
      dependencies: withSuccessions(graph, planned.decisions, this.#world),
      settled,
      concurrency,
      signal,
      work: (node) => this.#work(node),
      skip: (node, cause) => this.#skip(node, cause),
    });
    if (this.#defects.length > 0) throw this.#defects[0];
    return planned.decisions.flatMap(({ node }) => this.#results.get(node.address) ?? []);
  }

  async #work(node: ResourceNode): Promise<Fate> {
    const decision = this.#decisions.get(node.address);
    if (!decision) return 'ready';
    const { organization } = this.#input.graph;
    const { action, kind } = decision.change;
    this.#input.onProgress({ event: 'started', organization, address: node.address, kind, action });
    try {
      const attempt = await this.#write(decision);
      if ('object' in attempt) return this.#applied(node, attempt.object);
      const reason = 'pending' in attempt ? attempt.pending : attempt.waits;
      this.#roots.set(node.address, reason);
      this.#note(this.#resultOf(node, 'waiting', reason));
      return 'waiting';
    } catch (error) {
      this.#roots.set(node.address, node.address);
      this.#note(this.#failed(node, error));
      return 'failed';
    }
  }

  async #write(decision: Decision): Promise<Attempt> {
    const { node, change, observed, changed } = decision;
    if (change.action === 'replace') throw new UserError([replaceRefusal(decision)]);
    const { fields, unknowns, problems } = node.evaluate(this.#world);
    const errors = problems.flatMap(({ diagnostic, pending }) => (pending === undefined ? [diagnostic] : []));
    if (errors.length > 0) throw new UserError(errors);
    // What an existing object does not need is not asked for, so that only a creation waits for everything.
    const needed = observed ? unknowns.filter(({ path }) => changed.includes(fieldOf(path))) : unknowns;
    const [waits] = [...needed.map(({ on }) => this.#whyUnknown(on)), ...problems.map(({ pending }) => pending)];
    if (waits !== undefined) return { waits };
    const { owner } = this.#input.planned.plan;
    const { labels: _labels, ...desired } = fields;
    const write: Write = { kind: node.kind, region: node.region, address: node.address, desired };
    const { provider } = this.#input;
    if (node.kind.ownership === 'parent') {
      return observed ? provider.update({ ...write, observed, changed }) : provider.create(write);
    }
    const wanted = wantedLabels(node, fields, owner);
    const final = observed ? finalLabels(observed.labels, wanted, fields, change.action === 'adopt') : wanted;
    const digest = digestOf(node.kind, fields) ?? decision.accepted;
    const labelled = { ...write, labels: withoutDigest(final), ...(digest === undefined ? {} : { digest }) };
    return observed ? provider.update({ ...labelled, observed, changed }) : provider.create(labelled);
  }

  #whyUnknown(address: string): string {
    const state = this.#world.externalState(address);
    return state.state === 'waiting' ? state.reason : (this.#world.heldBecause(address) ?? address);
  }

  #applied(node: ResourceNode, object: ObservedObject): Fate {
    this.#world.learn(node.address, object.fields);
    const result = this.#resultOf(node, 'applied');
    const notReady = node.notReady(this.#world);
    this.#note(notReady?.problem ? { ...result, diagnostic: notReady.problem } : result);
    if (!notReady) return 'ready';
    this.#world.hold(node.address, notReady.reason);
    this.#roots.set(node.address, `${node.address}: ${notReady.reason}`);
    return 'waiting';
  }

  #failed(node: ResourceNode, error: unknown): Result {
    if (!(error instanceof UserError)) {
      this.#defects.push(error);
      return this.#resultOf(node, 'failed', String(error));
    }
    const [first] = error.diagnostics;
    const result = this.#resultOf(node, 'failed', error.diagnostics.map(({ message }) => message).join('; '));
    return first ? { ...result, diagnostic: withPlace(first, node) } : result;
  }

  #skip(node: ResourceNode, cause: Cause | undefined): void {
    const root = cause && (this.#roots.get(cause.address) ?? cause.address);
    if (root !== undefined) this.#roots.set(node.address, root);
    if (cause?.fate === 'waiting') this.#note(this.#resultOf(node, 'waiting', root));
    else {
      const reason = cause?.fate === 'failed' ? `${root} failed` : 'the run was stopped';
      this.#note(this.#resultOf(node, 'skipped', reason));
    }
  }

  #note(result: Result): void {
    this.#results.set(result.address, result);
    this.#done += 1;
    const { graph, onProgress } = this.#input;
    onProgress({ event: 'finished', organization: graph.organization, result, done: this.#done, total: this.#total });
  }

  #resultOf(node: ResourceNode, outcome: Result['outcome'], reason?: string): Result {
    const action = this.#decisions.get(node.address)?.change.action ?? 'none';
    const result = { address: node.address, kind: node.kind.name, action, outcome };
    return reason === undefined ? result : { ...result, reason };
  }
}

function withoutDigest(labels: Labels): Labels {
  const { [digestLabel]: _digest, ...rest } = labels;
  return rest;
}

function withPlace(diagnostic: Diagnostic, node: ResourceNode): Diagnostic {
  return diagnostic.at || !node.place ? diagnostic : { ...diagnostic, at: node.place };
}

function replaceRefusal({ node, change }: Decision): Diagnostic {
  const message = `The ${change.kind} ${JSON.stringify(change.name)} (${node.address}) was not replaced: ${change.reason ?? 'a field cannot change'}`;
  return finding('replace-refused', message, node.place, {
    cause: 'Replacing deletes the object and everything in it, and nothing is deleted unless it is asked for',
    fix: 'Undo the change, or delete the object yourself and run again.',
  });
}
