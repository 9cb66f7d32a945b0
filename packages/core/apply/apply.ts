import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { ResourceGraph, ResourceNode } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import type { Decision } from '../plan/decision.ts';
import { digestOf } from '../plan/digest.ts';
import { finalLabels, wantedLabels } from '../plan/labels.ts';
import type { Planned } from '../plan/planner.ts';
import type { ObservedObject, Provider, Write, WriteOutcome } from '../provider/provider.ts';
import type { Progress, Result } from './result.ts';
import { type Fate, runSchedule } from './schedule.ts';

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

class Application {
  readonly #input: ApplyInput;
  readonly #world: World;
  readonly #decisions: ReadonlyMap<string, Decision>;
  readonly #results = new Map<string, Result>();
  readonly #total: number;
  #done = 0;
  #defect: unknown;

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
        this.#results.set(node.address, {
          ...this.#resultOf(node, 'waiting'),
          ...(change.reason === undefined ? {} : { reason: change.reason }),
        });
      }
    }
    await runSchedule({
      nodes: planned.decisions.map((decision) => decision.node),
      dependencies: graph.dependencies,
      settled,
      concurrency,
      signal,
      work: (node) => this.#work(node),
      skip: (node, cause) => this.#skip(node, cause),
    });
    if (this.#defect !== undefined) throw this.#defect;
    return planned.decisions.flatMap(({ node }) => this.#results.get(node.address) ?? []);
  }

  async #work(node: ResourceNode): Promise<Fate> {
    const decision = this.#decisions.get(node.address);
    if (!decision) return 'ready';
    const { organization } = this.#input.graph;
    const { action, kind } = decision.change;
    this.#input.onProgress({ event: 'started', organization, address: node.address, kind, action });
    try {
      const outcome = await this.#write(decision);
      if (outcome === undefined) return 'waiting';
      if ('pending' in outcome)
        return this.#settle({ ...this.#resultOf(node, 'waiting'), reason: outcome.pending }, 'waiting');
      return this.#settleApplied(node, outcome);
    } catch (error) {
      if (!(error instanceof UserError)) {
        this.#defect ??= error;
        return this.#settle({ ...this.#resultOf(node, 'failed'), reason: String(error) }, 'failed');
      }
      const [first, ...rest] = error.diagnostics;
      const diagnostic = first && withPlace(first, node);
      const reason = [first, ...rest].map((each) => each?.message ?? '').join('; ');
      return this.#settle(
        { ...this.#resultOf(node, 'failed'), reason, ...(diagnostic ? { diagnostic } : {}) },
        'failed',
      );
    }
  }

  /** Undefined when it has to wait after all; the result has been noted. */
  async #write(decision: Decision): Promise<WriteOutcome | undefined> {
    const { node, change, observed, changed } = decision;
    if (change.action === 'replace') throw new UserError([replaceRefusal(decision)]);
    const { fields, unknowns, problems } = node.evaluate(this.#world);
    if (problems.length > 0) throw new UserError(problems);
    // What an existing object does not need is not asked for, so that only a creation waits for everything.
    const [unknown] = observed ? unknowns.filter((each) => changed.includes(each.path.split('.')[0] ?? '')) : unknowns;
    if (unknown) {
      const state = this.#world.externalState(unknown.on);
      const reason = state.state === 'waiting' ? state.reason : (this.#world.heldBecause(unknown.on) ?? unknown.on);
      this.#settle({ ...this.#resultOf(node, 'waiting'), reason }, 'waiting');
      return undefined;
    }
    const { owner } = this.#input.planned.plan;
    const { labels: _labels, ...desired } = fields;
    const digest = digestOf(node.kind, fields);
    const labelled = node.kind.ownership === 'labels';
    const wanted = wantedLabels(node, fields, owner);
    const labels = observed ? finalLabels(observed.labels, wanted, fields, change.action === 'adopt') : wanted;
    const write: Write = {
      kind: node.kind,
      region: node.region,
      address: node.address,
      desired,
      ...(labelled ? { labels: withoutDigest(labels) } : {}),
      ...(labelled && digest !== undefined ? { digest } : {}),
    };
    const { provider } = this.#input;
    return observed ? provider.update({ ...write, observed, changed }) : provider.create(write);
  }

  #settleApplied(node: ResourceNode, outcome: { readonly object: ObservedObject }): Fate {
    this.#world.learn(node.address, outcome.object.fields);
    const result = this.#resultOf(node, 'applied');
    const notReady = node.notReady(this.#world);
    if (notReady === undefined) return this.#settle(result, 'ready');
    this.#world.hold(node.address, notReady);
    return this.#settle(result, 'waiting');
  }

  #settle(result: Result, fate: Fate): Fate {
    this.#results.set(result.address, result);
    this.#done += 1;
    this.#input.onProgress({
      event: 'finished',
      organization: this.#input.graph.organization,
      result,
      done: this.#done,
      total: this.#total,
    });
    return fate;
  }

  #skip(node: ResourceNode, cause: { readonly address: string; readonly fate: Fate } | undefined): void {
    const waits = cause?.fate === 'waiting';
    const root = cause && (this.#results.get(cause.address)?.reason ?? cause.address);
    const reason =
      cause === undefined || cause.fate === 'stopped'
        ? 'the run was stopped'
        : waits
          ? (root ?? '')
          : `${this.#failedRoot(cause.address)} failed`;
    this.#settle({ ...this.#resultOf(node, waits ? 'waiting' : 'skipped'), reason }, waits ? 'waiting' : 'failed');
  }

  /** The change that failed, however many skipped ones lie between. */
  #failedRoot(address: string): string {
    const result = this.#results.get(address);
    if (result?.outcome !== 'skipped') return address;
    return result.reason?.replace(/ failed$/, '') ?? address;
  }

  #resultOf(node: ResourceNode, outcome: Result['outcome']): Result {
    const action = this.#decisions.get(node.address)?.change.action ?? 'none';
    return { address: node.address, kind: node.kind.name, action, outcome };
  }
}

function withoutDigest(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { 'konduct-digest': _digest, ...rest } = labels;
  return rest;
}

function withPlace(diagnostic: Diagnostic, node: ResourceNode): Diagnostic {
  return diagnostic.at || !node.place ? diagnostic : { ...diagnostic, at: node.place };
}

function replaceRefusal({ node, change }: Decision): Diagnostic {
  return {
    severity: 'error',
    code: 'replace-refused',
    message: `${change.kind} ${JSON.stringify(change.name)} (${node.address}) was not replaced: ${change.reason ?? 'a field cannot change'}`,
    cause: 'replacing deletes the object and everything in it, and nothing is deleted unless it is asked for',
    fix: 'undo the change, or delete the object yourself and run again',
    ...(node.place ? { at: node.place } : {}),
  };
}
