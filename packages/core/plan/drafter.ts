import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { inputWords } from '../diagnostic/input-words.ts';
import { readableAddress } from '../graph/address.ts';
import { askedOf } from '../graph/guarded.ts';
import { fallbackName, namesIn } from '../graph/name.ts';
import type { Evaluation, ResourceNode, UnknownField } from '../graph/node.ts';
import { objectionTo } from '../graph/objection.ts';
import type { Kind } from '../kind/kind.ts';
import { secretFields } from '../kind/secret-field.ts';
import { fillSentence, type NameOfReferred, titleOf } from '../kind/title.ts';
import { collectionOf } from '../observe/collection.ts';
import { Knowledge, type Obstacle, type Wait } from '../observe/knowledge.ts';
import { addressKeyOf } from '../observe/labels.ts';
import { type Found, type Match, type MatchRules, matchObject } from '../observe/match.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';
import type { Change } from './change.ts';
import type { Decision } from './decision.ts';
import { creationFields, describeChange } from './describe.ts';
import { differencesOf } from './difference.ts';
import type { DraftInput, DraftRules } from './draft-input.ts';
import { lostWith } from './lost.ts';
import type { UnmatchedResource } from './orphan.ts';
import { precedenceOf, precedencesOf, type Yielded } from './precedence.ts';
import { demandPrecedence } from './reach.ts';
import { recordedDigests, recordsOf } from './record.ts';
import { inferRenames, previousKeys } from './rename.ts';
import { readFields, toldFields, withRead } from './seen.ts';
import { withMoves } from './sequence.ts';

/** The results for the resources of a graph. */
export interface Drafted {
  /** In graph order. */
  readonly decisions: readonly Decision[];
  readonly nodeOf: ReadonlyMap<ObservedObject, ResourceNode>;
  readonly unmatched: readonly UnmatchedResource[];
  readonly yielded: readonly Yielded[];
  readonly owners: ReadonlySet<string>;
  /** The facts collected so far, and the data to read next. */
  readonly knowledge: Knowledge;
}

/** Decides about the resources of a graph, one after the other in graph order. */
export class Drafter {
  readonly #input: DraftInput;
  readonly #draftRules: DraftRules;
  readonly #matchRules: MatchRules;
  readonly #knowledge: Knowledge;
  readonly #decisions: Decision[] = [];
  readonly #nodeOf = new Map<ObservedObject, ResourceNode>();
  /** Links that may have an object, but none that is known. */
  readonly #unmatched: UnmatchedResource[] = [];
  /** Addresses of resources that certainly have no object, or will have another one. */
  readonly #absent = new Set<string>();
  /** Resources that are only referred to, by address. */
  readonly #externals = new Map<string, ResourceNode>();
  readonly #names = new Map<string, string>();
  readonly #yielded: Yielded[] = [];
  readonly #owners: ReadonlySet<string>;

  constructor(input: DraftInput, rules: DraftRules) {
    this.#input = input;
    this.#draftRules = rules;
    const { graph, observation, owner, previousOwners = [], moved = [], isDeclaredElsewhere = () => false } = input;
    this.#owners = new Set([owner, ...previousOwners]);
    const declared = new Set(graph.nodes.map(addressKeyOf));
    const isDeclared = (key: string): boolean => declared.has(key) || isDeclaredElsewhere(key);
    const inferred = inferRenames({ nodes: graph.nodes, observation, owners: this.#owners, isDeclared });
    const renames = [...moved, ...inferred];
    this.#matchRules = {
      owners: this.#owners,
      isDeclared,
      previousKeys: (node) => (renames.length === 0 ? [] : previousKeys(node, renames)),
      adoptionProblem: rules.adoptionProblem,
    };
    this.#knowledge = new Knowledge(observation, input.documents);
  }

  run(): Drafted {
    const { graph, selects = () => true, refersTo = () => false } = this.#input;
    const nodes = graph.nodes.filter((node) => selects(node) || refersTo(node));
    this.#demandWholeLists(nodes);
    for (const node of nodes) {
      if (node.external) {
        this.#externals.set(node.address, node);
        this.#knowledge.look(node, node.external);
      } else if (selects(node)) this.#decide(node);
      else this.#refer(node);
    }
    return {
      decisions: withMoves(this.#decisions, this.#input.observation, this.#knowledge.world),
      nodeOf: this.#nodeOf,
      unmatched: this.#unmatched,
      yielded: this.#yielded,
      owners: this.#owners,
      knowledge: this.#knowledge,
    };
  }

  /** Demands the lists that have all objects of a region at once, before it is known which resources need them. */
  #demandWholeLists(nodes: readonly ResourceNode[]): void {
    for (const { kind, region, external } of nodes) {
      if (!external && kind.collection.length === 0) this.#knowledge.demandList({ kind, region, parents: {} });
    }
  }

  #decide(node: ResourceNode): void {
    const evaluation = node.evaluate(this.#knowledge.world);
    this.#names.set(node.address, this.#nameOf(node, evaluation));
    const errors = evaluation.problems.flatMap(({ diagnostic, pending }) =>
      pending === undefined ? [diagnostic] : [],
    );
    const [error] = errors;
    if (error) {
      this.#knowledge.diagnostics.push(...errors);
      this.#unmatched.push({ node, ...evaluation });
      this.#block(node, error.code, `an expression that fails: ${error.message}`);
      return;
    }
    const match = this.#match(node, evaluation);
    if (match === undefined) return;
    if (match.type === 'none') this.#note(node, evaluation);
    if (match.type === 'refused') {
      this.#refuse(node, match);
      return;
    }
    const obstacles = this.#knowledge.obstaclesOf(evaluation);
    if (match.type === 'none') {
      this.#create(node, evaluation, obstacles);
      return;
    }
    this.#nodeOf.set(match.object, node);
    const waits = obstacles.find((obstacle) => obstacle.type === 'waits');
    if (waits) {
      this.#knowledge.learn(node, match.object);
      this.#wait(node, waits, match.object);
    } else this.#existing(node, evaluation, match);
  }

  /** Records a resource without an object. A link to an object that does not exist certainly does not exist either. */
  #note(node: ResourceNode, evaluation: Evaluation): void {
    const { kind, address } = node;
    const identity = new Set([...kind.identity, ...kind.collection]);
    const joinsAbsent = evaluation.unknowns.some(({ path, on }) => identity.has(path) && this.#absent.has(on));
    if (kind.ownership !== 'links' || joinsAbsent) this.#absent.add(address);
    else this.#unmatched.push({ node, ...evaluation });
  }

  /** Looks up a resource of another run. Its dependents wait until it exists. */
  #refer(node: ResourceNode): void {
    const evaluation = node.evaluate(this.#knowledge.world);
    this.#names.set(node.address, this.#nameOf(node, evaluation));
    const match = this.#match(node, evaluation);
    if (match === undefined) return;
    if (match.type === 'none' || match.type === 'refused') {
      if (match.type === 'none') this.#note(node, evaluation);
      const reason = `${readableAddress(node.address)}, which this run is not about and which does not exist yet`;
      this.#knowledge.waits(node.address, { reason });
      return;
    }
    this.#nodeOf.set(match.object, node);
    this.#knowledge.learn(node, match.object);
  }

  /** Undefined while the list with its object has not been read. */
  #match(node: ResourceNode, { fields, unknowns }: Evaluation): Match | undefined {
    const { kind } = node;
    const collection = collectionOf(node, fields);
    // If its parent or an end of it does not exist yet, neither does the resource.
    const isNew = kind.ownership !== 'labels' && this.#isWaitedFor(kind.identity, unknowns);
    if (!collection || isNew) return { type: 'none' };
    const list = this.#input.observation.list(collection);
    if (list) return matchObject(node, fields, list, this.#matchRules);
    this.#knowledge.demandList(collection);
    return undefined;
  }

  /** Whether a part of an identity comes from an object that does not exist. */
  #isWaitedFor(identity: readonly string[], unknowns: readonly UnknownField[]): boolean {
    return unknowns.some(({ path, on }) => identity.includes(path) && this.#knowledge.unread(on) === undefined);
  }

  #create(node: ResourceNode, evaluation: Evaluation, obstacles: readonly Obstacle[]): void {
    const waits = obstacles.find((obstacle) => obstacle.type === 'waits');
    if (waits) {
      this.#wait(node, waits);
      return;
    }
    // A setting of an object that does not exist yet appears with it; the first write is a creation as any other.
    if (node.kind.cardinality === 'one' && collectionOf(node, evaluation.fields)) {
      const message = `Konnect does not show the ${node.kind.name} of ${readableAddress(node.address)}, which always exists`;
      this.#knowledge.diagnostics.push(finding('konnect-answer', message, node.place));
      this.#block(node, 'konnect-answer', message);
      return;
    }
    if (this.#yields(node, evaluation) || this.#objects(node, evaluation)) return;
    for (const obstacle of obstacles) if (obstacle.type === 'unread') this.#knowledge.demand(obstacle.demand);
    const fields = creationFields(node, evaluation);
    const { grant } = node.kind;
    const meaning = grant && fillSentence(grant.given, evaluation.fields, this.#namesIn(evaluation));
    this.#push(node, {
      action: 'create',
      fields,
      ...(meaning === undefined ? {} : { effect: grant?.effect ?? 'widens', meaning }),
    });
  }

  /** Leaves a link out if another object takes precedence over the manifests. */
  #yields(node: ResourceNode, evaluation: Evaluation): boolean {
    const { observation, reach } = this.#input;
    const { kind } = node;
    if (!kind.yieldsTo || !reach) return false;
    // An object that is about to be created has nothing that could take precedence.
    if (evaluation.unknowns.some(({ path }) => path === kind.claimedBy)) return false;
    demandPrecedence(precedencesOf(kind, 'add'), reach.kinds, observation, this.#knowledge);
    const precedence = precedenceOf(kind, evaluation.fields, observation, 'add');
    if (!precedence) return false;
    const { because } = precedence;
    const about = fillSentence(precedence.about, evaluation.fields, this.#namesIn(evaluation));
    const place = node.place ? { place: node.place } : {};
    const name = this.#names.get(node.address) ?? node.address;
    this.#yielded.push({ verb: 'add', name, because, about, ...place });
    this.#push(node, { action: 'none', fields: [] });
    return true;
  }

  #existing(node: ResourceNode, evaluation: Evaluation, match: Found): void {
    const { object } = match;
    const { observation, owner, now, deep, rotateSecrets = [] } = this.#input;
    const detail = observation.detail(object);
    this.#demandReplacedTarget(evaluation, object);
    // A field whose expression needs an unread list is not compared: the object exists, and reading costs a request.
    const unknowns = evaluation.unknowns.filter((unknown) => this.#knowledge.unread(unknown.on) === undefined);
    const found = differencesOf({
      node,
      evaluation: { ...evaluation, unknowns },
      object,
      owner,
      adopting: match.type === 'adopt',
      detail,
      now,
      deep,
      rotates: rotateSecrets.includes(node.address),
      recorded: this.#recorded(node, evaluation),
    });
    if (found.needsDetail) {
      this.#knowledge.learn(node, object);
      this.#knowledge.demand({ type: 'detail', kind: node.kind, region: node.region, object });
      return;
    }
    const read = toldFields(readFields(node.kind, detail));
    if (this.#objects(node, evaluation, object, read)) return;
    this.#knowledge.diagnostics.push(...found.diagnostics);
    if (match.type === 'owned' && match.others.length > 0) this.#knowledge.diagnostics.push(ambiguity(node, match));
    const { fields, changed, immutable, differs, accepted, effect } = found;
    const told = { fields, ...(effect === undefined ? {} : { effect }) };
    const base = {
      ...told,
      ...stagesOf(node.kind, withRead(object, read), evaluation, differs),
      changed,
      observed: object,
      ...(read ? { read } : {}),
      ...(accepted === undefined ? {} : { accepted }),
    };
    if (immutable !== undefined) {
      this.#replace(node, object, immutable, base);
      return;
    }
    this.#knowledge.learn(node, object);
    if (match.type === 'adopt') this.#push(node, { ...base, action: 'adopt', reason: match.reason });
    else if (match.type === 'moved') this.#push(node, { ...base, action: 'update', reason: match.reason });
    else this.#push(node, { ...base, action: differs ? 'update' : 'none' });
  }

  /** The recorded digest of a resource's secrets, which is demanded if they are at hand. */
  #recorded(node: ResourceNode, { fields }: Evaluation): string | undefined {
    const { observation, owner } = this.#input;
    const { digestIn } = node.kind;
    const secrets = digestIn ? secretFields(node.kind, fields) : [];
    if (!digestIn || secrets.length === 0) return undefined;
    if (secrets.some(({ handles }) => handles.some(({ secret }) => !secret))) return undefined;
    const digests = recordedDigests(digestIn, owner, observation);
    if (digests === 'refused') return digests;
    if (digests !== 'unread') return digests.get(addressKeyOf(node));
    // A token that may not read it plans all the same.
    this.#knowledge.demandList(recordsOf(digestIn), true);
    return undefined;
  }

  /** Blocks a resource whose values its kind will not have together, or not for the object as it is. */
  #objects(node: ResourceNode, evaluation: Evaluation, object?: ObservedObject, read?: Fields): boolean {
    const objection = objectionTo(node, evaluation, object && withRead(object, read).fields);
    if (!objection) return false;
    this.#knowledge.diagnostics.push(objection);
    const { code, message } = objection;
    if (!object) {
      this.#block(node, code, message);
      return true;
    }
    this.#knowledge.learn(node, object);
    const block = { by: node.address, action: 'update', code } as const;
    this.#push(node, { action: 'blocked', reason: message, block, fields: [], observed: object });
    return true;
  }

  /**
   * Deletes and creates an object again because of a field that cannot change, if that is allowed. Its links come after
   * and are created again.
   */
  #replace(node: ResourceNode, object: ObservedObject, path: string, base: Omit<Decided, 'action'>): void {
    const problem = this.#draftRules.replacementProblem(node, object);
    const lost = lostWith(node.kind, object, this.#input.observation);
    const reason = `${path} cannot change`;
    if (!problem) {
      // The id changes: objects that contain it no longer agree with the manifests.
      this.#absent.add(node.address);
      this.#push(node, { ...base, action: 'replace', reason, ...lost });
      return;
    }
    this.#knowledge.learn(node, object);
    const name = this.#names.get(node.address) ?? node.address;
    const message = `The ${node.kind.name} ${JSON.stringify(name)} (${readableAddress(node.address)}) is not replaced: ${reason}`;
    const { code, cause, fix } = problem;
    this.#knowledge.diagnostics.push(finding(code, message, node.placeOf(path) ?? node.place, { cause, fix }));
    const block = { by: node.address, action: 'replace', code } as const;
    this.#push(node, { ...base, action: 'blocked', reason, block, ...lost });
  }

  /**
   * Demands the list with a link's target if the files of the platform say that the target has another id by now. A
   * link whose target stays costs no request, unless the comparison is deep.
   */
  #demandReplacedTarget({ unknowns }: Evaluation, object: ObservedObject): void {
    const { documents, deep } = this.#input;
    for (const { path, on } of unknowns) {
      const demand = this.#knowledge.unread(on);
      const external = demand && this.#externals.get(on);
      if (!demand || !external) continue;
      if (deep) this.#knowledge.demand(demand);
      const { fields } = external.evaluate(this.#knowledge.world);
      const expected = documents.expected?.(external.kind.name, fields, external.region);
      const id = valueAt(object.fields, path);
      if (expected && typeof id === 'string' && !expected.has(id)) this.#knowledge.demand(demand);
    }
  }

  #refuse(node: ResourceNode, { reason, cause, fix }: Extract<Match, { type: 'refused' }>): void {
    const name = this.#names.get(node.address) ?? node.address;
    const what = `${node.kind.name} ${JSON.stringify(name)}`;
    const message = `The ${what} (${readableAddress(node.address)}) is left alone: ${reason}`;
    this.#knowledge.diagnostics.push(finding('foreign-owner', message, node.place, { cause, fix }));
    this.#block(node, 'foreign-owner', reason);
  }

  /** Leaves a resource unchanged until the errors in the diagnostics are mended. */
  #block(node: ResourceNode, code: DiagnosticCode, reason: string): void {
    const name = this.#names.get(node.address) ?? node.address;
    const wait = { reason: `${node.kind.name} ${JSON.stringify(name)}: ${reason}`, blockedBy: node.address };
    this.#knowledge.waits(node.address, wait);
    this.#push(node, { action: 'blocked', reason, fields: [], block: { by: node.address, action: 'none', code } });
  }

  #wait(node: ResourceNode, { reason, blockedBy }: Wait, observed?: ObservedObject): void {
    if (!observed) this.#knowledge.waits(node.address, { reason, ...(blockedBy === undefined ? {} : { blockedBy }) });
    const rest = { fields: [], ...(observed ? { observed } : {}) };
    const cause =
      blockedBy === undefined ? undefined : this.#decisions.find(({ change }) => change.address === blockedBy);
    if (!cause?.change.block) {
      this.#push(node, { action: 'waiting', reason, ...rest });
      return;
    }
    const block = {
      by: cause.change.address,
      action: observed ? 'update' : 'create',
      code: cause.change.block.code,
    } as const;
    this.#push(node, { action: 'blocked', reason, block, ...rest });
  }

  #nameOf(node: ResourceNode, evaluation: Evaluation): string {
    return titleOf(node.kind, evaluation.fields, this.#namesIn(evaluation)) ?? fallbackName(node);
  }

  /** The names of the objects that the fields of a resource refer to, whether they exist or not. */
  #namesIn(evaluation: Evaluation): NameOfReferred {
    const { graph, observation } = this.#input;
    return namesIn(
      evaluation,
      (address) => this.#names.get(address) ?? graph.names.get(address),
      (id) => {
        const { name, email } = observation.withId(id)?.object.fields ?? {};
        return typeof name === 'string' ? name : typeof email === 'string' ? email : undefined;
      },
    );
  }

  #push(node: ResourceNode, { observed, read, changed = [], accepted, ...told }: Decided): void {
    const dependsOn = this.#input.graph.dependencies.get(node.address) ?? [];
    const name = this.#names.get(node.address) ?? node.address;
    this.#decisions.push({
      node,
      kind: node.kind,
      change: { ...describeChange(node, name, observed), ...told, dependsOn },
      changed,
      ...(observed ? { observed } : {}),
      ...(read ? { read } : {}),
      ...(accepted === undefined ? {} : { accepted }),
    });
  }
}

type Told = 'action' | 'reason' | 'block' | 'fields' | 'effect' | 'meaning' | 'passesThrough' | 'cannotBeUndone';

type Decided = Pick<Change, Told> & {
  readonly observed?: ObservedObject;
  readonly read?: Fields;
  readonly changed?: readonly string[];
  readonly accepted?: string;
};

/** The states that an update passes through, from the values that are known. */
function stagesOf(
  kind: Kind,
  { fields: before }: ObservedObject,
  evaluation: Evaluation,
  differs: boolean,
): Pick<Change, 'passesThrough'> {
  const passesThrough = differs ? askedOf(evaluation, (desired) => kind.passesThrough?.(before, desired)) : undefined;
  return passesThrough === undefined || passesThrough.length === 0 ? {} : { passesThrough };
}

function ambiguity(node: ResourceNode, { object, others }: Extract<Match, { type: 'owned' }>): Diagnostic {
  const message = `${others.length + 1} objects in Konnect could be the ${node.kind.name} ${readableAddress(node.address)}: ${String(object.fields.id)} is taken for it, and not ${others.join(', ')}`;
  return finding('ambiguous-match', message, node.place, {
    severity: 'warning',
    cause: 'Two runs made it at the same time, and one of them was cut off',
    fix: `Run with ${inputWords('prune', 'all')}, or delete those that are not needed.`,
  });
}
