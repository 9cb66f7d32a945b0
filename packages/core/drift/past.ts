import type { Documents } from '../graph/documents.ts';
import type { Evaluation, ResourceGraph, ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { fieldAt } from '../kind/kind.ts';
import { holdsSecrets, secretFields } from '../kind/secret-field.ts';
import { Knowledge } from '../observe/knowledge.ts';
import type { Observation } from '../observe/observation.ts';
import type { FieldChange } from '../plan/change.ts';
import { compareFields } from '../plan/compare.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import { isDigested } from '../plan/digest.ts';
import { ownerLabel } from '../provider/ownership.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { revealSecret } from '../secret/secret.ts';
import { sameValue } from '../value/same-value.ts';
import { valueAt } from '../value/value-at.ts';
import { DeclaredBefore } from './declared-before.ts';

/** What the manifests of an earlier commit ask for. */
export interface Past {
  /** The id of the commit. */
  readonly commit: string;
  readonly graph: ResourceGraph;
  /** The specifications and files of that commit. */
  readonly documents: Documents;
  readonly owner: string;
}

/** What an earlier commit wanted, with the ids that Konnect has now. */
export class PastIntent {
  readonly #past: Past;
  readonly #nodes: ReadonlyMap<string, ResourceNode>;
  readonly #evaluations: ReadonlyMap<string, Evaluation>;
  readonly #declared: DeclaredBefore;

  /**
   * @param decisions of the present plan, which say what object belongs to an address
   * @param observation of the same plan
   */
  constructor(past: Past, decisions: readonly Decision[], observation: Observation) {
    const objects = new Map<string, ObservedObject>();
    for (const { change, observed } of decisions) if (observed) objects.set(change.address, observed);
    const knowledge = new Knowledge(observation, past.documents);
    const nodes = new Map<string, ResourceNode>();
    const evaluations = new Map<string, Evaluation>();
    for (const node of past.graph.nodes) {
      if (node.external) {
        knowledge.look(node, node.external);
        continue;
      }
      nodes.set(node.address, node);
      evaluations.set(node.address, node.evaluate(knowledge.world));
      const object = objects.get(node.address);
      if (object) knowledge.learn(node, object);
    }
    this.#past = past;
    this.#nodes = nodes;
    this.#evaluations = evaluations;
    this.#declared = new DeclaredBefore(past.graph.nodes, observation);
  }

  /** Whether the commit declares the resource, as the same kind in the same region. */
  declares({ address, kind, region }: Pick<ResourceNode, 'address' | 'kind' | 'region'>): boolean {
    const node = this.#nodes.get(address);
    return node?.kind.name === kind.name && node.region === region;
  }

  /** Whether the commit declares the resource behind an object that no manifest declares now. */
  declaresObject(orphan: Orphan): boolean {
    return this.#declared.resourceOf(orphan) !== undefined;
  }

  /**
   * Whether the commit wants the same value of a field.
   *
   * @param now the resource with its present values, and the present owner
   */
  wantsSame(field: FieldChange, now: Wanted): boolean {
    const node = this.#nodes.get(now.node.address);
    const evaluation = this.#evaluations.get(now.node.address);
    if (!node || !evaluation || !this.declares(now.node)) return false;
    return isSame(field, { node, evaluation, owner: this.#past.owner }, now);
  }

  /**
   * Whether somebody changed a field that the commit wanted otherwise than the manifests of today: Konnect has neither of
   * the two values. False where Konnect's value cannot be compared.
   */
  isChangedByHand(
    { path, secret }: FieldChange,
    { node: { kind, address, region } }: Wanted,
    there: ObservedObject,
  ): boolean {
    const evaluation = this.#evaluations.get(address);
    if (!evaluation || !this.declares({ address, kind, region })) return false;
    const [name = ''] = path.split('.');
    const isCompared = name in evaluation.fields && name !== 'labels' && !isDigested(kind, name) && !secret;
    if (!isCompared || unknownAt(evaluation, path)) return false;
    return compareFields(kind, evaluation.fields, there.fields).some((each) => isAround(each.path, path));
  }
}

/** Whether two dotted paths are the same, or one is in the other. */
function isAround(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** A resource with the values that its template asks for. */
export interface Wanted {
  readonly node: ResourceNode;
  readonly evaluation: Evaluation;
  readonly owner: string;
}

const labels = 'labels.';

function isSame({ path, after }: FieldChange, then: Wanted, now: Wanted): boolean {
  const { kind } = now.node;
  if (path === 'deletion-protection') return then.node.isProtected === now.node.isProtected;
  if (kind.ownership === 'labels' && path.startsWith(labels)) {
    const key = path.slice(labels.length);
    if (key === ownerLabel) return then.owner === now.owner;
    return sameValue(labelOf(then, key), labelOf(now, key));
  }
  const unknown = [then, now].map(({ evaluation }) => unknownAt(evaluation, path));
  if (unknown[0] || unknown[1])
    return unknown[0]?.expression === unknown[1]?.expression && unknown[0]?.on === unknown[1]?.on;
  if (holdsSecrets(fieldAt(kind, path))) return sameValue(secretsAt(kind, then, path), secretsAt(kind, now, path));
  const [before, present] = [then, now].map(({ evaluation }) => valueAt(evaluation.fields, path));
  // A key with a dot in it cannot be found by a dotted path: the whole field is compared.
  if (present === undefined && after !== undefined) {
    const [field = ''] = path.split('.');
    return sameValue(then.evaluation.fields[field], now.evaluation.fields[field]);
  }
  return sameValue(before, present);
}

function labelOf({ evaluation }: Wanted, key: string): unknown {
  const { labels: wanted } = evaluation.fields;
  return typeof wanted === 'object' && wanted !== null ? Reflect.get(wanted, key) : undefined;
}

/** The value of a field that is known only later: the field itself, the field around it, or a field in it. */
function unknownAt({ unknowns }: Evaluation, path: string) {
  return unknowns.find(
    (unknown) => unknown.path === path || path.startsWith(`${unknown.path}.`) || unknown.path.startsWith(`${path}.`),
  );
}

/** The texts of secrets, which are compared here and shown nowhere; undefined where one is not at hand. */
function secretsAt(kind: Kind, { evaluation }: Wanted, path: string): readonly (string | undefined)[] | undefined {
  const found = secretFields(kind, evaluation.fields).find((field) => field.path === path);
  return found?.handles.map(({ secret }) => secret && revealSecret(secret));
}
