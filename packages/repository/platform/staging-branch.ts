import { branchProblem } from '@konduct/core/manifest/branch';
import { environmentOf, type Tree } from './tree.ts';

/** The end of the names of the branches that koctl and Konduct keep for environments. */
export const stagingEnding = '-konnect-orchestrator-apply';

/** The branch that koctl and Konduct keep for an environment. */
export function stagingBranch(environment: string): string {
  return `${environment}${stagingEnding}`;
}

/**
 * The environments that no manifest has any more and that left something behind, sorted: files in the base, or a branch
 * that may wait to be merged.
 *
 * @param known the environments in the manifest
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
  // A name that no branch can have was never staged.
  return [...left].filter((name) => name !== '' && branchProblem(stagingBranch(name)) === undefined).sort();
}
