import type { ResourceNode } from '../graph/node.ts';
import { placedAs } from '../graph/sibling.ts';
import type { World } from '../graph/world.ts';
import type { Kind } from '../kind/kind.ts';
import { collectionOf } from '../observe/collection.ts';
import type { Observation } from '../observe/observation.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';
import type { Change, FieldChange } from './change.ts';
import type { Decision } from './decision.ts';
import { sortFields, withPlace } from './describe.ts';

interface Member {
  readonly decision: Decision;
  readonly node: ResourceNode;
  readonly fields: Fields;
  readonly place: number;
}

/**
 * The decisions with the moves of ordered siblings. They are made one after the other, by place; each may push others
 * away, so that one whose place is right now may have to be put there again. Where some of them wait, the others take the
 * places that there are.
 */
export function withMoves(decisions: readonly Decision[], observation: Observation, world: World): Decision[] {
  const groups = new Map<string, Member[]>();
  for (const decision of decisions) {
    const { node, change } = decision;
    if (!node?.kind.sequence || change.action === 'waiting' || change.action === 'blocked') continue;
    const evaluation = node.evaluate(world);
    const placed = placedAs(node, evaluation);
    if (!placed) continue;
    const group = groups.get(placed.siblings) ?? [];
    groups.set(placed.siblings, group);
    group.push({ decision, node, fields: evaluation.fields, place: placed.place });
  }
  const moved = new Map<Decision, Decision>();
  for (const group of groups.values())
    for (const [decision, told] of movesOf(group, observation)) moved.set(decision, told);
  return decisions.map((decision) => moved.get(decision) ?? decision);
}

/** The moves of one group of siblings, tried out on the order that Konnect shows. */
function movesOf(group: readonly Member[], observation: Observation): [Decision, Decision][] {
  const [first] = group;
  const sequence = first?.node.kind.sequence;
  if (!first || !sequence) return [];
  const order: (ObservedObject | Decision)[] = siblingsOf(first, sequence, observation);
  // What is made comes last at first.
  const whoOf = ({ decision }: Member) => keptOf(decision) ?? decision;
  for (const member of group) if (!order.includes(whoOf(member))) order.push(whoOf(member));
  const inOrder = [...group].sort((a, b) => a.place - b.place);
  return inOrder.flatMap((member): [Decision, Decision][] => {
    const who = whoOf(member);
    const now = order.indexOf(who);
    const wanted = Math.min(member.place, order.length - 1);
    if (now === wanted) return [];
    order.splice(now, 1);
    order.splice(wanted, 0, who);
    const observed = keptOf(member.decision);
    return observed ? [[member.decision, asMove(member, sequence.field, observed)]] : [];
  });
}

/** The objects among which a resource has its place, in their order. */
function siblingsOf(
  { node, fields }: Member,
  { field, among }: NonNullable<Kind['sequence']>,
  observation: Observation,
): ObservedObject[] {
  const collection = collectionOf(node, fields);
  const list = collection && observation.list(collection);
  const isSibling = (object: ObservedObject): boolean =>
    among.every((path) => (valueAt(object.fields, path) ?? null) === (valueAt(fields, path) ?? null));
  return (list?.objects.filter(isSibling) ?? []).sort((a, b) => Number(a.fields[field]) - Number(b.fields[field]));
}

/** The object of a decision, if it stays. */
function keptOf({ observed, change }: Decision): ObservedObject | undefined {
  return change.action === 'replace' ? undefined : observed;
}

function asMove({ decision, node, place }: Member, field: string, { fields }: ObservedObject): Decision {
  const { change, changed } = decision;
  const before = fields[field];
  const moved: FieldChange = withPlace(node, {
    path: field,
    ...(before === undefined ? {} : { before }),
    after: place,
  });
  const pushed = before === place ? { reason: change.reason ?? 'siblings that move push it away' } : {};
  const told: Change = {
    ...change,
    ...pushed,
    action: change.action === 'none' ? 'update' : change.action,
    fields: sortFields([...change.fields, moved]),
  };
  return { ...decision, changed: [...changed, field].sort(), change: told };
}
