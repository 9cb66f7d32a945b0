import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Documents } from '../graph/documents.ts';
import type { Evaluation, ResourceGraph, ResourceNode, UnknownField } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import { collectionOf } from '../observe/collection.ts';
import { Knowledge, type Obstacle } from '../observe/knowledge.ts';
import { addressLabelOf } from '../observe/labels.ts';
import { type AdoptMode, type Match, type MatchRules, matchObject } from '../observe/match.ts';
import type { Demand, Observation } from '../observe/observation.ts';
import type { ObservedObject } from '../provider/provider.ts';
import type { Decision } from './decision.ts';
import { creationFields, describeChange } from './describe.ts';
import { differencesOf } from './difference.ts';
import { orphansIn } from './orphan.ts';
import { type Plan, summarize } from './plan.ts';

export interface PlanInput {
  readonly graph: ResourceGraph;
  readonly documents: Documents;
  readonly observation: Observation;
  readonly owner: string;
  readonly adopt: AdoptMode;
  /** Which resources this run is about; the rest counts as declared and is left alone. */
  readonly selects: (node: ResourceNode) => boolean;
  /** Which of the rest the selected ones refer to: those are looked at and never changed. None when left out. */
  readonly refersTo?: (node: ResourceNode) => boolean;
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

type Existing = Extract<Match, { readonly object: ObservedObject }>;

class Planner {
  readonly #input: PlanInput;
  readonly #rules: MatchRules;
  readonly #knowledge: Knowledge;
  readonly #decisions: Decision[] = [];
  /** Objects of resources that are only referred to. */
  readonly #referred: ObservedObject[] = [];

  constructor(input: PlanInput) {
    this.#input = input;
    const declared = new Set(input.graph.nodes.map(addressLabelOf));
    this.#rules = { owner: input.owner, adopt: input.adopt, declared };
    this.#knowledge = new Knowledge(input.observation, input.documents);
  }

  run(): Planned {
    const { graph, observation, owner, selects, refersTo = () => false } = this.#input;
    const nodes = graph.nodes.filter((node) => selects(node) || refersTo(node));
    this.#demandWholeLists(nodes);
    for (const node of nodes) {
      if (node.external) this.#knowledge.look(node, node.external);
      else if (selects(node)) this.#decide(node);
      else this.#refer(node);
    }
    const taken = new Set([...this.#decisions.flatMap((decision) => decision.observed ?? []), ...this.#referred]);
    const declared = new Set(graph.nodes.map((node) => `${node.region} ${addressLabelOf(node)}`));
    const orphans = orphansIn(observation, owner, declared, taken);
    const changes = this.#decisions.map((decision) => decision.change);
    const plan = {
      organization: graph.organization,
      owner,
      changes,
      summary: summarize(changes, orphans.length),
      orphans,
      diagnostics: this.#knowledge.diagnostics,
    };
    const { demands, world } = this.#knowledge;
    return { plan, decisions: this.#decisions, demands, world };
  }

  /** Lists that hold all objects of a region are read at once, before anybody knows which resources will need them. */
  #demandWholeLists(nodes: readonly ResourceNode[]): void {
    for (const { kind, region, external } of nodes) {
      if (!external && kind.collection.length === 0) this.#knowledge.demandList({ kind, region, parents: {} });
    }
  }

  #decide(node: ResourceNode): void {
    const evaluation = node.evaluate(this.#knowledge.world);
    const errors = evaluation.problems.flatMap(({ diagnostic, pending }) =>
      pending === undefined ? [diagnostic] : [],
    );
    if (errors.length > 0) {
      this.#knowledge.diagnostics.push(...errors);
      this.#hinder(node, evaluation, `an expression that fails: ${errors[0]?.message ?? ''}`);
      return;
    }
    const match = this.#match(node, evaluation);
    if (match === undefined) return;
    if (match.type === 'refused') {
      this.#refuse(node, evaluation, match);
      return;
    }
    const obstacles = this.#knowledge.obstaclesOf(evaluation);
    if (match.type === 'none') {
      this.#create(node, evaluation, obstacles);
      return;
    }
    this.#knowledge.learn(node, match.object);
    const waits = obstacles.find((obstacle) => obstacle.type === 'waits');
    if (waits) this.#wait(node, evaluation, waits.reason, match.object);
    else this.#existing(node, evaluation, match);
  }

  /** Looks up a resource that another run is about. What needs it waits until it is there. */
  #refer(node: ResourceNode): void {
    const evaluation = node.evaluate(this.#knowledge.world);
    const match = this.#match(node, evaluation);
    if (match === undefined) return;
    if (match.type === 'none' || match.type === 'refused') {
      this.#knowledge.waits(node.address, `${node.address}, which this run is not about and which does not exist yet`);
      return;
    }
    this.#referred.push(match.object);
    this.#knowledge.learn(node, match.object);
  }

  /** Undefined while the list it would be found in has not been read. */
  #match(node: ResourceNode, { fields, unknowns }: Evaluation): Match | undefined {
    const { kind } = node;
    const collection = collectionOf(node, fields);
    // Its parent does not exist yet, or what it links does not: neither does it.
    const isNew = kind.ownership === 'parent' && this.#isWaitedFor(kind.identity, unknowns);
    if (!collection || isNew) return { type: 'none' };
    const list = this.#input.observation.list(collection);
    if (list) return matchObject(node, fields, list, this.#rules);
    this.#knowledge.demandList(collection);
    return undefined;
  }

  /** Whether a part of an identity is of something that does not exist. */
  #isWaitedFor(identity: readonly string[], unknowns: readonly UnknownField[]): boolean {
    return unknowns.some(({ path, on }) => identity.includes(path) && !this.#knowledge.isUnread(on));
  }

  #create(node: ResourceNode, evaluation: Evaluation, obstacles: readonly Obstacle[]): void {
    const waits = obstacles.find((obstacle) => obstacle.type === 'waits');
    if (waits) {
      this.#wait(node, evaluation, waits.reason);
      return;
    }
    for (const obstacle of obstacles) if (obstacle.type === 'unread') this.#knowledge.demand(obstacle.demand);
    this.#push(node, evaluation, { action: 'create', fields: creationFields(node, evaluation) });
  }

  #existing(node: ResourceNode, evaluation: Evaluation, match: Existing): void {
    const adopting = match.type === 'adopt';
    const { observation, owner } = this.#input;
    // A field whose expression needs a list nobody read is not compared: the object exists, and reading costs a call.
    const unknowns = evaluation.unknowns.filter((unknown) => !this.#knowledge.isUnread(unknown.on));
    const found = differencesOf({
      node,
      evaluation: { ...evaluation, unknowns },
      object: match.object,
      owner,
      adopting,
      detail: observation.detail(match.object),
    });
    if (found.needsDetail) {
      this.#knowledge.demand({ type: 'detail', kind: node.kind, region: node.region, object: match.object });
      return;
    }
    this.#knowledge.diagnostics.push(...found.diagnostics);
    if (match.type === 'owned' && match.others.length > 0) this.#knowledge.diagnostics.push(ambiguity(node, match));
    const { fields, changed, immutable, differs, accepted } = found;
    const base = { fields, changed, observed: match.object, ...(accepted === undefined ? {} : { accepted }) };
    if (match.type === 'adopt') this.#push(node, evaluation, { ...base, action: 'adopt', reason: match.reason });
    else if (immutable !== undefined)
      this.#push(node, evaluation, { ...base, action: 'replace', reason: `${immutable} cannot change` });
    else this.#push(node, evaluation, { ...base, action: differs ? 'update' : 'none' });
  }

  #refuse(node: ResourceNode, evaluation: Evaluation, { reason, fix }: Extract<Match, { type: 'refused' }>): void {
    const { name } = describeChange(node, evaluation);
    const what = `${node.kind.name} ${JSON.stringify(name)}`;
    const message = `The ${what} (${node.address}) is left alone: ${reason}`;
    this.#knowledge.diagnostics.push(finding('foreign-owner', message, node.place, { fix }));
    this.#hinder(node, evaluation, `${what}: ${reason}`);
  }

  /** Leaves a resource as it is until somebody mends what the diagnostics name. */
  #hinder(node: ResourceNode, evaluation: Evaluation, reason: string): void {
    this.#knowledge.waits(node.address, reason);
    this.#push(node, evaluation, { action: 'waiting', reason, refused: true, fields: [] });
  }

  #wait(node: ResourceNode, evaluation: Evaluation, reason: string, observed?: ObservedObject): void {
    if (!observed) this.#knowledge.waits(node.address, reason);
    this.#push(node, evaluation, { action: 'waiting', reason, fields: [], ...(observed ? { observed } : {}) });
  }

  #push(
    node: ResourceNode,
    evaluation: Evaluation,
    decided: Pick<Decision['change'], 'action' | 'reason' | 'refused' | 'fields'> & {
      readonly observed?: ObservedObject;
      readonly changed?: readonly string[];
      readonly accepted?: string;
    },
  ): void {
    const { observed, changed = [], accepted, ...action } = decided;
    const dependsOn = this.#input.graph.dependencies.get(node.address) ?? [];
    const change = { ...describeChange(node, evaluation), ...action, dependsOn };
    this.#decisions.push({
      node,
      change,
      changed,
      ...(observed ? { observed } : {}),
      ...(accepted === undefined ? {} : { accepted }),
    });
  }
}

function ambiguity(node: ResourceNode, { object, others }: Extract<Match, { type: 'owned' }>): Diagnostic {
  const message = `${others.length + 1} objects in Konnect could be the ${node.kind.name} ${node.address}: ${String(object.fields.id)} is taken for it, and ${others.join(', ')} left alone`;
  return finding('ambiguous-match', message, node.place, {
    severity: 'warning',
    fix: 'Delete those that are not needed.',
  });
}
