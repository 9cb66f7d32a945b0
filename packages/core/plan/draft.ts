import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { World } from '../graph/world.ts';
import type { Demand } from '../observe/observation.ts';
import type { Decision, Orphan } from './decision.ts';
import { type DraftInput, type DraftRules, isPart } from './draft-input.ts';
import { Drafter } from './drafter.ts';
import { leftoversOf } from './leftover.ts';
import { type Extent, extentOf } from './reach.ts';

/** What would be done if all of it were allowed. */
export interface Draft {
  /** In graph order. */
  readonly decisions: readonly Decision[];
  readonly orphans: readonly Orphan[];
  /** Links of others that lie on objects that are made anew, as people call them, by the addresses of the replacements. */
  readonly foreignLinks: ReadonlyMap<string, readonly string[]>;
  /** How much of Konnect it was made from. */
  readonly extent: Extent;
  readonly diagnostics: readonly Diagnostic[];
  /** What has to be observed first; while there is any, the draft is provisional. */
  readonly demands: readonly Demand[];
  /** What the observation says about the graph's resources: where an apply starts from. */
  readonly world: World;
}

/**
 * Compares the desired graph with what was observed. Pure and deterministic: the same input gives the same draft, byte
 * for byte. What it cannot tell without seeing more of Konnect it asks for in `demands`.
 */
export function makeDraft(input: DraftInput, rules: DraftRules): Draft {
  const drafted = new Drafter(input, rules).run();
  const { orphans, foreignLinks } = leftoversOf(input, drafted);
  const { decisions, knowledge } = drafted;
  const { demands, world, diagnostics } = knowledge;
  const extent = isPart(input) ? ({ type: 'part' } as const) : extentOf(input.reach, input.observation);
  return { decisions, orphans, foreignLinks, extent, diagnostics, demands, world };
}
