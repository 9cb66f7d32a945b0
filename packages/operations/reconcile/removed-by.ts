import { rm } from 'node:fs/promises';
import { DeclaredBefore } from '@konduct/core/drift/declared-before';
import type { ResourceNode } from '@konduct/core/graph/node';
import type { Observation } from '@konduct/core/observe/observation';
import type { Change, Commit } from '@konduct/core/plan/change';
import type { Orphan } from '@konduct/core/plan/decision';
import type { Plan } from '@konduct/core/plan/plan';
import { Git } from '@konduct/repository/git/git';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { ObjectReader } from '@konduct/repository/git/object-reader';
import { linesOf, versionsOf } from '@konduct/repository/platform/history';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { PlatformOptions, RunContext } from '../options.ts';
import { declaringFiles, pastPlatform } from './past-platform.ts';
import { type Repository, repositoryAround } from './repository-around.ts';

/** The limits of the search: commits of a line that changed manifests, and milliseconds in all. */
const limits = { commits: 20, time: 10_000 } as const;

/** The input of the search. */
export interface RemovalSearch {
  readonly plan: Plan;
  readonly orphans: readonly Orphan[];
  readonly observation: Observation;
}

interface Removal {
  readonly commit: Commit;
  /** The resource behind the object. */
  readonly node: ResourceNode;
}

/**
 * Adds to a plan's orphans the commits that removed them from the manifests, as far as git has them. Orphans stay
 * without a commit where there is no repository or no git, where the history ends too early, and where the removal is
 * not committed yet. Failures are not reported, because the plan is correct without the commits.
 */
export async function withRemovals(
  search: RemovalSearch,
  options: PlatformOptions,
  runContext: Pick<RunContext, 'environment' | 'signal'>,
): Promise<Plan> {
  const { plan, orphans } = search;
  const repository = orphans.length > 0 ? repositoryAround(options) : undefined;
  if (!repository) return plan;
  const home = await scratchFolder('history');
  try {
    const { environment, signal } = runContext;
    const deadline = AbortSignal.timeout(limits.time);
    const git = new Git({ environment, home, timeout: limits.time, signal }).until(deadline);
    if (!(await git.isUsable())) return plan;
    const stop = AbortSignal.any([deadline, signal]);
    return told(plan, await removalsIn(repository, git, search, stop));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function removalsIn(
  repository: Repository,
  git: Git,
  { plan, orphans, observation }: RemovalSearch,
  stop: AbortSignal,
): Promise<ReadonlyMap<string, Removal>> {
  const { directory, paths } = repository;
  const removals = new Map<string, Removal>();
  const reader = new ObjectReader(git, directory, limits.time);
  const query = { ...repository, git, reader, declaring: declaringFiles, limit: limits.commits };
  try {
    for (const line of await linesOf(query)) {
      const sought = new Set(orphans.filter(({ change }) => !removals.has(change.address)));
      /** The oldest commit so far that certainly lacks the resource. */
      let after: Commit | undefined;
      for await (const version of versionsOf(query, line)) {
        const { nodes, isWhole } = await pastPlatform(version, plan.organization, paths);
        const declared = new DeclaredBefore(nodes, observation);
        for (const orphan of sought) {
          const node = declared.resourceOf(orphan);
          if (!node) continue;
          sought.delete(orphan);
          // If the newest commit declares the resource, no commit has removed it.
          if (after) removals.set(orphan.change.address, { commit: after, node });
        }
        if (isWhole || !after) after = { id: version.commit, subject: version.subject };
        if (sought.size === 0 || stop.aborted) break;
      }
    }
  } catch (error) {
    // The commits found so far are correct.
    if (!(error instanceof GitFailure)) throw error;
  } finally {
    reader.close();
  }
  return removals;
}

function told(plan: Plan, removals: ReadonlyMap<string, Removal>): Plan {
  if (removals.size === 0) return plan;
  const tell = (change: Change): Change => {
    const removal =
      change.action === 'delete' || change.block?.action === 'delete' ? removals.get(change.address) : undefined;
    if (!removal) return change;
    const { commit, node } = removal;
    const environment = change.environment ?? node.environment;
    return { ...change, commit, declaredAs: node.address, ...(environment === undefined ? {} : { environment }) };
  };
  return { ...plan, changes: plan.changes.map(tell), orphans: plan.orphans.map(tell) };
}
