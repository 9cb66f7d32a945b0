import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { type Documents, resolveDocument } from '../graph/documents.ts';
import type { Evaluation, ResourceGraph, ResourceNode, UnknownField } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import { ownerLabel } from '../provider/ownership.ts';
import type { Collection, Fields, ObservedObject } from '../provider/provider.ts';
import type { Decision } from './decision.ts';
import { describeChange } from './describe.ts';
import { differencesOf } from './difference.ts';
import { addressLabelValue } from './labels.ts';
import { type AdoptMode, type Match, type MatchRules, matchObject } from './match.ts';
import { type Demand, demandKey, type Observation } from './observation.ts';
import { type Plan, summarize } from './plan.ts';

export interface PlanInput {
  readonly graph: ResourceGraph;
  readonly documents: Documents;
  readonly observation: Observation;
  readonly owner: string;
  readonly adopt: AdoptMode;
  /** Which resources this run is about; the rest counts as declared and is left alone. */
  readonly selects: (node: ResourceNode) => boolean;
}

export interface Planned {
  readonly plan: Plan;
  readonly decisions: readonly Decision[];
  /** What has to be observed first; while there is any, the plan is provisional. */
  readonly demands: readonly Demand[];
  /** What the observation says about the graph's resources: where an apply starts from. */
  readonly world: World;
}

/**
 * Compares the desired graph with what was observed. Pure and deterministic: the same input gives the same plan, byte
 * for byte. What it cannot tell without seeing more of Konnect it asks for in `demands`.
 */
export function makePlan(input: PlanInput): Planned {
  return new Planner(input).run();
}

/** Why a resource cannot be dealt with now. */
type Obstacle =
  | { readonly type: 'waits'; readonly reason: string }
  | { readonly type: 'unread'; readonly demand: Demand };

class Planner {
  readonly #input: PlanInput;
  readonly #rules: MatchRules;
  readonly #world = new World();
  readonly #decisions: Decision[] = [];
  readonly #demands = new Map<string, Demand>();
  readonly #diagnostics: Diagnostic[] = [];
  /** Why resources wait, by address. */
  readonly #waiting = new Map<string, string>();
  /** Lists that only some resources turn out to need, by the address of the external. */
  readonly #unread = new Map<string, Demand>();

  constructor(input: PlanInput) {
    this.#input = input;
    const declared = new Set(input.graph.nodes.map((node) => addressLabelValue(node.address)));
    this.#rules = { owner: input.owner, adopt: input.adopt, declared };
  }

  run(): Planned {
    const { graph, owner, selects } = this.#input;
    const nodes = graph.nodes.filter(selects);
    this.#demandWholeLists(nodes);
    for (const node of nodes) {
      if (node.kind.external) this.#look(node);
      else this.#decide(node);
    }
    const orphans = this.#orphans();
    const changes = this.#decisions.map((decision) => decision.change);
    const plan = {
      organization: graph.organization,
      owner,
      changes,
      summary: summarize(changes, orphans.length),
      orphans,
      diagnostics: this.#diagnostics,
    };
    return { plan, decisions: this.#decisions, demands: [...this.#demands.values()], world: this.#world };
  }

  /** Lists that hold all objects of a region are read at once, before anybody knows which resources will need them. */
  #demandWholeLists(nodes: readonly ResourceNode[]): void {
    for (const { kind, region } of nodes) {
      if (kind.external || kind.collection.length > 0) continue;
      const collection: Collection = { kind, region, parents: {} };
      if (!this.#input.observation.list(collection)) this.#demand({ type: 'list', collection });
    }
  }

  /** Resolves an external reference, or leaves it unread until somebody cannot do without it. */
  #look(node: ResourceNode): void {
    const { kind, address } = node;
    if (kind.external?.source === 'documents') {
      resolveDocument(node, this.#world, this.#input.documents);
      return;
    }
    const { fields, unknowns, problems } = node.evaluate(this.#world);
    this.#diagnostics.push(...problems);
    const [unknown] = unknowns;
    if (unknown || problems.length > 0) {
      const described = kind.external?.describe(fields) ?? address;
      const behind = unknown && (this.#waiting.get(unknown.on) ?? `${unknown.on}, which does not exist yet`);
      const reason = behind === undefined ? `${described}, whose selector failed` : `${described} (in ${behind})`;
      this.#world.learnExternal(address, { state: 'waiting', reason });
      return;
    }
    const collection = collectionOf(node, fields);
    const list = collection && this.#input.observation.list(collection);
    if (!list) {
      if (collection) this.#unread.set(address, { type: 'list', collection });
      return;
    }
    const found = list.objects
      .map((object) => object.fields)
      .filter((object) => kind.external?.matches(object, fields));
    const [first] = found;
    if (kind.external?.yields === 'one') {
      const described = kind.external.describe(fields);
      this.#world.learnExternal(
        address,
        first ? { state: 'found', value: first } : { state: 'waiting', reason: described },
      );
      return;
    }
    const notReady = node.notReady(this.#world, found);
    if (notReady === undefined) {
      this.#world.learnExternal(address, { state: 'found', value: found });
      return;
    }
    const described = kind.external?.describe(fields) ?? address;
    const count = found.length === 0 ? '' : ` (${found.length} found; ${notReady})`;
    this.#world.learnExternal(address, { state: 'waiting', reason: `${described}${count}` });
  }

  #decide(node: ResourceNode): void {
    const evaluation = node.evaluate(this.#world);
    if (evaluation.problems.length > 0) {
      this.#diagnostics.push(...evaluation.problems);
      this.#wait(node, evaluation, `an expression that failed: ${evaluation.problems[0]?.message ?? ''}`);
      return;
    }
    const obstacles = evaluation.unknowns.flatMap((unknown) => this.#obstacle(unknown) ?? []);
    const match = this.#match(node, evaluation.fields);
    if (match === undefined) return;
    if (match.type === 'refused') {
      this.#refuse(node, evaluation, match);
      return;
    }
    if (match.type === 'none') {
      this.#create(node, evaluation, obstacles);
      return;
    }
    this.#world.learn(node.address, match.object.fields);
    const notReady = node.notReady(this.#world);
    if (notReady !== undefined) {
      this.#world.hold(node.address, notReady);
      this.#waiting.set(node.address, `${node.address}: ${notReady}`);
    }
    const waits = obstacles.find((obstacle) => obstacle.type === 'waits');
    if (waits) this.#wait(node, evaluation, waits.reason, match.object);
    else this.#existing(node, evaluation, match);
  }

  /** Undefined while the list it would be found in has not been read. */
  #match(node: ResourceNode, fields: Fields): Match | undefined {
    const collection = collectionOf(node, fields);
    // Its parent does not exist yet, so neither does it.
    if (!collection) return { type: 'none' };
    const list = this.#input.observation.list(collection);
    if (list) return matchObject(node, fields, list, this.#rules);
    this.#demand({ type: 'list', collection });
    return undefined;
  }

  #create(node: ResourceNode, evaluation: Evaluation, obstacles: readonly Obstacle[]): void {
    const waits = obstacles.find((obstacle) => obstacle.type === 'waits');
    if (waits) {
      this.#wait(node, evaluation, waits.reason);
      return;
    }
    for (const obstacle of obstacles) if (obstacle.type === 'unread') this.#demand(obstacle.demand);
    this.#push(node, evaluation, { action: 'create' });
  }

  #existing(node: ResourceNode, evaluation: Evaluation, match: Match & { readonly object: ObservedObject }): void {
    const adopting = match.type === 'adopt';
    const { observation, owner } = this.#input;
    // A field whose expression needs a list nobody read is not compared: the object exists, and reading costs a call.
    const unknowns = evaluation.unknowns.filter((unknown) => !this.#unread.has(unknown.on));
    const found = differencesOf({
      node,
      evaluation: { ...evaluation, unknowns },
      object: match.object,
      owner,
      adopting,
      detail: observation.detail(match.object),
    });
    if (found.needsDetail) {
      this.#demand({ type: 'detail', kind: node.kind, region: node.region, object: match.object });
      return;
    }
    this.#diagnostics.push(...found.diagnostics);
    const action = adopting ? 'adopt' : found.immutable !== undefined ? 'replace' : found.differs ? 'update' : 'none';
    const reason = adopting
      ? match.reason
      : found.immutable === undefined
        ? undefined
        : `${found.immutable} cannot change`;
    this.#push(node, evaluation, {
      action,
      fields: found.fields,
      observed: match.object,
      changed: found.changed,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  #refuse(node: ResourceNode, evaluation: Evaluation, match: Match & { readonly type: 'refused' }): void {
    const name = describeChange(node, evaluation).name;
    this.#diagnostics.push({
      severity: 'error',
      code: 'foreign-owner',
      message: `${node.kind.name} ${JSON.stringify(name)} (${node.address}) is left alone: ${match.reason}`,
      fix: match.fix,
      ...(node.place ? { at: node.place } : {}),
    });
    this.#wait(node, evaluation, `${node.kind.name} ${JSON.stringify(name)}: ${match.reason}`);
  }

  #wait(node: ResourceNode, evaluation: Evaluation, reason: string, observed?: ObservedObject): void {
    if (!observed) this.#waiting.set(node.address, reason);
    this.#push(node, evaluation, { action: 'waiting', reason, fields: [], ...(observed ? { observed } : {}) });
  }

  #push(
    node: ResourceNode,
    evaluation: Evaluation,
    decided: Pick<Decision['change'], 'action' | 'reason'> & {
      readonly fields?: Decision['change']['fields'];
      readonly observed?: ObservedObject;
      readonly changed?: readonly string[];
    },
  ): void {
    const { action, reason, fields, observed, changed } = decided;
    const described = describeChange(node, evaluation);
    const change = {
      ...described,
      action,
      fields: fields ?? described.fields,
      dependsOn: this.#input.graph.dependencies.get(node.address) ?? [],
      ...(reason === undefined ? {} : { reason }),
    };
    this.#decisions.push({ node, change, changed: changed ?? [], ...(observed ? { observed } : {}) });
  }

  #obstacle(unknown: UnknownField): Obstacle | undefined {
    const waiting = this.#waiting.get(unknown.on);
    if (waiting !== undefined) return { type: 'waits', reason: waiting };
    const demand = this.#unread.get(unknown.on);
    if (demand) return { type: 'unread', demand };
    const state = this.#world.externalState(unknown.on);
    return state.state === 'waiting' ? { type: 'waits', reason: state.reason } : undefined;
  }

  #demand(demand: Demand): void {
    this.#demands.set(demandKey(demand), demand);
  }

  /** Objects that carry our label for something nobody declares any more. They are counted, never touched. */
  #orphans(): string[] {
    const orphans: string[] = [];
    for (const { kind, object } of this.#input.observation.all()) {
      if (object.labels[ownerLabel] !== this.#input.owner) continue;
      const address = object.labels['konduct-address'];
      if (address !== undefined && this.#rules.declared.has(address)) continue;
      orphans.push(`${kind.name} ${String(object.fields.name ?? object.fields.id)}`);
    }
    return orphans.sort();
  }
}

function collectionOf(node: ResourceNode, fields: Fields): Collection | undefined {
  const parents: Record<string, string> = {};
  for (const name of node.kind.collection) {
    const value = fields[name];
    if (typeof value !== 'string') return undefined;
    parents[name] = value;
  }
  return { kind: node.kind, region: node.region, parents };
}
