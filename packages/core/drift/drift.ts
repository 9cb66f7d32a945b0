import type { ResourceNode } from '../graph/node.ts';
import type { Change, FieldChange } from '../plan/change.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import type { ObservedPlan } from '../policy/policed-plan.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { type Difference, differenceTypes, type Origin, origins, type Remedy } from './difference.ts';
import { type Past, PastIntent } from './past.ts';

/** What is known of the last apply. */
export interface LastApply {
  /**
   * What was applied last to an environment, or to the organization as a whole; undefined where nothing says so.
   *
   * @param environment undefined for resources of no environment
   */
  at(environment: string | undefined): Past | undefined;
  /** All commits that were applied last to any part, each once. */
  readonly all: readonly Past[];
}

/** Nothing is known of the last apply. */
export const nothingApplied: LastApply = { at: () => undefined, all: [] };

export interface DriftInput {
  readonly planned: Pick<ObservedPlan, 'plan' | 'decisions' | 'orphans' | 'world' | 'observation'>;
  readonly last: LastApply;
  /** What git tells of orphans that a commit removed from the manifests, by their addresses. */
  readonly removed?: ReadonlyMap<string, Change>;
  /** Addresses of changes that only a deep comparison finds. */
  readonly deepOnly?: ReadonlySet<string>;
}

/**
 * The differences of a plan, each with its origin: what was changed in Konnect, and what was changed in git. Pure: the
 * same input gives the same differences, sorted by origin, environment and address.
 *
 * Resources that wait, and people who were invited and have not accepted, are no differences.
 */
export function driftOf(input: DriftInput): readonly Difference[] {
  const judge = new Judge(input);
  const { decisions, orphans, plan } = input.planned;
  const notOurs = new Set(
    plan.orphans.flatMap(({ address, stays }) => (stays === undefined || stays === 'prune' ? [] : [address])),
  );
  const awaited = awaitedIn(decisions);
  const found = [
    ...decisions.flatMap((decision) => (awaited.has(decision.change.address) ? [] : judge.ofDecision(decision))),
    ...orphans.flatMap((orphan) => (notOurs.has(orphan.change.address) ? [] : judge.ofOrphan(orphan))),
  ];
  return found.sort(inOrder);
}

class Judge {
  readonly #input: DriftInput;
  readonly #intents = new Map<Past, PastIntent>();

  constructor(input: DriftInput) {
    this.#input = input;
  }

  ofDecision(decision: Decision): Difference[] {
    const { change, node, observed } = decision;
    if (!node) return [];
    const action = change.block?.action ?? change.action;
    switch (action) {
      case 'create':
        return [
          {
            ...subjectOf(change),
            type: 'missing',
            origin: this.#originOf(node),
            fields: change.fields,
            remedy: this.#remedy(change, node),
            mixed: false,
          },
        ];
      case 'update':
      case 'adopt':
      case 'replace':
        return this.#changed(change, node, observed);
      default:
        return [];
    }
  }

  #changed(change: Change, node: ResourceNode, observed: ObservedObject | undefined): Difference[] {
    const { plan, world } = this.#input.planned;
    const now = { node, evaluation: node.evaluate(world), owner: plan.owner };
    const intent = this.#intentAt(node.environment);
    const contested = change.fields
      .filter(
        (field) => observed && intent && !intent.wantsSame(field, now) && intent.isChangedByHand(field, now, observed),
      )
      .map(({ path }) => path);
    const origin = ({ path, ...field }: FieldChange): Origin => {
      if (!intent) return 'unknown';
      return contested.includes(path) || intent.wantsSame({ path, ...field }, now) ? 'drift' : 'pending';
    };
    const byOrigin = Map.groupBy(change.fields, origin);
    // Only labels that are not shown differ.
    if (change.fields.length === 0) byOrigin.set(this.#originOf(node), []);
    return [...byOrigin].map(([each, fields]) => ({
      ...subjectOf(change),
      type: 'changed',
      origin: each,
      fields,
      ...updatedAtOf(observed),
      ...(fields.length === 0 ? { reason: 'the labels that Konduct knows it by' } : {}),
      remedy: this.#remedy(change, node),
      mixed: byOrigin.size > 1 || contested.length > 0,
      ...(each === 'drift' && contested.length > 0 ? { contested } : {}),
    }));
  }

  ofOrphan(orphan: Orphan): Difference[] {
    const { observed, protection } = orphan;
    const { last, removed } = this.#input;
    const told = removed?.get(orphan.change.address);
    const change = told ?? orphan.change;
    // The link is deleted and made anew together with the object that is replaced.
    if (change.partOf !== undefined) return [];
    const isPending = told !== undefined || last.all.some((past) => this.#intentOf(past).declaresObject(orphan));
    const origin = isPending ? 'pending' : last.at(change.environment) ? 'drift' : 'unknown';
    const since = told?.commit && `: ${told.commit.id.slice(0, 7)} ${told.commit.subject}`;
    const undeclared = isPending ? `the manifests no longer declare it${since ?? ''}` : 'no manifest declares it';
    const reason = protection === undefined ? undeclared : `${undeclared}; it is protected from deletion`;
    return [
      {
        ...subjectOf(change),
        type: 'undeclared',
        origin,
        fields: [],
        ...updatedAtOf(observed),
        reason,
        remedy: { prunes: true, replaces: false, deep: false },
        mixed: false,
      },
    ];
  }

  #originOf(node: ResourceNode): Origin {
    const intent = this.#intentAt(node.environment);
    if (!intent) return 'unknown';
    return intent.declares(node) ? 'drift' : 'pending';
  }

  #intentAt(environment: string | undefined): PastIntent | undefined {
    const past = this.#input.last.at(environment);
    return past && this.#intentOf(past);
  }

  #intentOf(past: Past): PastIntent {
    const { decisions, observation } = this.#input.planned;
    const intent = this.#intents.get(past) ?? new PastIntent(past, decisions, observation);
    this.#intents.set(past, intent);
    return intent;
  }

  #remedy({ action, block, address }: Change, { kind }: ResourceNode): Remedy {
    // Nothing is lost when an object is made anew that only joins others.
    const replaces = (block?.action ?? action) === 'replace' && kind.ownership !== 'links';
    return { prunes: false, replaces, deep: this.#input.deepOnly?.has(address) ?? false };
  }
}

/** The addresses of invitations to people, and of what waits for their acceptance: every plan has them. */
function awaitedIn(decisions: readonly Decision[]): ReadonlySet<string> {
  const invited = new Set<string>();
  for (const { kind, change } of decisions) {
    const { address, action, dependsOn } = change;
    const follows = kind.pendingAfterCreate !== undefined || dependsOn.some((dependency) => invited.has(dependency));
    if (action === 'create' && follows) invited.add(address);
  }
  return invited;
}

function subjectOf({ address, kind, region, id, name, environment, place }: Change) {
  return {
    address,
    kind,
    region,
    name,
    ...(id === undefined ? {} : { id }),
    ...(environment === undefined ? {} : { environment }),
    ...(place === undefined ? {} : { place }),
  };
}

function updatedAtOf(object: ObservedObject | undefined): { updatedAt?: string } {
  const { updated_at: time } = object?.fields ?? {};
  return typeof time === 'string' ? { updatedAt: time } : {};
}

function inOrder(a: Difference, b: Difference): number {
  return (
    origins.indexOf(a.origin) - origins.indexOf(b.origin) ||
    compareText(a.environment ?? '', b.environment ?? '') ||
    differenceTypes.indexOf(a.type) - differenceTypes.indexOf(b.type) ||
    compareText(a.address, b.address) ||
    compareText(a.kind, b.kind) ||
    compareText(a.id ?? '', b.id ?? '')
  );
}
