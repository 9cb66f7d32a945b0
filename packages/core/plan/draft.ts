import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { World } from '../graph/world.ts';
import type { Demand } from '../observe/observation.ts';
import type { Decision, Orphan } from './decision.ts';
import { type DraftInput, type DraftRules, partOf } from './draft-input.ts';
import { Drafter } from './drafter.ts';
import { leftoversOf } from './leftover.ts';
import { type Extent, extentOf } from './reach.ts';

/** The changes to make if all of them were allowed. */
export interface Draft {
  /** In graph order. */
  readonly decisions: readonly Decision[];
  readonly orphans: readonly Orphan[];
  /** Links to objects of others on objects that are replaced, by the addresses of the replacements. */
  readonly foreignLinks: ReadonlyMap<string, readonly string[]>;
  /** The part of Konnect that it was made from. */
  readonly extent: Extent;
  readonly diagnostics: readonly Diagnostic[];
  /** Data to observe first. While there is any, the draft is provisional. */
  readonly demands: readonly Demand[];
  /** The values of the graph's resources in the observation, from which an apply starts. */
  readonly world: World;
}

/**
 * Compares the desired graph with the observation. Pure and deterministic: the same input gives the same draft, byte
 * for byte. Missing data is in `demands`.
 */
export function makeDraft(input: DraftInput, rules: DraftRules): Draft {
  const drafted = new Drafter(input, rules).run();
  const { orphans, foreignLinks } = leftoversOf(input, drafted);
  const { decisions, knowledge } = drafted;
  const { demands, world, diagnostics } = knowledge;
  const extent = partOf(input) ? ({ type: 'part' } as const) : extentOf(input.reach, input.observation);
  return { decisions, orphans, foreignLinks, extent, diagnostics, demands, world };
}
