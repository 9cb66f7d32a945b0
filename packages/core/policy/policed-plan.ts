import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { World } from '../graph/world.ts';
import type { Demand, Observation } from '../observe/observation.ts';
import { type Reader, type Surveyed, survey } from '../observe/survey.ts';
import type { Change } from '../plan/change.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import type { Draft } from '../plan/draft.ts';
import type { DraftInput } from '../plan/draft-input.ts';
import { type Plan, summarize } from '../plan/plan.ts';
import { judgeDeletion, judgeReplacement } from './deletion.ts';
import { expiryFindings } from './expiry.ts';
import { guardSize } from './guard.ts';
import { koctlFindings } from './koctl.ts';
import { refuseTakenNames } from './names.ts';
import { orphanedAccess } from './orphaned-access.ts';
import { policedDraft } from './policed-draft.ts';
import { type ProtectedOrphan, protectedFindings } from './protection.ts';
import { blockLinks } from './refused-links.ts';
import { type Blocks, blockSequence } from './sequence.ts';
import type { PolicySettings } from './settings.ts';
import { unreadRegions } from './unread-region.ts';

/** The input of a plan: the desired graph, the observation, and the policies. */
export type PlanInput = DraftInput & PolicySettings;

/** The input of a plan without the observation. */
export type PlanSettings = Omit<PlanInput, 'observation'>;

export interface Planned {
  readonly plan: Plan;
  /** With the decisions of all policies. An apply carries out these and nothing else. */
  readonly decisions: readonly Decision[];
  /** All orphans, deleted or not. */
  readonly orphans: readonly Orphan[];
  /** Data to observe first. While there is any, the plan is provisional. */
  readonly demands: readonly Demand[];
  /** The values of the graph's resources in the observation, from which an apply starts. */
  readonly world: World;
}

/** A finished plan with its observation. */
export type ObservedPlan = Surveyed<Planned>;

/**
 * Plans an organization, and reads the data from Konnect that the plan demands.
 *
 * @param make makes the plan; by default that of a reconciliation
 *
 * @throws UserError with everything that could not be read
 */
export function observedPlan(
  settings: PlanSettings,
  provider: Reader,
  make: (input: PlanInput) => Planned = makePlan,
): Promise<ObservedPlan> {
  return survey((observation) => make({ ...settings, observation }), provider);
}

/**
 * Compares the desired graph with the observation and decides for every change whether it is allowed: the only gate
 * before any write. Pure and deterministic: the same input gives the same plan, byte for byte.
 */
export function makePlan(input: PlanInput): Planned {
  return judgeDraft(policedDraft(input), input);
}

/**
 * Decides for every change of a draft whether it is allowed.
 *
 * @param left changes that are told as left in Konnect, and not judged
 */
export function judgeDraft(draft: Draft, input: PlanInput, left: readonly Change[] = []): Planned {
  const { graph, owner, environmentOrder = new Map() } = input;
  const diagnostics: Diagnostic[] = [...draft.diagnostics];
  const blocks: Blocks = new Map();
  const deletions = judgeOrphans(draft.orphans, input, blocks, diagnostics);
  const replacements = judgeReplacements(draft, input, blocks, diagnostics);
  diagnostics.push(...guardSize(deletions.deleted, replacements.decisions, draft.orphans, input, blocks));
  const before = [...replacements.decisions, ...deletions.deleted];
  diagnostics.push(
    ...blockWhatFollows(replacements.decisions, deletions.deleted, input.observation, blocks, environmentOrder),
  );
  const decisions = before.map((decision) => judged(decision, blocks));
  const owners = new Set([owner, ...(input.previousOwners ?? [])]);
  const orphans = [...deletions.left, ...left];
  diagnostics.push(...expiryFindings(decisions, input.now, input.rotationThreshold));
  diagnostics.push(...orphanedAccess(deletions.left), ...unreadRegions(input.observation));
  diagnostics.push(...koctlFindings(graph.organization, draft.decisions, input.observation, owners));
  const plan = {
    organization: graph.organization,
    owner,
    changes: decisions.map(({ change }) => change),
    summary: summarize(
      decisions.map(({ change }) => change),
      orphans.length,
    ),
    orphans,
    extent: draft.extent,
    diagnostics,
  };
  const demands = [...draft.demands, ...deletions.demands, ...replacements.demands];
  return { plan, decisions, orphans: draft.orphans, demands, world: draft.world };
}

/** Blocks changes that must not be made while others are blocked, until none is added. */
function blockWhatFollows(
  decisions: readonly Decision[],
  deleted: readonly Orphan[],
  observation: Observation,
  blocks: Blocks,
  order: ReadonlyMap<string, readonly string[]>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const changes = [...decisions, ...deleted].map(({ change }) => change);
  for (let before = -1; blocks.size > before; ) {
    before = blocks.size;
    found.push(...refuseTakenNames(decisions, deleted, observation, blocks));
    blockLinks(deleted, blocks);
    found.push(...blockSequence(changes, blocks, order));
  }
  return found;
}

/**
 * Replacements with the contents that are deleted and the links that are created again, or blocked because of contents
 * that are not ours.
 */
function judgeReplacements(
  { decisions, foreignLinks }: Pick<Draft, 'decisions' | 'foreignLinks'>,
  input: PlanInput,
  blocks: Blocks,
  diagnostics: Diagnostic[],
): { readonly decisions: readonly Decision[]; readonly demands: readonly Demand[] } {
  const demands: Demand[] = [];
  const judgedOnes = decisions.map((decision): Decision => {
    const { change } = decision;
    if (change.action !== 'replace') return decision;
    const verdict = judgeReplacement(decision, foreignLinks.get(change.address) ?? [], input.observation, input);
    if (verdict.type === 'unknown') demands.push(verdict.demand);
    if (verdict.type === 'refused') {
      const { diagnostic } = verdict;
      const { address } = change;
      diagnostics.push(diagnostic);
      blocks.set(address, { by: address, action: 'replace', code: diagnostic.code, reason: diagnostic.message });
    }
    if (verdict.type !== 'deleted') return decision;
    const comesBack = decisions
      .filter((other) => other.change.action === 'create' && other.change.dependsOn.includes(change.address))
      .map((other) => `${other.change.kind} ${other.change.name}, which comes back`);
    const takesAlong = [...verdict.takesAlong, ...comesBack];
    const told = takesAlong.length > 0 ? { ...change, takesAlong } : change;
    return { ...decision, ...(verdict.force ? { force: true as const } : {}), change: told };
  });
  return { decisions: judgedOnes, demands };
}

/** Each in the order of the orphans: access first, because people must know of it. */
interface Deletions {
  readonly deleted: readonly Orphan[];
  readonly left: readonly Change[];
  readonly demands: readonly Demand[];
}

function judgeOrphans(
  orphans: readonly Orphan[],
  input: PlanInput,
  blocks: Blocks,
  diagnostics: Diagnostic[],
): Deletions {
  const deleted: Orphan[] = [];
  const left: Change[] = [];
  const shielded: ProtectedOrphan[] = [];
  const demands: Demand[] = [];
  for (const orphan of orphans) {
    const { change } = orphan;
    const verdict = judgeDeletion(orphan, input.observation, input);
    switch (verdict.type) {
      case 'left':
        left.push({ ...change, stays: verdict.stays, reason: verdict.reason });
        break;
      case 'unknown':
        demands.push(verdict.demand);
        break;
      case 'refused': {
        const { address } = change;
        const { diagnostic } = verdict;
        diagnostics.push(diagnostic);
        blocks.set(address, { by: address, action: 'delete', code: diagnostic.code, reason: diagnostic.message });
        deleted.push(orphan);
        break;
      }
      case 'protected': {
        const { address } = change;
        const { protection: reason } = verdict;
        blocks.set(address, { by: address, action: 'delete', code: 'deletion-protected', reason });
        shielded.push({ orphan, protection: verdict.protection });
        deleted.push(orphan);
        break;
      }
      case 'deleted':
        deleted.push({
          ...orphan,
          ...(verdict.force ? { force: true } : {}),
          change: { ...change, takesAlong: verdict.takesAlong },
        });
    }
  }
  diagnostics.push(...protectedFindings(shielded));
  return { deleted, left, demands };
}

function judged(decision: Decision, blocks: Blocks): Decision {
  const found = blocks.get(decision.change.address);
  if (!found) return decision;
  const { reason, ...block } = found;
  return { ...decision, change: { ...decision.change, action: 'blocked', reason, block } };
}
