import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Tree } from '@konduct/repository/platform/tree';
import type { SpecRequest } from '@konduct/repository/specification/request';
import { knownCommits } from '@konduct/repository/staging/service';
import type { Logins } from './access.ts';
import type { StageTarget } from './target.ts';

export interface SpecRequests {
  readonly requests: ReadonlyMap<StageTarget, SpecRequest>;
  /** Why some are not asked about: no login. */
  readonly obstacles: ReadonlyMap<StageTarget, readonly Diagnostic[]>;
}

/**
 * What is to be read for the targets that the run asks about. One without a remote is staged by hand; the manifest's
 * checks have said so.
 *
 * @param treesOf where what was staged before is looked up, for an environment
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
