import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { visible } from '@konduct/core/value/visible';
import type { GitFailure } from '@konduct/repository/git/git-failure';
import { gitMachineProblem } from '@konduct/repository/git/machine-refusal';
import type { Foreign } from '@konduct/repository/platform/read-branch';

/** The reason why a branch is left alone, and the ways for the author of the commit on it to go on. */
export function foreignCommit(branch: string, { commit, kind }: Foreign): Diagnostic {
  const { author, id, subject } = commit;
  const told = `${visible(author)}: ${id.slice(0, 10)} ${JSON.stringify(visible(subject))}`;
  const error = { severity: 'error', code: 'branch-foreign' } as const;
  switch (kind) {
    case 'commit':
    case 'changed': {
      const changed = kind === 'changed' ? ', which was changed after Konduct made it' : '';
      return {
        ...error,
        message: `The branch ${branch} has a commit by ${told}${changed}`,
        cause: 'Konduct rebuilds its branches and would lose the commit.',
        fix: 'Merge the pull request, or move the commit to a branch of its own and delete this one.',
      };
    }
    case 'merge-of-base':
      return {
        ...error,
        message: `The base was merged into the branch ${branch} by ${told}`,
        cause: 'The button "Update branch" does so. Konduct pushes over its own commits only.',
        fix: 'Merge the pull request, or delete the branch: the next run builds it anew on the base, and needs no such button.',
      };
    case 'former-base':
      return {
        ...error,
        message: `The branch ${branch} stands on a commit that the base does not have, by ${told}`,
        cause: 'The base was pushed by force, or is another branch than before.',
        fix: 'Delete the branch, unless the commit is to be kept: the next run builds it anew on the base.',
      };
  }
}

/** The diagnostic for a branch that could not be pushed. */
export function pushProblem(failure: GitFailure, name: string): Diagnostic {
  const machine = gitMachineProblem(failure, `the branch ${name}`);
  if (machine) return machine;
  const cause = failure.said === '' ? {} : { cause: `git said: ${visible(failure.said)}` };
  const rejected = failure.reason === 'rejected';
  return {
    severity: 'error',
    code: rejected ? 'push-rejected' : failure.reason === 'refused' ? 'repository-refused' : 'repository-unavailable',
    message: rejected ? `The push to ${name} was rejected` : `The branch ${name} could not be pushed`,
    ...cause,
    fix: rejected
      ? 'Run it again: something else was pushed there meanwhile, or a rule of the repository forbids it.'
      : 'Check that the token or key may write to the platform repository; the next run tries again.',
  };
}
