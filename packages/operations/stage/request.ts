import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Tree } from '@konduct/repository/platform/tree';
import type { SpecRequest } from '@konduct/repository/specification/request';
import { knownCommits } from '@konduct/repository/staging/service';
import type { Logins } from './access.ts';
import type { StageTarget } from './target.ts';

export interface SpecRequests {
  readonly requests: ReadonlyMap<StageTarget, SpecRequest>;
  /** The reasons why some services are not asked for: no login. */
  readonly obstacles: ReadonlyMap<StageTarget, readonly Diagnostic[]>;
}

/**
 * The specifications to read for the targets of the run. A service without a remote is staged by hand; the checks of
 * the manifest have reported that.
 *
 * @param treesOf finds the trees with earlier staged files of an environment
 */
export function specRequests(
  targets: readonly StageTarget[],
  logins: Logins,
  treesOf: (environment: string) => readonly Tree[],
): SpecRequests {
  const requests = new Map<StageTarget, SpecRequest>();
  const obstacles = new Map<StageTarget, readonly Diagnostic[]>();
  for (const target of targets) {
    const { service, git, at } = target;
    const remote = git?.remote;
    if (!target.asked || remote === undefined) continue;
    try {
      const source = { remote, branch: service.branch, path: service.specPath };
      requests.set(target, {
        ...source,
        service: service.key,
        access: logins.ofService(remote, git, `service ${service.key}`),
        known: knownCommits(treesOf(target.environment), target, source),
        at,
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      obstacles.set(target, error.diagnostics);
    }
  }
  return { requests, obstacles };
}
