import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { withoutCredentials } from '@konduct/core/manifest/remote';
import type { GitFailure, GitFailureReason } from '@konduct/repository/git/git-failure';
import { gitProblem } from '@konduct/repository/specification/problem';

const fixes: Readonly<Partial<Record<GitFailureReason, string>>> = {
  'timed-out': 'Check the remote and the network; the next round tries again.',
  'branch-missing': 'Create the branch, or name another one with --branch.',
  refused: 'Give a token or key that may read the repository: the help of the option --repository has the variables.',
  'host-key': 'Compare its key with the one its operator publishes, and correct KONDUCT_KNOWN_HOSTS.',
  'object-format': 'Keep the platform in a repository with SHA-1, which is what git makes unless it is told otherwise.',
};

/** The diagnostic for a platform repository of a loop that could not be read. */
export function repositoryProblem(failure: GitFailure, remote: string, branch: string | undefined): Diagnostic {
  const shown = withoutCredentials(remote);
  const where = { service: 'the platform', remote: shown, branch: branch ?? 'HEAD', path: '', at: undefined };
  const problem = gitProblem(failure, where);
  const fix = failure.refused === undefined ? fixes[failure.reason] : undefined;
  return fix === undefined ? problem : { ...problem, fix };
}
