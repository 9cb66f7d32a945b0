import type { Knowledge } from '../observe/knowledge.ts';
import { addressKeyOf, isOwned, keyOfLabel } from '../observe/labels.ts';
import type { Sighting } from '../observe/observation.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { Orphan } from './decision.ts';
import { type DraftInput, partOf } from './draft-input.ts';
import type { Drafted } from './drafter.ts';
import { type FoundOrphans, orphansIn } from './orphan.ts';
import { yieldedFindings } from './precedence.ts';
import { demandWhatMayBeOurs } from './reach.ts';
import { idleRenames } from './rename.ts';

const nothing: FoundOrphans = { orphans: [], yielded: [], foreignLinks: new Map() };

/**
 * The orphans, as far as all lists that could prove them have been read; until then none. Demands missing data, and
 * reports renames and memberships in the manifests that have no effect.
 */
export function leftoversOf(input: DraftInput, drafted: Drafted): Pick<FoundOrphans, 'orphans' | 'foreignLinks'> {
  const { knowledge, yielded } = drafted;
  demandReach(input, drafted);
  const found = knowledge.demands.length > 0 ? nothing : findOrphans(input, drafted);
  demandProof(found.orphans, input, knowledge);
  if (!partOf(input)) noteIdleRenames(input, drafted);
  knowledge.diagnostics.push(...yieldedFindings([...yielded, ...found.yielded]));
  return found;
}

/** Demands every list that could have an object of ours. */
function demandReach(input: DraftInput, { owners, nodeOf, knowledge }: Drafted): void {
  const { reach, observation } = input;
  const selects = partOf(input);
  if (reach) demandWhatMayBeOurs({ ...reach, observation, owners, nodeOf, ...(selects ? { selects } : {}) }, knowledge);
}

function noteIdleRenames({ graph, observation, moved = [] }: DraftInput, { owners, knowledge }: Drafted): void {
  if (moved.length === 0) return;
  const keys = new Set<string>();
  for (const { object } of observation.all()) {
    const key = isOwned(object.labels, owners) ? keyOfLabel(object.labels[addressLabel]) : undefined;
    if (key !== undefined) keys.add(key);
  }
  knowledge.diagnostics.push(...idleRenames(moved, graph.nodes, (key) => keys.has(key)));
}

/**
 * Demands proof for links: a list may leave out objects that a token must not see, so a link's target counts as gone
 * only if Konnect does not find its id.
 */
function demandProof(orphans: readonly Orphan[], { reach, observation }: DraftInput, knowledge: Knowledge): void {
  for (const { id, kind: name, region } of orphans.flatMap(({ gone }) => gone)) {
    const kind = reach?.kinds.get(name);
    if (kind && observation.beyondLists(id) === undefined) knowledge.demand({ type: 'object', kind, region, id });
  }
}

function findOrphans(input: DraftInput, drafted: Drafted): FoundOrphans {
  const { graph, observation, selects, within, refersTo = () => false } = input;
  const { decisions, nodeOf, unmatched, owners, knowledge } = drafted;
  const kindAt = new Map(graph.nodes.map(({ address, kind }) => [address, kind.name]));
  // Resources outside of the selection were not matched; their links must not be taken for orphans.
  const others = selects ? graph.nodes.filter((node) => !selects(node) && !refersTo(node)) : [];
  const part = partOf(input);
  return orphansIn({
    observation,
    owners,
    isDeclared: declarationsOf(input),
    decisions,
    nodeOf,
    kindAt: (address) => kindAt.get(address),
    kinds: new Map(graph.nodes.map(({ kind }) => [kind.name, kind])),
    unmatched: [
      ...unmatched,
      ...others.flatMap((node) =>
        node.kind.ownership === 'links' ? [{ node, ...node.evaluate(knowledge.world) }] : [],
      ),
    ],
    ...(graph.place ? { place: graph.place } : {}),
    ...(within ? { within } : {}),
    ...(part ? { selects: part } : {}),
  });
}

/**
 * Whether an object's address is declared in its region. If the resource moved to another region, the object counts as
 * undeclared: the resource is created again there.
 */
function declarationsOf({ graph, isDeclaredElsewhere = () => false }: DraftInput) {
  const declared = Map.groupBy(graph.nodes, addressKeyOf);
  return (key: string, { kind, region }: Sighting): boolean =>
    isDeclaredElsewhere(key) || (declared.get(key) ?? []).some((node) => node.kind === kind && node.region === region);
}
