import { branchProblem } from '@konduct/core/manifest/branch';
import { environmentOf, type Tree } from './tree.ts';

/** How the branches that koctl and Konduct keep for environments end. */
export const stagingEnding = '-konnect-orchestrator-apply';

/** The branch that koctl and Konduct keep for an environment. */
export function stagingBranch(environment: string): string {
  return `${environment}${stagingEnding}`;
}

/**
 * Environments that are in no manifest any more and of which something is left, in order: files in the base, or a branch
 * that may be waiting to be merged.
 *
 * @param known those there are
 * @param branches of the platform repository
 */
export function goneEnvironments(known: readonly string[], base: Tree, branches: Iterable<string> = []): string[] {
  const left = new Set<string>();
  for (const path of base.keys()) {
    const at = environmentOf(path);
    if (at) left.add(at.environment);
  }
  for (const branch of branches) if (branch.endsWith(stagingEnding)) left.add(branch.slice(0, -stagingEnding.length));
  for (const environment of known) left.delete(environment);
  // Of what cannot be a branch nothing was ever staged.
  return [...left].filter((name) => name !== '' && branchProblem(stagingBranch(name)) === undefined).sort();
}
