import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { readableAddress } from '../graph/address.ts';
import type { ResourceGraph } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import type { Change } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { digestOf } from '../plan/digest.ts';
import type { Planned } from '../policy/policed-plan.ts';
import type { ObservedObject, Provider } from '../provider/provider.ts';
import { type Phased, phased, type Work } from './phases.ts';
import { isTokenRefused, type Progress, type Result } from './result.ts';
import { type Cause, type Fate, runSchedule } from './schedule.ts';
import { SecretRecord } from './secret-record.ts';
import { withSequences } from './sequence.ts';
import { withSuccessions } from './succession.ts';
import { type Attempt, narrow, relabel, remove, sendsSecrets, write } from './write.ts';

export interface ApplyInput {
  readonly graph: ResourceGraph;
  readonly planned: Planned;
  readonly provider: Provider;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** The environments that each environment depends on, by name. */
  readonly environmentOrder?: ReadonlyMap<string, readonly string[]>;
}

/**
 * Carries a plan out through the provider: each change when its dependencies are done and its phase has begun. A failed
 * change keeps its dependents, and the changes that widen its environment, from being tried, and no others; only a
 * refused token ends all of it. Returns a result for every change with something to do, in graph order; it rejects only
 * for defects of Konduct.
 */
export async function apply(input: ApplyInput): Promise<readonly Result[]> {
  return new Application(input).run();
}

class Application {
  readonly #input: ApplyInput;
  readonly #world: World;
  readonly #phased: Phased;
  readonly #changes: ReadonlyMap<string, Pick<Change, 'action' | 'kind' | 'name'>>;
  readonly #results = new Map<string, Result>();
  /** The first cause for which dependents of a resource wait or are skipped, by its address. */
  readonly #roots = new Map<string, string>();
  /** Objects as the narrowing parts of their changes left them. */
  readonly #record: SecretRecord;
  readonly #narrowed = new Map<string, ObservedObject>();
  /** Fires when no further change could succeed. */
  readonly #ended = new AbortController();
  readonly #total: number;
  #done = 0;
  readonly #defects: unknown[] = [];

  constructor(input: ApplyInput) {
    this.#input = input;
    const { graph, planned, environmentOrder = new Map() } = input;
    this.#world = planned.world;
    this.#record = new SecretRecord(input.provider, planned.plan.owner, graph.nodes);
    const { decisions } = planned;
    this.#changes = new Map(decisions.map(({ change }) => [change.address, change]));
    const dependencies = withSequences(graph, decisions, withSuccessions(graph, decisions, this.#world));
    this.#phased = phased(graph, decisions, dependencies, environmentOrder);
    this.#total = this.#phased.work.filter(({ type }) => type === 'change').length;
  }

  async run(): Promise<readonly Result[]> {
    const { concurrency, planned } = this.#input;
    const signal = AbortSignal.any([this.#input.signal, this.#ended.signal]);
    const { work, dependencies } = this.#phased;
    await runSchedule({
      nodes: work,
      dependencies,
      settled: this.#settled(),
      concurrency,
      signal,
      isPatient: ({ type }) => type === 'gate',
      work: (item) => this.#carryOut(item),
      skip: (item, cause) => this.#skip(item, cause),
    });
    if (this.#defects.length > 0) throw this.#defects[0];
    return planned.decisions.flatMap(({ change }) => this.#results.get(change.address) ?? []);
  }

  /** The fates of resources that the plan does not change. */
  #settled(): Map<string, Fate> {
    const settled = new Map<string, Fate>();
    for (const { change, observed } of this.#input.planned.decisions) {
      const { address, action, reason } = change;
      if (action === 'none') settled.set(address, 'ready');
      else if (action === 'waiting' || action === 'blocked') {
        settled.set(address, observed ? 'ready' : 'waiting');
        this.#roots.set(address, reason ?? address);
        this.#results.set(address, this.#resultOf(address, action, reason));
      }
    }
    return settled;
  }

  async #carryOut(item: Work): Promise<Fate> {
    if (item.type === 'gate') return 'ready';
    const { decision, address } = item;
    const { change } = decision;
    if (item.type === 'change') {
      const { organization } = this.#input.graph;
      const { action, kind } = change;
      this.#input.onProgress({ event: 'started', organization, address, kind, action });
    }
    try {
      const attempt = item.type === 'narrowing' ? await this.#narrow(decision) : await this.#attempt(decision);
      if ('removed' in attempt) return this.#applied(decision, undefined);
      if ('object' in attempt)
        return item.type === 'narrowing' ? 'ready' : await this.#written(decision, attempt.object);
      const reason = 'pending' in attempt ? attempt.pending : attempt.waits;
      this.#roots.set(address, reason);
      this.#note(this.#resultOf(change.address, 'waiting', reason));
      return 'waiting';
    } catch (error) {
      this.#roots.set(address, change.address);
      this.#note(this.#failed(decision, error));
      return 'failed';
    }
  }

  async #narrow(decision: Decision): Promise<Attempt> {
    const attempt = await narrow(decision, this.#input.provider, this.#world);
    if ('object' in attempt) this.#narrowed.set(decision.change.address, attempt.object);
    return attempt;
  }

  async #attempt(decision: Decision): Promise<Attempt> {
    const { provider, planned } = this.#input;
    if (!decision.node) return decision.labels ? relabel(decision, provider) : remove(decision, provider);
    const { digestIn } = decision.kind;
    if (digestIn && sendsSecrets(decision, this.#world)) await this.#record.forget(digestIn, decision.node);
    const narrowed = this.#narrowed.get(decision.change.address);
    const current = narrowed ? { ...decision, observed: narrowed } : decision;
    return write(current, provider, this.#world, planned.plan.owner);
  }

  /** Records the digest of secrets that were sent with an object that has no place for it. */
  async #written(decision: Decision, object: ObservedObject): Promise<Fate> {
    const { node, kind } = decision;
    const digest =
      node && kind.digestIn && sendsSecrets(decision, this.#world)
        ? digestOf(kind, node.evaluate(this.#world).fields, node.address)
        : undefined;
    if (!node || !kind.digestIn || digest === undefined) return this.#applied(decision, object);
    return this.#applied(decision, object, await this.#record.keep(kind.digestIn, node, digest));
  }

  #applied({ change, node }: Decision, object: ObservedObject | undefined, diagnostic?: Diagnostic): Fate {
    const { address } = change;
    const result = { ...this.#resultOf(address, 'applied'), ...(diagnostic ? { diagnostic } : {}) };
    if (object) this.#world.learn(address, object.fields);
    const notReady = object && node?.notReady(this.#world);
    this.#note(notReady?.problem ? { ...result, diagnostic: notReady.problem } : result);
    if (!notReady) return 'ready';
    this.#world.hold(address, notReady.reason);
    this.#roots.set(address, `${readableAddress(address)}: ${notReady.reason}`);
    return 'waiting';
  }

  #failed({ change }: Decision, error: unknown): Result {
    if (!(error instanceof UserError)) {
      this.#defects.push(error);
      return this.#resultOf(change.address, 'failed', String(error));
    }
    const [first] = error.diagnostics;
    const reason = error.diagnostics.map(({ message }) => message).join('; ');
    const failed = this.#resultOf(change.address, 'failed', reason);
    const result = first ? { ...failed, diagnostic: withPlace(first, change) } : failed;
    if (isTokenRefused(result)) this.#ended.abort();
    return result;
  }

  #skip(item: Work, cause: Cause | undefined): void {
    const root = cause && (this.#roots.get(cause.address) ?? cause.address);
    if (root !== undefined) this.#roots.set(item.address, root);
    // A change whose narrowing part failed has failed.
    if (item.type !== 'change' || this.#results.has(item.address)) return;
    if (cause?.fate === 'waiting') this.#note(this.#resultOf(item.address, 'waiting', root));
    else {
      const stopped = this.#ended.signal.aborted ? 'Konnect refuses the access token' : 'the run was stopped';
      const reason = cause?.fate === 'failed' ? `${root} failed` : stopped;
      this.#note(this.#resultOf(item.address, 'skipped', reason));
    }
  }

  #note(result: Result): void {
    this.#results.set(result.address, result);
    this.#done += 1;
    const { graph, onProgress } = this.#input;
    const { organization } = graph;
    const { name = result.address } = this.#changes.get(result.address) ?? {};
    onProgress({ event: 'finished', organization, result, name, done: this.#done, total: this.#total });
  }

  #resultOf(address: string, outcome: Result['outcome'], reason?: string): Result {
    const { action, kind } = this.#changes.get(address) ?? { action: 'none' as const, kind: '' };
    const result = { address, kind, action, outcome };
    return reason === undefined ? result : { ...result, reason };
  }
}

function withPlace(diagnostic: Diagnostic, { place }: Decision['change']): Diagnostic {
  return diagnostic.at || !place ? diagnostic : { ...diagnostic, at: place };
}
